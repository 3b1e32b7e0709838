import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow, withNext } from '../each-row.ts';
import { olderThan } from '../next-page.ts';
import { stockPrint } from '../translate/stock-print.ts';
import { priceLevels } from '../translate/price-levels.ts';
import { inSession, quarterHourly } from './rhythm.ts';

const mostPrints = 500;

export const darkPoolEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'dark-pool-recent',
    title: 'Dark pool prints of the market',
    path: '/api/darkpool/recent',
    query: { limit: '200', min_premium: '100000' },
    tier: 'critical',
    provides: ['stock-print'],
    // This list takes no cursor: what the prints of a ticker need is in the list of the ticker.
    translate: eachRow(stockPrint(true)),
  }),
  endpoint({
    id: 'dark-pool-ticker',
    title: 'Dark pool prints of a ticker',
    path: '/api/darkpool/{symbol}',
    query: { limit: String(mostPrints), older_than: '{cursor}', newer_than: '{newer-than-ms}' },
    fanOut: 'symbol',
    tier: 'frequent',
    ...quarterHourly,
    mostFollowUps: 12,
    provides: ['stock-print'],
    translate: withNext(
      eachRow(stockPrint(true)),
      olderThan({
        endpoint: 'dark-pool-ticker',
        limit: mostPrints,
        time: 'executed_at',
        resolutionMs: 1_000,
        lookBackMs: 960_000,
      }),
    ),
  }),
  endpoint({
    id: 'stock-price-levels',
    title: 'Lit and off-exchange volume by price',
    path: '/api/stock/{symbol}/stock-volume-price-levels',
    fanOut: 'symbol',
    tier: 'hourly',
    ...inSession,
    provides: ['price-levels'],
    translate: priceLevels,
  }),
  endpoint({
    id: 'lit-flow-recent',
    title: 'Large lit prints of the market',
    path: '/api/lit-flow/recent',
    query: { limit: '200', min_premium: '500000' },
    tier: 'critical',
    provides: ['stock-print'],
    enabled: false,
    translate: eachRow(stockPrint(false)),
  }),
];
