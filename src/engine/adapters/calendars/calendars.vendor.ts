import { nextTradingDay } from '../../domain/calendar.ts';
import { addDays } from '../../domain/time.ts';
import type { BudgetSpec, Endpoint, Vendor } from '../../ports/vendor.ts';
import { judgeJson } from '../vendor-kit/body.ts';
import { endpoint } from '../vendor-kit/define.ts';
import { judgeForexFactory, translateWeek } from './forex-factory-calendar.ts';
import { translateEarnings, translateEconomicEvents } from './nasdaq-calendar.ts';

const polite: BudgetSpec = {
  perSecond: 1,
  perMinute: 10,
  perDay: null,
  dayResetsAt: '00:00',
  concurrent: 1,
  reserve: { critical: 0, high: 0, normal: 0, low: 0 },
  dollarsPerUnit: 0,
  read: () => null,
};

/** Public calendars are pages' own data: they answer what looks like their page. */
const browser = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0 Safari/537.36',
  accept: 'application/json, text/plain, */*',
};

const noKeys = { credentials: [], streams: [], spell: (symbol: string) => symbol } as const;

const dayNames = ['today', 'tomorrow', 'in two days', 'in three days', 'in four days'];
const suffix = (ahead: number): string => (ahead === 0 ? '' : `-${ahead}`);

/** Events of a calendar day; the answer holds the day before the one asked for. */
function economicDay(ahead: number): Endpoint {
  return endpoint({
    id: `economic-events${suffix(ahead)}`,
    title: `Economic calendar, ${dayNames[ahead]}`,
    path: '/api/calendar/economicevents',
    query: { date: `{days+${ahead + 1}}` },
    tier: 'hourly',
    provides: ['economic-event'],
    translate: (payload, { tradingDate }) => translateEconomicEvents(payload, addDays(tradingDate, ahead)),
  });
}

/** Reports of a trading day. */
function earningsDay(ahead: number): Endpoint {
  return endpoint({
    id: `earnings${suffix(ahead)}`,
    title: `Earnings calendar, ${dayNames[ahead]}`,
    path: '/api/calendar/earnings',
    query: { date: ahead === 0 ? '{today}' : `{day+${ahead}}` },
    tier: 'daily',
    cadence: { dailyAt: '06:45' },
    provides: ['earnings-event'],
    translate: (payload, { tradingDate, receivedTime }) =>
      translateEarnings(payload, tradingDaysAhead(tradingDate, ahead), receivedTime),
  });
}

function tradingDaysAhead(date: string, days: number): string {
  return days === 0 ? date : tradingDaysAhead(nextTradingDay(date), days - 1);
}

export const nasdaq: Vendor = {
  ...noKeys,
  id: 'nasdaq',
  title: 'Nasdaq calendars',
  summary: 'Economic and earnings calendars with what came out, without a key',
  homepage: 'https://www.nasdaq.com/market-activity/earnings',
  bases: { rest: 'https://api.nasdaq.com' },
  budget: polite,
  endpoints: [0, 1].map(economicDay).concat([0, 1, 2, 3, 4].map(earningsDay)),
  authorise: () => ({
    headers: { ...browser, referer: 'https://www.nasdaq.com/' },
    query: {},
  }),
  judge: judgeJson,
  probe: 'earnings',
};

export const forexFactory: Vendor = {
  ...noKeys,
  id: 'forex-factory',
  title: 'ForexFactory calendar',
  summary: 'Economic calendar of the week with importance, without a key; tells forecasts, not results',
  homepage: 'https://www.forexfactory.com/calendar',
  bases: { rest: 'https://nfs.faireconomy.media' },
  budget: { ...polite, perSecond: null, perMinute: 1 },
  endpoints: [
    endpoint({
      id: 'this-week',
      title: 'Events of this week',
      path: '/ff_calendar_thisweek.json',
      query: {},
      tier: 'hourly',
      conditional: true,
      provides: ['economic-event'],
      translate: translateWeek,
    }),
  ],
  authorise: () => ({ headers: browser, query: {} }),
  judge: judgeForexFactory,
  probe: 'this-week',
};
