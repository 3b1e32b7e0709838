import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow } from '../each-row.ts';
import { screenedStock } from '../translate/screened-stock.ts';
import { inSession } from './rhythm.ts';

export const screenerEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'stock-screener',
    title: 'Stocks with the most option premium',
    path: '/api/screener/stocks',
    query: { order: 'premium', order_direction: 'desc' },
    tier: 'frequent',
    ...inSession,
    provides: ['screened-stock'],
    translate: eachRow(screenedStock),
  }),
];
