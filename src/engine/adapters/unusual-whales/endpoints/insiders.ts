import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow } from '../each-row.ts';
import { insiderTotals, insiderTransaction } from '../translate/insiders.ts';

export const insiderEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'insider-transactions',
    title: 'Latest insider transactions',
    path: '/api/insider/transactions',
    query: { limit: '500', group: 'false' },
    tier: 'hourly',
    provides: ['insider-transaction'],
    translate: eachRow(insiderTransaction),
  }),
  endpoint({
    id: 'insider-totals',
    title: 'Insider buying and selling of a ticker',
    path: '/api/stock/{symbol}/insider-buy-sells',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['insider-totals'],
    translate: eachRow(insiderTotals),
  }),
  endpoint({
    id: 'market-insider-totals',
    title: 'Insider buying and selling of the market',
    path: '/api/market/insider-buy-sells',
    query: { limit: '30' },
    tier: 'daily',
    provides: ['insider-totals'],
    enabled: false,
    translate: eachRow(insiderTotals),
  }),
];
