import type { Endpoint, EndpointItem, Vendor } from '../../ports/vendor.ts';
import { endpoint } from '../vendor-kit/define.ts';
import { translateEarningsCalendar, translateMacro, translateNews } from './economy.ts';
import { judgeAlphaVantage } from './judge-alpha-vantage.ts';
import { translateOptions } from './option-chain.ts';
import { translateGlobalQuote, translateIndicator, translateIntraday } from './time-series.ts';

const second = 1_000;
const minute = 60 * second;
const path = '/query';

/** Averages and oscillators with one period; the rest have their own parameters, at the vendor's defaults. */
const withPeriod = [
  'SMA',
  'EMA',
  'WMA',
  'DEMA',
  'TEMA',
  'RSI',
  'WILLR',
  'ADX',
  'CCI',
  'MFI',
  'PLUS_DI',
  'MINUS_DI',
  'AROON',
  'BBANDS',
];
const withoutPeriod = ['STOCH', 'STOCHF', 'MACD', 'OBV', 'VWAP'];

function indicatorItems(): readonly EndpointItem[] {
  // VWAP exists within a day only.
  const intervalOf = (name: string): string => (name === 'VWAP' ? '15min' : 'daily');
  return [
    ...withPeriod.map((name) => ({ function: name, period: '14', interval: intervalOf(name) })),
    ...withoutPeriod.map((name) => ({ function: name, interval: intervalOf(name) })),
  ];
}

/** Functions and the series they are at the Federal Reserve, so that the two can be compared. */
const macro: readonly EndpointItem[] = [
  { function: 'REAL_GDP', interval: 'quarterly', series: 'GDPC1' },
  { function: 'REAL_GDP_PER_CAPITA', series: 'A939RX0Q048SBEA' },
  { function: 'TREASURY_YIELD', interval: 'daily', maturity: '10year', series: 'DGS10' },
  { function: 'TREASURY_YIELD', interval: 'daily', maturity: '2year', series: 'DGS2' },
  { function: 'FEDERAL_FUNDS_RATE', interval: 'daily', series: 'DFF' },
  { function: 'CPI', interval: 'monthly', series: 'CPIAUCNS' },
  { function: 'INFLATION', series: 'FPCPITOTLZGUSA' },
  { function: 'RETAIL_SALES', series: 'RSXFSN' },
  { function: 'DURABLES', series: 'UMDMNO' },
  { function: 'UNEMPLOYMENT', series: 'UNRATE' },
  { function: 'NONFARM_PAYROLL', series: 'PAYNSA' },
];

/** What trades every day of the week and moves the most; chains of the rest are asked for less often. */
const nearCadence = { everyMs: 12 * second } as const;

const prices: readonly Endpoint[] = [
  endpoint({
    id: 'options',
    title: 'Option chains with greeks, realtime',
    path,
    query: { function: 'REALTIME_OPTIONS', symbol: '{symbol}', require_greeks: 'true' },
    fanOut: 'symbol',
    tier: 'critical',
    cadence: { everyMs: 45 * second },
    provides: ['chain-snapshot'],
    // Premium only, from 600 requests a minute on.
    enabled: false,
    translate: (payload, context) => translateOptions(payload, context, 'now'),
  }),
  endpoint({
    id: 'same-day-options',
    title: 'Chains of what expires daily, realtime',
    path,
    query: { function: 'REALTIME_OPTIONS', symbol: '{ticker}', require_greeks: 'true' },
    fanOut: 'item',
    items: ['SPY', 'QQQ', 'IWM', 'SPX'].map((ticker) => ({ ticker })),
    tier: 'critical',
    cadence: nearCadence,
    provides: ['chain-snapshot'],
    enabled: false,
    translate: (payload, context) =>
      translateOptions(payload, { ...context, symbol: context.parameters['ticker'] ?? '' }, 'now'),
  }),
  endpoint({
    id: 'historical-options',
    title: 'Option chains of the last session',
    path,
    query: { function: 'HISTORICAL_OPTIONS', symbol: '{symbol}', date: '{day-1}' },
    fanOut: 'symbol',
    tier: 'daily',
    cadence: { dailyAt: '06:00' },
    provides: ['chain-snapshot'],
    enabled: false,
    translate: (payload, context) => translateOptions(payload, context, 'close'),
  }),
  endpoint({
    id: 'intraday',
    title: 'Minute bars',
    path,
    query: { function: 'TIME_SERIES_INTRADAY', symbol: '{symbol}', interval: '1min', outputsize: 'compact' },
    fanOut: 'symbol',
    tier: 'frequent',
    cadence: { everyMs: 2 * minute },
    provides: ['bar'],
    enabled: false,
    translate: translateIntraday,
  }),
  endpoint({
    id: 'indicators',
    title: 'Indicators of SPY, to compare with ours',
    path,
    query: {
      function: '{function}',
      symbol: 'SPY',
      interval: '{interval}',
      time_period: '{period}',
      series_type: 'close',
    },
    fanOut: 'item',
    items: indicatorItems(),
    tier: 'hourly',
    provides: ['indicator'],
    enabled: false,
    translate: (payload, context) => translateIndicator(payload, { ...context, symbol: 'SPY' }),
  }),
  endpoint({
    id: 'quote',
    title: 'Quote of SPY, which proves the key',
    path,
    query: { function: 'GLOBAL_QUOTE', symbol: 'SPY' },
    tier: 'hourly',
    cadence: { everyMs: 3 * 3_600 * second },
    sessions: ['regular'],
    validForMs: 6 * 3_600 * second,
    provides: ['quote'],
    translate: (payload, context) => translateGlobalQuote(payload, { ...context, symbol: 'SPY' }),
  }),
];

const economy: readonly Endpoint[] = [
  endpoint({
    id: 'macro',
    title: 'Economic series',
    path,
    query: { function: '{function}', interval: '{interval}', maturity: '{maturity}' },
    fanOut: 'item',
    items: macro,
    tier: 'daily',
    cadence: { dailyAt: '09:15' },
    provides: ['macro-observation'],
    translate: translateMacro,
  }),
  endpoint({
    id: 'news',
    title: 'News with sentiment',
    path,
    query: { function: 'NEWS_SENTIMENT', topics: 'financial_markets', sort: 'LATEST', limit: '50' },
    tier: 'hourly',
    cadence: { everyMs: 2 * 3_600 * second },
    priority: 'low',
    provides: ['news'],
    translate: translateNews,
  }),
  endpoint({
    id: 'earnings-calendar',
    title: 'Earnings calendar',
    path,
    query: { function: 'EARNINGS_CALENDAR', horizon: '3month' },
    tier: 'daily',
    cadence: { dailyAt: '07:10' },
    provides: ['earnings-event'],
    translate: translateEarningsCalendar,
  }),
];

/**
 * Alpha Vantage. By default what the free key's 25 requests a day allow; chains, minute bars and indicators are there for
 * premium keys, with the product's cadence, and are enabled in the feeds file together with the plan's budget.
 */
export const alphaVantage: Vendor = {
  id: 'alpha-vantage',
  title: 'Alpha Vantage',
  summary:
    'Economic series, news with sentiment and the earnings calendar; with a premium key chains, bars and indicators',
  homepage: 'https://www.alphavantage.co',
  credentials: [
    {
      name: 'key',
      title: 'API key',
      help: 'From alphavantage.co/support, free or premium',
      secret: true,
      optional: false,
      environment: 'ALPHA_VANTAGE_API_KEY',
    },
  ],
  bases: { rest: 'https://www.alphavantage.co' },
  budget: {
    perSecond: 1,
    perMinute: null,
    perDay: 25,
    dayResetsAt: '00:00',
    concurrent: 1,
    reserve: { critical: 0.08, high: 0, normal: 0, low: 0 },
    dollarsPerUnit: 0,
    read: () => null,
  },
  endpoints: [...prices, ...economy],
  streams: [],
  authorise: (credentials) => ({ headers: {}, query: { apikey: credentials['key'] ?? '' } }),
  judge: judgeAlphaVantage,
  spell: (symbol) => symbol.replace('.', '-'),
  probe: 'quote',
};
