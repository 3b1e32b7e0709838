import { expect, test } from 'vitest';
import type { RequestContext } from '../../ports/vendor.ts';
import { readDelimited } from './delimited.ts';
import { judgeFinra } from './finra-judge.ts';
import { translateShortInterest } from './short-interest.ts';
import { translateShortVolume } from './short-volume.ts';
import { translateWeeklySummary } from './weekly-summary.ts';

function context(parts: Partial<RequestContext> = {}): RequestContext {
  return {
    symbol: '',
    parameters: {},
    receivedTime: Date.UTC(2026, 9, 7),
    tradingDate: '20261006',
    headers: {},
    ...parts,
  };
}

const watching = (...symbols: readonly string[]) => ({
  directory: {
    watched: new Set(symbols),
    tickersByCik: new Map<string, readonly string[]>(),
    tickerByCusip: new Map<string, string>(),
  },
});
const header = 'Date|Symbol|ShortVolume|ShortExemptVolume|TotalVolume|Market';
const volume = (lines: readonly string[], parts: Partial<RequestContext> = {}) =>
  translateShortVolume({ kind: 'text', text: [header, ...lines].join('\r\n') }, context(parts));

test('who is watched is kept, the sum is of all, fractions are shares too', () => {
  const rows = ['20261006|HMR|1.5|0|4.25|B,Q,N', '20261006|BRK/B|10|1|20|Q', '20261006|OTHER|5|0|10|N', '3'];
  const { facts, refusals } = volume(rows, watching('HMR', 'BRK.B'));
  expect(refusals).toEqual([]);
  expect(facts.map((fact) => fact.subject)).toEqual(['HMR', 'BRK.B', '']);
  expect(facts[2]?.body).toMatchObject({ shortVolume: 16.5, totalVolume: 34.25, markets: 'B,N,Q' });
  expect(volume(rows, { ...watching('HMR'), parameters: { symbols: 'all' } }).facts).toHaveLength(4);
});

test.each<readonly [string, string, RegExp]>([
  ['a missing volume', '20261006|HMR||0|4|Q', /without its volumes/],
  ['a dot for a volume', '20261006|HMR|.|0|4|Q', /without its volumes/],
  ['more short than traded', '20261006|HMR|5|0|4|Q', /more sold short \(5\) than traded \(4\)/],
  ['below zero', '20261006|HMR|-1|0|4|Q', /below zero/],
  ['a day that is none', '20261306|HMR|1|0|4|Q', /without its day/],
])('%s is refused and not guessed', (_name, row, reason) => {
  const { facts, refusals } = volume([row]);
  expect([facts, refusals[0]?.reason]).toEqual([[], expect.stringMatching(reason)]);
});

test('the days before are asked for once for one watchlist, and do not ask for days of their own', () => {
  const rows = ['20261006|HMR|1|0|4|Q'];
  const asked = { ...watching('HMR'), parameters: { file: 'CNMS' } };
  const { followUps } = volume(rows, asked);
  expect(followUps).toHaveLength(19);
  expect(followUps[0]).toMatchObject({ endpoint: 'short-volume-day', parameters: { file: 'CNMS', day: '20261005' } });
  expect(followUps.at(-1)?.parameters['day']).toBe('20260909');
  expect(new Set(followUps.map(({ once }) => once)).size).toBe(19);
  expect(volume(rows, { ...asked, parameters: { file: 'CNMS', day: '20261006' } }).followUps).toEqual([]);
  expect(volume(rows, { ...asked, ...watching('HMR', 'SPY') }).followUps[0]?.once).not.toBe(followUps[0]?.once);
});

test('an empty day is empty, a file cut short says so, a row told twice counts once', () => {
  expect(volume(['0'])).toEqual({ facts: [], refusals: [], followUps: [] });
  expect(volume(['20261006|HMR|1|0|4|Q', '9876']).refusals[0]?.reason).toBe(
    'the last line counts 9876 rows, the file has 1',
  );
  const twice = volume(['20261006|HMR|1|0|4|Q', '20261006|HMR|1|0|4|Q', '20261006|HMR|1|0|5|Q']);
  expect(twice.facts.at(-1)?.body).toMatchObject({ totalVolume: 4 });
  expect(twice.refusals.map(({ reason }) => reason)).toEqual(['a second, different row']);
});

test('a joined class is told apart by who is watched, and left alone otherwise', () => {
  const row = {
    symbolCode: 'BRKB',
    settlementDate: '2026-09-15',
    currentShortPositionQuantity: 10,
    previousShortPositionQuantity: null,
    daysToCoverQuantity: null,
  };
  const read = (parts: Partial<RequestContext>) =>
    translateShortInterest({ kind: 'json', value: [row] }, context(parts));
  expect(read(watching('BRK.B')).facts[0]?.subject).toBe('BRK.B');
  expect(read({}).facts[0]?.subject).toBe('BRKB');
  expect(read({ symbol: 'BRK.B' }).facts[0]).toMatchObject({
    subject: 'BRK.B',
    body: { previousShares: null, daysToCover: null },
  });
});

test('the next page is asked for by the headers of this one', () => {
  const row = { symbolCode: 'HMR', settlementDate: '2026-09-15', currentShortPositionQuantity: 10 };
  const headers = { 'record-total': '3', 'record-offset': '0', 'record-limit': '1' };
  const first = translateShortInterest({ kind: 'json', value: [row] }, context({ symbol: 'HMR', headers }));
  expect(first.followUps).toMatchObject([
    { endpoint: 'short-interest-page', symbol: 'HMR', parameters: { offset: '1' } },
  ]);
  const last = { ...headers, 'record-offset': '2' };
  expect(translateShortInterest({ kind: 'json', value: [row] }, context({ headers: last })).followUps).toEqual([]);
});

test('one level of detail counts, and a week begins on a Monday', () => {
  const row = {
    issueSymbolIdentifier: 'HMR',
    totalWeeklyShareQuantity: 10,
    totalWeeklyTradeCount: 2,
    weekStartDate: '2026-09-14',
    summaryTypeCode: 'ATS_W_SMBL',
  };
  const rows = [
    row,
    { ...row, summaryTypeCode: 'ATS_W_SMBL_FIRM' },
    { ...row, MPID: 'ABCD' },
    { ...row, weekStartDate: '2026-09-15' },
  ];
  const { facts, refusals } = translateWeeklySummary({ kind: 'json', value: rows }, context());
  expect(facts).toHaveLength(1);
  expect(refusals.map(({ reason }) => reason)).toEqual([
    'a row of the level "ATS_W_SMBL_FIRM"',
    'a row of the venue ABCD beside the sum of all',
    'a week that begins on 20260915, no Monday',
  ]);
});

test('commas inside quotes belong to the name', () => {
  const table = readDelimited('"symbolCode","issueName"\n"HMR","Hammer, Inc."');
  expect(table && [...table.rows()]).toEqual([['HMR', 'Hammer, Inc.']]);
});

function judged(status: number, body: string) {
  return judgeFinra({ status, headers: {}, body: new TextEncoder().encode(body) });
}

test('a file refused is a file not published, a question refused is not', () => {
  expect(judged(403, '<Error><Code>AccessDenied</Code></Error>')).toMatchObject({ code: 'not-published' });
  expect(judged(404, '<html></html>')).toMatchObject({ code: 'not-published' });
  expect(judged(403, '{"message":"Forbidden"}')).toMatchObject({ code: 'not-entitled' });
  expect(judged(400, '{"statusCode":"400"}')).toMatchObject({ code: 'bad-request' });
  expect(judged(429, '{}')).toMatchObject({ code: 'rate-limited' });
  expect(judged(204, '')).toMatchObject({ kind: 'empty' });
});
