import { expect, test } from 'vitest';
import { memoryFactStore } from '../../../../tests/support/memory-fact-store.ts';
import { calendarSchema } from '../../contract/calendar-schemas.ts';
import type { EarningsEvent, EconomicEvent } from '../../domain/facts/announcements.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { instantOf } from '../../domain/time.ts';
import { calendarOf } from './calendar-of.ts';

const nothing = { actual: null, forecast: null, previous: null, unit: '', period: '' };

function release(source: string, name: string, change: Partial<EconomicEvent> = {}): Fact {
  const date = change.date ?? '20261008';
  const scheduledTime = instantOf(date, 8 * 3600 + 1800);
  const body: EconomicEvent = {
    ...{ name, country: 'US', date, scheduledTime, importance: 'high', ...nothing },
    ...change,
  };
  const common = { subject: '', endpoint: 'calendar', receivedTime: instantOf('20261006', 0), source };
  return { ...common, kind: 'economic-event', key: `${date}:${name}`, eventTime: scheduledTime, body };
}

function report(source: string, ticker: string, change: Partial<EarningsEvent> & { readonly date: string }): Fact {
  const body: EarningsEvent = {
    ...{ session: 'unknown', fiscalQuarterEnd: null, epsEstimate: null, epsActual: null },
    ...{ revenueEstimate: null, revenueActual: null, expectedMove: null },
    ...change,
  };
  const receivedTime = instantOf('20261006', 0);
  const common = { subject: ticker, endpoint: 'calendar', receivedTime, eventTime: receivedTime, source };
  return { ...common, kind: 'earnings-event', key: change.date, body };
}

function asked(facts: readonly Fact[], query: Partial<Parameters<typeof calendarOf>[1]> = {}) {
  const store = memoryFactStore();
  store.append(facts);
  const calendar = calendarOf(store, { fromDate: '20261007', toDate: '20261013', tickers: [], ...query });
  calendarSchema.parse(calendar);
  return calendar;
}

test('two calendars tell one release, and what they disagree on is said', () => {
  const { releases } = asked([
    release('fmp', 'Initial Jobless Claims', { previous: 220 }),
    release('forex-factory', 'Unemployment Claims', { previous: 240 }),
    release('fmp', 'CPI m/m', { date: '20261014' }),
  ]);
  expect(releases).toHaveLength(1);
  expect(releases[0]).toMatchObject({
    sources: ['fmp', 'forex-factory'],
    disagreements: [{ field: 'previous', message: 'previous: fmp 220, forex-factory 240' }],
  });
});

test('a report on the edge of the days asked for is the one that both calendars mean', () => {
  const facts = [
    report('nasdaq', 'AAPL', { date: '20261013', session: 'after-close' }),
    report('fmp', 'AAPL', { date: '20261015' }),
    report('fmp', 'MSFT', { date: '20261012' }),
  ];
  expect(asked(facts, { tickers: ['AAPL'] }).reports).toMatchObject([
    { ticker: 'AAPL', date: '20261013', sources: ['nasdaq', 'fmp'], disagreements: [{ field: 'date' }] },
  ]);
  expect(asked(facts).reports.map(({ ticker }) => ticker)).toEqual(['MSFT', 'AAPL']);
});
