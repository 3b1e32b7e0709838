import type { Endpoint, Vendor } from '../../ports/vendor.ts';
import { endpoint } from '../vendor-kit/define.ts';
import { judgeFred } from './fred-judge.ts';
import { seriesItems } from './fred-series.ts';
import { translateGraphCsv } from './graph-csv.ts';
import { translateObservations } from './observations.ts';
import { releaseLimit, translateReleaseDates } from './release-dates.ts';

const dayMs = 86_400_000;
/** Without a key the API answers as if a wrong one had been sent. */
const withKey: Pick<Endpoint, 'only'> = { only: { credential: 'apiKey', given: true } };
const releases = {
  file_type: 'json',
  include_release_dates_with_no_data: 'true',
  sort_order: 'asc',
  limit: String(releaseLimit),
  realtime_start: '{today}',
  realtime_end: '{days+45}',
};

const endpoints: readonly Endpoint[] = [
  endpoint({
    id: 'observations',
    title: 'Economic series',
    base: 'api',
    ...withKey,
    path: '/fred/series/observations',
    query: { series_id: '{series}', file_type: 'json', observation_start: '{days-400}', sort_order: 'asc' },
    fanOut: 'item',
    items: seriesItems,
    tier: 'daily',
    cadence: { dailyAt: '09:15' },
    validForMs: 5 * dayMs,
    provides: ['macro-observation'],
    translate: translateObservations,
  }),
  endpoint({
    id: 'release-dates',
    choices: { releases: ['important', 'all'] },
    title: 'Days of economic releases',
    base: 'api',
    ...withKey,
    path: '/fred/releases/dates',
    query: { ...releases, offset: '0' },
    tier: 'daily',
    cadence: { dailyAt: '06:00' },
    provides: ['economic-event'],
    translate: translateReleaseDates,
  }),
  endpoint({
    id: 'release-dates-page',
    choices: { releases: ['important', 'all'] },
    title: 'Further days of economic releases',
    base: 'api',
    ...withKey,
    path: '/fred/releases/dates',
    query: { ...releases, offset: '{offset}' },
    fanOut: 'item',
    tier: 'daily',
    provides: ['economic-event'],
    translate: translateReleaseDates,
  }),
  endpoint({
    id: 'graph-csv',
    title: 'Economic series without a key',
    base: 'graph',
    only: { credential: 'apiKey', given: false },
    path: '/graph/fredgraph.csv',
    query: { id: '{series}', cosd: '{days-400}' },
    fanOut: 'item',
    items: seriesItems,
    tier: 'daily',
    cadence: { dailyAt: '09:30' },
    validForMs: 5 * dayMs,
    provides: ['macro-observation'],
    translate: translateGraphCsv,
  }),
];

/** The St. Louis Fed's FRED: rates, spreads, inflation, money. With a free key, or from the charts without one. */
export const fred: Vendor = {
  id: 'fred',
  title: 'FRED',
  summary: 'Treasury yields, real yields, credit spreads, inflation, employment, money; days of releases',
  homepage: 'https://fred.stlouisfed.org',
  credentials: [
    {
      name: 'apiKey',
      title: 'API key',
      help: '32 small letters and digits, free of charge at fredaccount.stlouisfed.org. Without it the charts are read.',
      secret: true,
      optional: true,
      environment: 'QUORUM_FRED_API_KEY',
    },
  ],
  bases: { api: 'https://api.stlouisfed.org', graph: 'https://fred.stlouisfed.org' },
  budget: {
    perSecond: 2,
    perMinute: 110,
    perDay: null,
    dayResetsAt: '00:00',
    concurrent: 2,
    reserve: { critical: 0, high: 0, normal: 0.1, low: 0 },
    dollarsPerUnit: 0,
    read: () => null,
  },
  endpoints,
  streams: [],
  authorise: ({ apiKey }) => ({ headers: {}, query: apiKey === undefined || apiKey === '' ? {} : { api_key: apiKey } }),
  judge: judgeFred,
  spell: (symbol) => symbol,
  probe: 'release-dates',
};
