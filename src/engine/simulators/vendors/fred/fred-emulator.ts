import { addDays, wallTime } from '../../../domain/time.ts';
import { realClock } from '../../real-clock.ts';
import type { MarketStory } from '../../story/market-story.ts';
import type { VendorEmulator } from '../kit/emulator.ts';
import { startHttpEmulator, type EmulatedRequest, type Route } from '../kit/http-emulator.ts';
import { createMinuteBudget } from '../kit/minute-budget.ts';
import { overHttp } from '../kit/over-http.ts';
import { jsonReply, textReply, type Reply } from '../kit/reply.ts';
import { badRequest, noChart, tooMany } from './fred-errors.ts';
import { dailyRelease, releaseOf } from './release-table.ts';
import { hasSeries, seriesRange, writtenValue } from './series-range.ts';

const practiceKey = '0123456789abcdef0123456789abcdef';
const readMore = 'Read https://fred.stlouisfed.org/docs/api/api_key.html for more information.';
const dash = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;

function observations(story: MarketStory, { query }: EmulatedRequest): Reply {
  const id = query.get('series_id') ?? '';
  const from = query.get('observation_start') ?? '';
  const points = seriesRange(story, id, from, query.get('observation_end') ?? '');
  if (points.length === 0 && !hasSeries(story, id)) return badRequest('The series does not exist.');
  const today = dash(story.tradingDate());
  const sorted = query.get('sort_order') === 'desc' ? [...points].reverse() : points;
  const limit = Math.min(100_000, Number(query.get('limit') ?? '100000') || 100_000);
  return jsonReply({
    realtime_start: today,
    realtime_end: today,
    observation_start: from === '' ? '1600-01-01' : from,
    observation_end: '9999-12-31',
    units: 'lin',
    output_type: 1,
    file_type: 'json',
    order_by: 'observation_date',
    sort_order: query.get('sort_order') ?? 'asc',
    count: points.length,
    offset: 0,
    limit,
    // Every row is valid today: the day of asking, not of publishing.
    observations: sorted.slice(0, limit).map(({ date, value }) => ({
      realtime_start: today,
      realtime_end: today,
      date: dash(date),
      value: writtenValue(value),
    })),
  });
}

function releaseDates(story: MarketStory, { query }: EmulatedRequest): Reply {
  const from = (query.get('realtime_start') ?? dash(story.tradingDate())).replaceAll('-', '');
  const to = (query.get('realtime_end') ?? dash(addDays(from, 30))).replaceAll('-', '');
  const found = new Map<
    string,
    { readonly release_id: number; readonly release_name: string; readonly date: string }
  >();
  for (const event of story.economicEvents(from, to)) {
    const release = releaseOf(event.name);
    const date = dash(wallTime(event.scheduledMs).date);
    if (release) found.set(`${release.id}:${date}`, { release_id: release.id, release_name: release.name, date });
  }
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const daily = { release_id: dailyRelease.id, release_name: dailyRelease.name, date: dash(date) };
    found.set(`daily:${date}`, daily);
  }
  const all = [...found.values()].sort((a, b) => a.date.localeCompare(b.date));
  const limit = Math.min(1_000, Number(query.get('limit') ?? '1000') || 1_000);
  const offset = Math.max(0, Number(query.get('offset') ?? '0') || 0);
  return jsonReply({
    realtime_start: dash(from),
    realtime_end: dash(to),
    order_by: 'release_date',
    sort_order: 'asc',
    count: all.length,
    offset,
    limit,
    release_dates: all.slice(offset, offset + limit),
  });
}

function graph(story: MarketStory, { query }: EmulatedRequest): Reply {
  const id = query.get('id') ?? '';
  const points = seriesRange(story, id, query.get('cosd') ?? '', query.get('coed') ?? '');
  if (points.length === 0 && !hasSeries(story, id)) return noChart();
  // Missing values are empty here and dots there.
  const lines = points.map(({ date, value }) => `${dash(date)},${value === null ? '' : writtenValue(value)}`);
  return textReply(`${[`observation_date,${id}`, ...lines].join('\n')}\n`, 'application/csv');
}

function keyFault(request: EmulatedRequest): Reply | null {
  if (!request.path.startsWith('/fred/')) return null;
  const key = request.query.get('api_key');
  if (key === null) return badRequest(`Variable api_key is not set.  ${readMore}`);
  if (!/^[0-9a-z]{32}$/.test(key)) {
    return badRequest(
      `The value for variable api_key is not a 32 character alpha-numeric lower-case string.  ${readMore}`,
    );
  }
  return key === practiceKey ? null : badRequest(`The value for variable api_key is not registered.  ${readMore}`);
}

/** FRED's API and the tables behind its charts on one port. */
export const fredEmulator: VendorEmulator = {
  vendor: 'fred',
  async start({ story, log, port }) {
    const budget = createMinuteBudget({ perMinute: 120, perDay: 1_000_000, now: () => story.now() });
    const route = (path: string, answer: Route['answer']): Route => ({ method: 'GET', path, answer });
    const http = await startHttpEmulator({
      routes: [
        route('/fred/series/observations', (request) => observations(story, request)),
        route('/fred/releases/dates', (request) => releaseDates(story, request)),
        route('/graph/fredgraph.csv', (request) => graph(story, request)),
      ],
      log,
      ...(port === undefined ? {} : { port }),
      now: () => story.now(),
      after: (delayMs, task) => void realClock.after(delayMs, task),
      before: (request) => (budget.take().over ? tooMany() : keyFault(request)),
      notFound: () => noChart(),
    });
    return overHttp(http, {
      bases: { api: http.origin, graph: http.origin },
      credentials: { apiKey: practiceKey },
      refused: () => budget.refused(),
    });
  },
};
