import { addDays, wallTime } from '../../../domain/time.ts';
import { realClock } from '../../real-clock.ts';
import type { MarketStory, StoryEconomicEvent } from '../../story/market-story.ts';
import type { VendorEmulator } from '../kit/emulator.ts';
import { startHttpEmulator, type HttpEmulatorOptions } from '../kit/http-emulator.ts';
import { createMinuteBudget } from '../kit/minute-budget.ts';
import { overHttp } from '../kit/over-http.ts';
import { jsonReply, textReply } from '../kit/reply.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** `1,716K`, `5.50%`, `55.1`: large counts are shortened, percentages keep two places. */
function words(value: number | null, unit: string): string {
  if (value === null) return '&nbsp;';
  if (unit.includes('%')) return `${value.toFixed(2)}%`;
  if (Math.abs(value) >= 10_000) return `${Math.round(value / 1_000).toLocaleString('en-US')}K`;
  return String(Number(value.toFixed(2)));
}

function nasdaqEvent(event: StoryEconomicEvent) {
  const { hour, minute } = wallTime(event.scheduledMs);
  return {
    // The column's name is wrong in life too: it holds New York's time.
    gmt: `${two(hour)}:${two(minute)}`,
    country: 'United States',
    eventName: event.name,
    actual: words(event.actual, event.unit),
    consensus: event.forecast === null ? ' ' : words(event.forecast, event.unit),
    previous: words(event.previous, event.unit),
    description: '',
  };
}

function nasdaqEarnings(story: MarketStory, date: string) {
  return story.earnings(date, date).map((report) => {
    const company = story.company(report.symbol);
    const last = story.quote(report.symbol)?.last ?? 0;
    const quarter = new Date(
      `${report.fiscalQuarterEnd.slice(0, 4)}-${report.fiscalQuarterEnd.slice(4, 6)}-15T12:00:00Z`,
    );
    return {
      symbol: report.symbol,
      name: company?.name ?? report.symbol,
      time: report.session === 'before-open' ? 'time-pre-market' : 'time-after-hours',
      epsForecast: `$${report.epsEstimate.toFixed(2)}`,
      ...(report.epsActual === null
        ? {}
        : {
            eps:
              report.epsActual < 0 ? `($${Math.abs(report.epsActual).toFixed(2)})` : `$${report.epsActual.toFixed(2)}`,
          }),
      noOfEsts: '8',
      fiscalQuarterEnding: `${quarter.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' })}/${quarter.getUTCFullYear()}`,
      marketCap: `$${Math.round((company?.sharesOutstanding ?? 0) * last).toLocaleString('en-US')}`,
    };
  });
}

function common({ story, log, port }: Parameters<VendorEmulator['start']>[0]): Omit<HttpEmulatorOptions, 'routes'> {
  return { log, now: () => story.now(), after: realClock.after, ...(port === undefined ? {} : { port }) };
}

const blocked = textReply('<html><head><title>Access Denied</title></head></html>', 'text/html', {}, 403);

/** Asked for a day it tells the events of the day before; earnings are of the day itself. */
export const nasdaqEmulator: VendorEmulator = {
  vendor: 'nasdaq',
  start: async (parts) => {
    const { story } = parts;
    const budget = createMinuteBudget({ perMinute: 60, perDay: 100_000, now: () => story.now() });
    const server = await startHttpEmulator({
      ...common(parts),
      before: ({ headers }) => {
        if (!/Mozilla/.test(headers['user-agent'] ?? '') || headers['referer'] === undefined) return blocked;
        return budget.take().over ? textReply('', 'text/plain', {}, 429) : null;
      },
      routes: [
        {
          method: 'GET',
          path: '/api/calendar/economicevents',
          answer: ({ query }) => {
            const day = addDays((query.get('date') ?? '').replaceAll('-', ''), -1);
            const rows = story.economicEvents(day, day).map(nasdaqEvent);
            return jsonReply({ data: rows.length === 0 ? null : { rows }, message: null, status: { rCode: 200 } });
          },
        },
        {
          method: 'GET',
          path: '/api/calendar/earnings',
          answer: ({ query }) => {
            const rows = nasdaqEarnings(story, (query.get('date') ?? '').replaceAll('-', ''));
            return jsonReply({ data: { asOf: '', rows: rows.length === 0 ? null : rows }, status: { rCode: 200 } });
          },
        },
      ],
    });
    return overHttp(server, {
      bases: { rest: server.origin },
      credentials: {},
      peak: () => budget.peak(),
      refused: () => budget.refused(),
    });
  },
};

/** Sunday to Saturday around a date. */
function weekOf(date: string): readonly [string, string] {
  const weekday = new Date(
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6))),
  ).getUTCDay();
  return [addDays(date, -weekday), addDays(date, 6 - weekday)];
}

function zoned(timeMs: number): string {
  const { date, hour, minute, second } = wallTime(timeMs);
  const local = Date.UTC(
    Number(date.slice(0, 4)),
    Number(date.slice(4, 6)) - 1,
    Number(date.slice(6)),
    hour,
    minute,
    second,
  );
  const offsetHours = Math.round((local - timeMs) / 3_600_000);
  return `${new Date(local).toISOString().slice(0, 19)}${offsetHours < 0 ? '-' : '+'}${two(Math.abs(offsetHours))}:00`;
}

const denied = textReply(
  '<!DOCTYPE HTML><html><head><title>Request Denied</title></head><body>Request Denied</body></html>',
  'text/html',
);
const impacts = { low: 'Low', medium: 'Medium', high: 'High' } as const;
const shown = (value: number | null, unit: string): string => (value === null ? '' : words(value, unit));

/** This week's file; whoever asks more than twice in five minutes gets a page. */
export const forexFactoryEmulator: VendorEmulator = {
  vendor: 'forex-factory',
  start: async (parts) => {
    const { story } = parts;
    const fiveMinutes = createMinuteBudget({ perMinute: 2, perDay: 100_000, now: () => story.now() / 5 });
    const server = await startHttpEmulator({
      ...common(parts),
      before: () => (fiveMinutes.take().over ? denied : null),
      routes: [
        {
          method: 'GET',
          path: '/ff_calendar_thisweek.json',
          answer: () => {
            const [from, to] = weekOf(wallTime(story.now()).date);
            return jsonReply(
              story.economicEvents(from, to).map((event) => ({
                title: event.name,
                country: 'USD',
                date: zoned(event.scheduledMs),
                impact: impacts[event.importance],
                forecast: shown(event.forecast, event.unit),
                previous: shown(event.previous, event.unit),
              })),
            );
          },
        },
      ],
    });
    return overHttp(server, {
      bases: { rest: server.origin },
      credentials: {},
      peak: () => fiveMinutes.peak(),
      refused: () => fiveMinutes.refused(),
    });
  },
};
