import type { ColumnsOf } from './column-types.ts';

export const referenceColumns: ColumnsOf<
  | 'insider-transaction'
  | 'insider-totals'
  | 'institution-holding'
  | 'politician-trade'
  | 'short-volume'
  | 'short-interest'
  | 'short-availability'
  | 'fails-to-deliver'
  | 'off-exchange-week'
  | 'news'
  | 'economic-event'
  | 'earnings-event'
  | 'analyst-rating'
  | 'fda-event'
  | 'macro-observation'
  | 'company-profile'
  | 'company-identifier'
  | 'security-identifier'
  | 'etf-flow'
  | 'etf-holding'
  | 'correlation'
  | 'seasonality'
  | 'exchange-day'
  | 'screened-stock'
> = {
  'insider-transaction': {
    form: 'text',
    isAmendment: 'flag',
    accession: 'text',
    issuerCik: 'text',
    ownerName: 'text',
    ownerCik: 'text',
    isDirector: 'flag',
    isOfficer: 'flag',
    isTenPercentOwner: 'flag',
    officerTitle: 'text',
    transactionDate: 'text',
    filingDate: 'text',
    code: 'text',
    action: 'text',
    isPlanned: 'flag',
    isDerivative: 'flag',
    securityTitle: 'text',
    acquired: 'flag',
    shares: 'number',
    price: 'number',
    value: 'number',
    sharesAfter: 'number',
    isDirect: 'flag',
    footnotes: 'texts',
  },
  'insider-totals': {
    date: 'text',
    purchases: 'number',
    purchaseValue: 'number',
    sales: 'number',
    saleValue: 'number',
  },
  'institution-holding': {
    managerCik: 'text',
    managerName: 'text',
    accession: 'text',
    amendment: 'text',
    reportDate: 'text',
    filingDate: 'text',
    issuer: 'text',
    cusip: 'text',
    value: 'number',
    shares: 'number',
    isPrincipal: 'flag',
    option: 'text',
    sharesChange: 'number',
  },
  'politician-trade': {
    name: 'text',
    chamber: 'text',
    transactionDate: 'text',
    filingDate: 'text',
    action: 'text',
    leastValue: 'number',
    mostValue: 'number',
  },
  'short-volume': {
    date: 'text',
    shortVolume: 'number',
    exemptVolume: 'number',
    totalVolume: 'number',
    markets: 'text',
  },
  'short-interest': {
    settlementDate: 'text',
    shares: 'number',
    previousShares: 'number',
    averageDailyVolume: 'number',
    daysToCover: 'number',
    changePercent: 'number',
    isRevised: 'flag',
    ofFloat: 'number',
  },
  'short-availability': { feeRate: 'number', rebateRate: 'number', sharesAvailable: 'number' },
  'fails-to-deliver': { date: 'text', quantity: 'number', price: 'number' },
  'off-exchange-week': {
    weekStart: 'text',
    kind: 'text',
    tier: 'text',
    venue: 'text',
    shares: 'number',
    trades: 'number',
  },
  news: { headline: 'text', publisher: 'text', url: 'text', tickers: 'texts', sentiment: 'number', isMajor: 'flag' },
  'economic-event': {
    name: 'text',
    country: 'text',
    scheduledTime: 'number',
    date: 'text',
    importance: 'text',
    actual: 'number',
    forecast: 'number',
    previous: 'number',
    unit: 'text',
    period: 'text',
  },
  'earnings-event': {
    date: 'text',
    session: 'text',
    fiscalQuarterEnd: 'text',
    epsEstimate: 'number',
    epsActual: 'number',
    revenueEstimate: 'number',
    revenueActual: 'number',
    expectedMove: 'number',
  },
  'analyst-rating': { firm: 'text', analyst: 'text', action: 'text', recommendation: 'text', target: 'number' },
  'fda-event': { drug: 'text', catalyst: 'text', startDate: 'text', endDate: 'text', description: 'text' },
  'macro-observation': { date: 'text', value: 'number', unit: 'text', vintage: 'text' },
  'company-profile': {
    name: 'text',
    sector: 'text',
    issueType: 'text',
    marketCap: 'number',
    averageVolume: 'number',
    beta: 'number',
    nextEarningsDate: 'text',
  },
  'company-identifier': { cik: 'text', name: 'text', exchange: 'text' },
  'security-identifier': { cusip: 'text', name: 'text' },
  'etf-flow': { date: 'text', shares: 'number', dollars: 'number' },
  'etf-holding': { ticker: 'text', weight: 'number', shares: 'number' },
  correlation: { other: 'text', correlation: 'number', days: 'number' },
  seasonality: {
    month: 'number',
    averageReturn: 'number',
    medianReturn: 'number',
    positiveShare: 'number',
    years: 'number',
  },
  'exchange-day': { date: 'text', open: 'text', close: 'text' },
  'screened-stock': {
    date: 'text',
    close: 'number',
    relativeVolume: 'number',
    impliedVol30: 'number',
    ivRank: 'number',
    netCallPremium: 'number',
    netPutPremium: 'number',
    callVolume: 'number',
    putVolume: 'number',
  },
};
