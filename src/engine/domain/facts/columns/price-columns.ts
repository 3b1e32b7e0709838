import type { ColumnsOf } from './column-types.ts';

export const priceColumns: ColumnsOf<
  | 'quote'
  | 'trade'
  | 'bar'
  | 'future-day'
  | 'indicator'
  | 'trading-status'
  | 'chain-snapshot'
  | 'greek-exposure'
  | 'spot-exposure'
  | 'max-pain'
  | 'vendor-gex-levels'
  | 'iv-rank'
  | 'volatility-stats'
  | 'vol-term-structure'
  | 'risk-reversal'
  | 'realised-vol'
  | 'put-call-ratio'
> = {
  quote: {
    bid: 'number',
    ask: 'number',
    bidSize: 'number',
    askSize: 'number',
    last: 'number',
    lastSize: 'number',
    volume: 'number',
    open: 'number',
    high: 'number',
    low: 'number',
    previousClose: 'number',
    delayMs: 'number',
  },
  trade: { price: 'number', size: 'number', venue: 'text', conditions: 'texts', cancelled: 'flag' },
  bar: {
    intervalMs: 'number',
    start: 'number',
    open: 'number',
    high: 'number',
    low: 'number',
    close: 'number',
    volume: 'number',
  },
  'future-day': {
    date: 'text',
    expiry: 'text',
    contract: 'text',
    open: 'number',
    high: 'number',
    low: 'number',
    close: 'number',
    settlement: 'number',
    volume: 'number',
    openInterest: 'number',
  },
  indicator: { name: 'text', period: 'number', intervalMs: 'number', start: 'number', value: 'number' },
  'trading-status': { halted: 'flag', reason: 'text' },
  'chain-snapshot': {
    spot: 'number',
    impliedVol30: 'number',
    tradingClasses: 'texts',
    expiries: 'texts',
    strikes: 'numbers',
    rights: 'texts',
    bids: 'numbers',
    asks: 'numbers',
    lasts: 'numbers',
    volumes: 'numbers',
    openInterests: 'numbers',
    impliedVols: 'numbers',
    deltas: 'numbers',
    gammas: 'numbers',
    vegas: 'numbers',
    thetas: 'numbers',
    delayMs: 'number',
  },
  'greek-exposure': { date: 'text', expiry: 'text', strike: 'number', call: 'json', put: 'json' },
  'spot-exposure': {
    price: 'number',
    expiry: 'text',
    strike: 'number',
    byOpenInterest: 'json',
    byVolume: 'json',
    directional: 'json',
  },
  'max-pain': { expiry: 'text', price: 'number' },
  'vendor-gex-levels': { callWall: 'number', putWall: 'number', gammaFlip: 'number' },
  'iv-rank': { date: 'text', impliedVol: 'number', rank: 'number', close: 'number' },
  'volatility-stats': {
    date: 'text',
    impliedVol: 'number',
    impliedVolHigh: 'number',
    impliedVolLow: 'number',
    impliedVolRank: 'number',
    realisedVol: 'number',
    realisedVolHigh: 'number',
    realisedVolLow: 'number',
  },
  'vol-term-structure': {
    date: 'text',
    expiries: 'texts',
    days: 'numbers',
    impliedVols: 'numbers',
    impliedMoves: 'numbers',
  },
  'risk-reversal': { date: 'text', expiry: 'text', delta: 'number', riskReversal: 'number' },
  'realised-vol': { date: 'text', realisedVol: 'number', impliedVol: 'number', price: 'number' },
  'put-call-ratio': { date: 'text', callVolume: 'number', putVolume: 'number', ratio: 'number' },
};
