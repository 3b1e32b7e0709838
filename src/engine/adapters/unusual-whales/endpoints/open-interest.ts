import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow, withNext } from '../each-row.ts';
import { nextPage } from '../next-page.ts';
import { optionContracts } from '../translate/chain-snapshot.ts';
import { openInterestChange } from '../translate/open-interest-change.ts';
import { activityPart } from '../translate/option-activity.ts';
import { inSession } from './rhythm.ts';

const mostChanges = 100;

export const openInterestEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'option-contracts',
    title: 'Most traded contracts',
    path: '/api/stock/{symbol}/option-contracts',
    query: { limit: '500', exclude_zero_vol_chains: 'true' },
    fanOut: 'symbol',
    tier: 'hourly',
    ...inSession,
    provides: ['chain-snapshot'],
    translate: optionContracts,
  }),
  endpoint({
    id: 'open-interest-change',
    title: 'Largest changes of open interest',
    path: '/api/stock/{symbol}/oi-change',
    query: { limit: String(mostChanges), page: '{page}' },
    fanOut: 'symbol',
    tier: 'daily',
    mostFollowUps: 1,
    provides: ['open-interest-change'],
    translate: withNext(
      eachRow(openInterestChange),
      nextPage({ endpoint: 'open-interest-change', limit: mostChanges }),
    ),
  }),
  endpoint({
    id: 'market-open-interest-change',
    title: 'Largest changes of open interest in the market',
    path: '/api/market/oi-change',
    query: { limit: '200' },
    tier: 'daily',
    provides: ['open-interest-change'],
    enabled: false,
    translate: eachRow(openInterestChange),
  }),
  endpoint({
    id: 'open-interest-strike',
    title: 'Open interest by strike',
    path: '/api/stock/{symbol}/oi-per-strike',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['option-activity-part'],
    enabled: false,
    translate: eachRow(activityPart('strike', 'open-interest')),
  }),
  endpoint({
    id: 'open-interest-expiry',
    title: 'Open interest by expiry',
    path: '/api/stock/{symbol}/oi-per-expiry',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['option-activity-part'],
    enabled: false,
    translate: eachRow(activityPart('expiry', 'open-interest')),
  }),
];
