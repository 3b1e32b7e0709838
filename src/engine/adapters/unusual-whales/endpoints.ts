import type { Endpoint } from '../../ports/vendor.ts';
import { calendarEndpoints } from './endpoints/calendar.ts';
import { darkPoolEndpoints } from './endpoints/dark-pool.ts';
import { dealerExposureEndpoints } from './endpoints/dealer-exposure.ts';
import { etfEndpoints } from './endpoints/etf.ts';
import { flowEndpoints } from './endpoints/flow.ts';
import { insiderEndpoints } from './endpoints/insiders.ts';
import { institutionEndpoints } from './endpoints/institutions.ts';
import { marketTideEndpoints } from './endpoints/market-tide.ts';
import { newsEndpoints } from './endpoints/news.ts';
import { openInterestEndpoints } from './endpoints/open-interest.ts';
import { politicianEndpoints } from './endpoints/politicians.ts';
import { referenceEndpoints } from './endpoints/reference.ts';
import { screenerEndpoints } from './endpoints/screener.ts';
import { seasonalityEndpoints } from './endpoints/seasonality.ts';
import { shortEndpoints } from './endpoints/shorts.ts';
import { volatilityEndpoints } from './endpoints/volatility.ts';

/** In the order in which the trader sees them. */
export const endpoints: readonly Endpoint[] = [
  ...flowEndpoints,
  ...darkPoolEndpoints,
  ...dealerExposureEndpoints,
  ...volatilityEndpoints,
  ...openInterestEndpoints,
  ...marketTideEndpoints,
  ...shortEndpoints,
  ...insiderEndpoints,
  ...institutionEndpoints,
  ...politicianEndpoints,
  ...calendarEndpoints,
  ...newsEndpoints,
  ...screenerEndpoints,
  ...seasonalityEndpoints,
  ...etfEndpoints,
  ...referenceEndpoints,
];
