import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow, withNext } from '../each-row.ts';
import { nextPage } from '../next-page.ts';
import { gexLevels, greekExposure, maxPain } from '../translate/greek-exposure.ts';
import { expiryStrikeExposure, strikeExposure, tickerExposure } from '../translate/spot-exposure.ts';
import { inSession, tenMinutely } from './rhythm.ts';

const mostStrikes = 500;

export const dealerExposureEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'spot-exposures',
    title: 'Dealer exposure by minute',
    path: '/api/stock/{symbol}/spot-exposures',
    fanOut: 'symbol',
    tier: 'frequent',
    ...tenMinutely,
    provides: ['spot-exposure'],
    translate: eachRow(tickerExposure),
  }),
  endpoint({
    id: 'spot-exposures-strike',
    title: 'Dealer exposure by strike',
    path: '/api/stock/{symbol}/spot-exposures/strike',
    query: { limit: String(mostStrikes), page: '{page}' },
    fanOut: 'symbol',
    tier: 'frequent',
    ...inSession,
    mostFollowUps: 2,
    provides: ['spot-exposure'],
    translate: withNext(eachRow(strikeExposure), nextPage({ endpoint: 'spot-exposures-strike', limit: mostStrikes })),
  }),
  endpoint({
    id: 'spot-exposures-expiry-strike',
    title: 'Dealer exposure by expiry and strike',
    path: '/api/stock/{symbol}/spot-exposures/expiry-strike',
    query: { 'expirations[]': '{expiry}', limit: String(mostStrikes), page: '{page}' },
    fanOut: 'symbol-expiry',
    expiries: { from: 0, to: 1 },
    tier: 'hourly',
    ...inSession,
    mostFollowUps: 2,
    provides: ['spot-exposure'],
    translate: withNext(
      eachRow(expiryStrikeExposure),
      nextPage({ endpoint: 'spot-exposures-expiry-strike', limit: mostStrikes }),
    ),
  }),
  endpoint({
    id: 'max-pain',
    title: 'Max pain by expiry',
    path: '/api/stock/{symbol}/max-pain',
    fanOut: 'symbol',
    tier: 'hourly',
    ...inSession,
    provides: ['max-pain'],
    translate: eachRow(maxPain),
  }),
  endpoint({
    id: 'greek-exposure',
    title: 'Greek exposure, a year by day',
    path: '/api/stock/{symbol}/greek-exposure',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['greek-exposure'],
    translate: eachRow(greekExposure),
  }),
  endpoint({
    id: 'greek-exposure-strike',
    title: 'Greek exposure by strike',
    path: '/api/stock/{symbol}/greek-exposure/strike',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['greek-exposure'],
    translate: eachRow(greekExposure),
  }),
  endpoint({
    id: 'greek-exposure-expiry',
    title: 'Greek exposure by expiry',
    path: '/api/stock/{symbol}/greek-exposure/expiry',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['greek-exposure'],
    translate: eachRow(greekExposure),
  }),
  endpoint({
    id: 'gex-levels',
    title: 'Walls and flip as the vendor sees them',
    // Newer than the published specification this folder was written against.
    path: '/api/stock/{symbol}/gex-levels',
    fanOut: 'symbol',
    tier: 'frequent',
    ...tenMinutely,
    provides: ['vendor-gex-levels'],
    enabled: false,
    translate: eachRow(gexLevels),
  }),
];
