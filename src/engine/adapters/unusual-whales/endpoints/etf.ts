import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow } from '../each-row.ts';
import { etfFlow, etfHolding } from '../translate/reference.ts';

const funds = [{ etf: 'SPY' }, { etf: 'QQQ' }, { etf: 'IWM' }];

export const etfEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'etf-flow',
    title: 'Money into and out of a fund',
    path: '/api/etfs/{etf}/in-outflow',
    fanOut: 'item',
    items: funds,
    tier: 'daily',
    provides: ['etf-flow'],
    translate: eachRow(etfFlow),
  }),
  endpoint({
    id: 'etf-holdings',
    title: 'Holdings of a fund',
    path: '/api/etfs/{etf}/holdings',
    fanOut: 'item',
    items: funds,
    tier: 'daily',
    provides: ['etf-holding'],
    translate: eachRow(etfHolding),
  }),
];
