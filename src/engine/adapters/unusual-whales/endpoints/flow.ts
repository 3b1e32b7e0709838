import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow, withNext } from '../each-row.ts';
import { olderThan } from '../next-page.ts';
import { flowAlert } from '../translate/flow-alert.ts';
import { greekFlow } from '../translate/greek-flow.ts';
import { netPremiumTick } from '../translate/net-flow.ts';
import { activityPart, optionActivity } from '../translate/option-activity.ts';
import { optionTrade } from '../translate/option-trade.ts';
import { quarterHourly, tenMinutely } from './rhythm.ts';

const mostAlerts = 200;

export const flowEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'flow-alerts',
    title: 'Flow alerts',
    path: '/api/option-trades/flow-alerts',
    query: { limit: String(mostAlerts), older_than: '{cursor}', newer_than: '{newer-than-ms}' },
    tier: 'critical',
    provides: ['flow-alert'],
    translate: withNext(
      eachRow(flowAlert),
      olderThan({
        endpoint: 'flow-alerts',
        limit: mostAlerts,
        time: 'created_at',
        resolutionMs: 1_000,
        lookBackMs: 120_000,
      }),
    ),
  }),
  endpoint({
    id: 'net-premium-ticks',
    title: 'Net premium by minute',
    path: '/api/stock/{symbol}/net-prem-ticks',
    fanOut: 'symbol',
    tier: 'frequent',
    ...tenMinutely,
    provides: ['net-flow'],
    translate: eachRow(netPremiumTick),
  }),
  endpoint({
    id: 'greek-flow',
    title: 'Delta and vega flow by minute',
    path: '/api/stock/{symbol}/greek-flow',
    fanOut: 'symbol',
    tier: 'frequent',
    ...quarterHourly,
    provides: ['greek-flow'],
    translate: eachRow(greekFlow),
  }),
  endpoint({
    id: 'flow-per-strike',
    title: 'Flow by strike',
    path: '/api/stock/{symbol}/flow-per-strike',
    fanOut: 'symbol',
    tier: 'frequent',
    ...quarterHourly,
    provides: ['option-activity-part'],
    translate: eachRow(activityPart('strike', 'flow')),
  }),
  endpoint({
    id: 'flow-per-expiry',
    title: 'Flow by expiry',
    path: '/api/stock/{symbol}/flow-per-expiry',
    fanOut: 'symbol',
    tier: 'frequent',
    ...quarterHourly,
    provides: ['option-activity-part'],
    translate: eachRow(activityPart('expiry', 'flow')),
  }),
  endpoint({
    id: 'options-volume',
    title: 'Option totals of the day',
    path: '/api/stock/{symbol}/options-volume',
    query: { limit: '1' },
    fanOut: 'symbol',
    tier: 'hourly',
    sessions: ['regular'],
    provides: ['option-activity'],
    translate: eachRow(optionActivity),
  }),
  endpoint({
    id: 'contract-flow',
    title: 'Trades of one contract',
    path: '/api/option-contract/{contract}/flow',
    fanOut: 'item',
    tier: 'frequent',
    provides: ['option-trade'],
    enabled: false,
    translate: eachRow(optionTrade),
  }),
];
