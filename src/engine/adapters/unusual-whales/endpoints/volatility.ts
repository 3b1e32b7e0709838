import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow } from '../each-row.ts';
import { ivRankDay, realisedVolDay, riskReversalDay, termStructure, volatilityStats } from '../translate/volatility.ts';
import { inSession } from './rhythm.ts';

export const volatilityEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'volatility-stats',
    title: 'Implied and realised volatility with their year',
    path: '/api/stock/{symbol}/volatility/stats',
    fanOut: 'symbol',
    tier: 'hourly',
    ...inSession,
    provides: ['volatility-stats'],
    translate: eachRow(volatilityStats),
  }),
  endpoint({
    id: 'iv-rank',
    title: 'IV rank by day',
    path: '/api/stock/{symbol}/iv-rank',
    fanOut: 'symbol',
    tier: 'hourly',
    ...inSession,
    provides: ['iv-rank'],
    translate: eachRow(ivRankDay),
  }),
  endpoint({
    id: 'interpolated-iv',
    title: 'Volatility at constant days',
    path: '/api/stock/{symbol}/interpolated-iv',
    fanOut: 'symbol',
    tier: 'hourly',
    ...inSession,
    provides: ['vol-term-structure'],
    translate: termStructure('by-days'),
  }),
  endpoint({
    id: 'term-structure',
    title: 'Volatility by expiry',
    path: '/api/stock/{symbol}/volatility/term-structure',
    fanOut: 'symbol',
    tier: 'hourly',
    ...inSession,
    provides: ['vol-term-structure'],
    translate: termStructure('by-expiry'),
  }),
  endpoint({
    id: 'realised-volatility',
    title: 'Realised against implied volatility, a year by day',
    path: '/api/stock/{symbol}/volatility/realized',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['realised-vol'],
    translate: eachRow(realisedVolDay),
  }),
  endpoint({
    id: 'risk-reversal',
    title: 'Risk reversal of 25 delta',
    path: '/api/stock/{symbol}/historical-risk-reversal-skew',
    query: { expiry: '{expiry}', delta: '25' },
    fanOut: 'symbol-expiry',
    expiries: { from: 1, to: 2 },
    tier: 'daily',
    provides: ['risk-reversal'],
    translate: eachRow(riskReversalDay),
  }),
];
