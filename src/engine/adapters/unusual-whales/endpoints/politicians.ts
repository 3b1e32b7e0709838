import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow } from '../each-row.ts';
import { politicianTrade } from '../translate/politicians.ts';

export const politicianEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'congress-trades',
    title: 'Trades of members of Congress',
    path: '/api/congress/recent-trades',
    query: { limit: '200' },
    tier: 'hourly',
    provides: ['politician-trade'],
    translate: eachRow(politicianTrade),
  }),
];
