import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow } from '../each-row.ts';
import { failsToDeliver, shortAvailability, shortInterest, shortVolumeDay } from '../translate/shorts.ts';
import { inSession } from './rhythm.ts';

export const shortEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'short-availability',
    title: 'Cost and supply of borrowing',
    path: '/api/shorts/{symbol}/data',
    fanOut: 'symbol',
    tier: 'hourly',
    ...inSession,
    provides: ['short-availability'],
    translate: eachRow(shortAvailability),
  }),
  endpoint({
    id: 'short-volume',
    title: 'Short volume by day',
    path: '/api/shorts/{symbol}/volume-and-ratio',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['short-volume'],
    translate: eachRow(shortVolumeDay),
  }),
  endpoint({
    id: 'fails-to-deliver',
    title: 'Fails to deliver',
    path: '/api/shorts/{symbol}/ftds',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['fails-to-deliver'],
    translate: eachRow(failsToDeliver),
  }),
  endpoint({
    id: 'short-interest',
    title: 'Short interest and float',
    path: '/api/shorts/{symbol}/interest-float/v2',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['short-interest'],
    translate: eachRow(shortInterest),
  }),
];
