import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow } from '../each-row.ts';
import { seasonalMonth } from '../translate/reference.ts';

export const seasonalityEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'seasonality',
    title: 'Average months of a ticker',
    path: '/api/seasonality/{symbol}/monthly',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['seasonality'],
    translate: eachRow(seasonalMonth),
  }),
  endpoint({
    id: 'market-seasonality',
    title: 'Average months of the market and its sectors',
    path: '/api/seasonality/market',
    tier: 'daily',
    provides: ['seasonality'],
    enabled: false,
    translate: eachRow(seasonalMonth),
  }),
];
