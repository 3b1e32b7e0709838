import type { FactKind } from './fact.ts';

/** How long a kind of fact is worth its place on the disk. */
export type RetentionClass = 'tick' | 'intraday' | 'daily' | 'reference';
export const retentionClasses: readonly RetentionClass[] = ['tick', 'intraday', 'daily', 'reference'];

/** Every kind has a class; a new kind does not compile without one. */
export const retentionOf: Readonly<Record<FactKind, RetentionClass>> = {
  'option-trade': 'tick',
  'stock-print': 'tick',
  quote: 'tick',
  trade: 'tick',
  'chain-snapshot': 'tick',
  'spot-exposure': 'tick',
  'flow-alert': 'intraday',
  'option-activity-part': 'intraday',
  'net-flow': 'intraday',
  'greek-flow': 'intraday',
  'price-levels': 'intraday',
  'vendor-gex-levels': 'intraday',
  'short-availability': 'intraday',
  bar: 'intraday',
  indicator: 'intraday',
  'trading-status': 'intraday',
  'screened-stock': 'intraday',
  'option-activity': 'daily',
  'open-interest-change': 'daily',
  'greek-exposure': 'daily',
  'max-pain': 'daily',
  'iv-rank': 'daily',
  'volatility-stats': 'daily',
  'vol-term-structure': 'daily',
  'risk-reversal': 'daily',
  'realised-vol': 'daily',
  'put-call-ratio': 'daily',
  'insider-totals': 'daily',
  'short-volume': 'daily',
  'fails-to-deliver': 'daily',
  'off-exchange-week': 'daily',
  'future-day': 'daily',
  news: 'daily',
  'analyst-rating': 'daily',
  'etf-flow': 'daily',
  correlation: 'daily',
  'insider-transaction': 'reference',
  'institution-holding': 'reference',
  'politician-trade': 'reference',
  'short-interest': 'reference',
  'economic-event': 'reference',
  'earnings-event': 'reference',
  'fda-event': 'reference',
  'macro-observation': 'reference',
  'company-profile': 'reference',
  'company-identifier': 'reference',
  'security-identifier': 'reference',
  'etf-holding': 'reference',
  seasonality: 'reference',
  'exchange-day': 'reference',
};

export const factKinds = Object.keys(retentionOf) as readonly FactKind[];

/** Days after arrival before a class may be forgotten, unless the settings say otherwise. */
export const retentionDays: Readonly<Record<RetentionClass, number>> = {
  tick: 5,
  intraday: 30,
  daily: 3_650,
  reference: 3_650,
};
