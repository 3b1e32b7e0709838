import type { Endpoint, RequestContext } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow } from '../each-row.ts';
import { minuteIndicator } from '../translate/indicator.ts';
import { netFlowByExpiry, tide } from '../translate/net-flow.ts';
import { optionActivity } from '../translate/option-activity.ts';
import { inSession, quarterHourly } from './rhythm.ts';

const sectors = [
  'Basic Materials',
  'Communication Services',
  'Consumer Cyclical',
  'Consumer Defensive',
  'Energy',
  'Financial Services',
  'Healthcare',
  'Industrials',
  'Real Estate',
  'Technology',
  'Utilities',
];

const named =
  (name: string) =>
  (_row: unknown, context: RequestContext): string =>
    context.parameters[name] ?? '';

export const marketTideEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'market-tide',
    title: 'Market tide',
    path: '/api/market/market-tide',
    query: { interval_5m: 'true' },
    tier: 'critical',
    provides: ['net-flow'],
    translate: eachRow(tide('market')),
  }),
  endpoint({
    id: 'zero-day-flow',
    title: 'Net flow of contracts that expire today',
    path: '/api/net-flow/expiry',
    query: { expiration: 'zero_dte', tide_type: 'all', moneyness: 'all' },
    tier: 'critical',
    provides: ['net-flow'],
    translate: netFlowByExpiry,
  }),
  endpoint({
    id: 'sector-tide',
    title: 'Tide of a sector',
    path: '/api/market/{sector}/sector-tide',
    fanOut: 'item',
    items: sectors.map((sector) => ({ sector })),
    tier: 'frequent',
    ...quarterHourly,
    provides: ['net-flow'],
    translate: eachRow(tide('sector', named('sector'))),
  }),
  endpoint({
    id: 'etf-tide',
    title: "Tide of a fund's holdings",
    path: '/api/market/{etf}/etf-tide',
    fanOut: 'item',
    items: [{ etf: 'SPY' }, { etf: 'QQQ' }, { etf: 'IWM' }],
    tier: 'frequent',
    ...inSession,
    provides: ['net-flow'],
    translate: eachRow(tide('etf-holdings', named('etf'))),
  }),
  endpoint({
    id: 'total-options-volume',
    title: "The market's option totals",
    path: '/api/market/total-options-volume',
    query: { limit: '1' },
    tier: 'frequent',
    ...inSession,
    provides: ['option-activity'],
    translate: eachRow(optionActivity),
  }),
  endpoint({
    id: 'spike',
    title: 'SPIKE by minute',
    path: '/api/market/spike',
    tier: 'frequent',
    ...inSession,
    provides: ['indicator'],
    enabled: false,
    translate: eachRow(minuteIndicator({ name: 'spike', value: 'value', time: 'time' })),
  }),
  endpoint({
    id: 'nope',
    title: 'NOPE by minute',
    path: '/api/stock/{symbol}/nope',
    fanOut: 'symbol',
    tier: 'hourly',
    ...inSession,
    provides: ['indicator'],
    enabled: false,
    translate: eachRow(minuteIndicator({ name: 'nope', value: 'nope', time: 'timestamp' })),
  }),
];
