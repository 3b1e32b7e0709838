import { expect, test } from 'vitest';
import type { RequestContext } from '../../ports/vendor.ts';
import { fred } from './fred.vendor.ts';
import { judgeFred } from './fred-judge.ts';
import { seriesItems } from './fred-series.ts';
import { translateGraphCsv } from './graph-csv.ts';
import { translateObservations } from './observations.ts';
import { translateReleaseDates } from './release-dates.ts';

const context: RequestContext = {
  symbol: '',
  parameters: { series: 'DGS10', unit: 'percent' },
  receivedTime: Date.UTC(2026, 9, 7),
  tradingDate: '20261006',
  headers: {},
};

function observations(rows: readonly unknown[], span = ['2026-10-06', '2026-10-06'], units = 'lin') {
  const value = { realtime_start: span[0], realtime_end: span[1], units, observations: rows };
  return translateObservations({ kind: 'json', value }, context);
}

const row = { date: '2026-10-05', value: '4.27', realtime_start: '2026-10-06', realtime_end: '2026-10-06' };

test('a dot is a day without a value, no zero; words are refused', () => {
  const { facts, refusals } = observations([
    row,
    { ...row, date: '2026-10-04', value: '.' },
    { ...row, value: 'high' },
  ]);
  expect(facts.map((fact) => fact.body)).toEqual([
    { date: '20261005', value: 4.27, unit: 'percent', vintage: null },
    { date: '20261004', value: null, unit: 'percent', vintage: null },
  ]);
  expect(refusals.map(({ reason }) => reason)).toEqual(['an observation that is no number']);
});

test('the day of asking is no day of publishing; a span of vintages tells it', () => {
  expect(observations([row]).facts[0]?.key).toBe('20261005');
  const told = observations([{ ...row, realtime_start: '2026-10-06' }], ['2020-01-01', '9999-12-31']);
  expect(told.facts[0]).toMatchObject({ key: '20261005:20261006', body: { vintage: '20261006' } });
});

test('values that FRED changed are not the series', () => {
  expect(observations([row], undefined, 'pch').refusals[0]?.reason).toBe('values changed by FRED');
});

test.each(['observation_date', 'DATE'])('a chart headed %s is the series, empty and dotted days missing', (first) => {
  const text = `${first},DGS10\n2026-10-01,4.3\n2026-10-02,\n2026-10-05,.\n`;
  const { facts } = translateGraphCsv({ kind: 'text', text }, context);
  expect(facts.map((fact) => fact.kind === 'macro-observation' && fact.body.value)).toEqual([4.3, null, null]);
});

test('a chart of another series is refused', () => {
  const { facts, refusals } = translateGraphCsv({ kind: 'text', text: 'DATE,DGS2\n2026-10-01,4.3\n' }, context);
  expect([facts.length, refusals[0]?.reason]).toEqual([0, 'a chart of other series than DGS10']);
});

test('releases that move markets become events by day; the rest only when asked for', () => {
  const value = {
    count: 1_500,
    offset: 0,
    release_dates: [
      { release_id: 10, release_name: 'Consumer Price Index', date: '2026-10-14' },
      { release_id: 18, release_name: 'H.15', date: '2026-10-14' },
    ],
  };
  const some = translateReleaseDates({ kind: 'json', value }, { ...context, parameters: {} });
  expect(some.facts.map((fact) => fact.key)).toEqual(['10:20261014']);
  expect(some.facts[0]?.body).toMatchObject({
    scheduledTime: null,
    date: '20261014',
    actual: null,
    importance: 'high',
  });
  expect(some.followUps[0]?.parameters).toEqual({ offset: '2' });
  const all = translateReleaseDates({ kind: 'json', value }, { ...context, parameters: { releases: 'all' } });
  expect(all.facts.map((fact) => fact.body)).toHaveLength(2);
});

test.each([{ toString: false }, [10], '10 or so', -10, 10.5])('a release numbered %j is refused, not guessed', (id) => {
  const value = { count: 1, offset: 0, release_dates: [{ release_id: id, release_name: 'CPI', date: '2026-10-14' }] };
  const { facts, refusals } = translateReleaseDates({ kind: 'json', value }, { ...context, parameters: {} });
  expect([facts, refusals.map(({ reason }) => reason)]).toEqual([[], ['a release without number, name or day']]);
});

test('FRED explains what 400 means', () => {
  const judged = (status: number, message: string) =>
    judgeFred({
      status,
      headers: {},
      body: new TextEncoder().encode(JSON.stringify({ error_code: status, error_message: message })),
    });
  expect(judged(400, 'Bad Request.  Variable api_key is not set.')).toMatchObject({ code: 'unauthorised' });
  expect(judged(400, 'Bad Request.  The series does not exist.')).toMatchObject({ code: 'not-found' });
  expect(judged(400, 'Bad Request.  Bad value for variable limit.')).toMatchObject({
    code: 'bad-request',
    message: 'FRED 400: Bad Request. Bad value for variable limit.',
  });
  expect(judgeFred({ status: 429, headers: {}, body: new Uint8Array() })).toMatchObject({
    code: 'rate-limited',
    retryAfterMs: 60_000,
  });
  const body = new TextEncoder().encode('{"error_code":429,"error_message":"Too Many Requests."}');
  expect(judgeFred({ status: 200, headers: { 'retry-after': '5' }, body })).toMatchObject({
    code: 'rate-limited',
    retryAfterMs: 5_000,
  });
});

test('without a key none is sent, and every series has a unit', () => {
  expect(fred.authorise({}).query).toEqual({});
  expect(fred.authorise({ apiKey: 'k' }).query).toEqual({ api_key: 'k' });
  expect(seriesItems.length).toBe(24);
  expect(new Set(seriesItems.map((item) => item['series'])).size).toBe(24);
});
