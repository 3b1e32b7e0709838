import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow } from '../each-row.ts';
import { institutionHolding } from '../translate/institutions.ts';

export const institutionEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'institution-ownership',
    title: 'Largest institutional holders',
    path: '/api/institution/{symbol}/ownership',
    // The largest hundred: what lies behind them moves nothing and would cost a page each.
    query: { limit: '100' },
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['institution-holding'],
    translate: eachRow(institutionHolding),
  }),
];
