import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sessionOf } from '../../../../tests/support/session-of.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { openMarketDatabase } from '../../adapters/sqlite/market-database.ts';
import { createWorldClock } from '../../adapters/system/world-clock.ts';
import { judgeJson } from '../../adapters/vendor-kit/body.ts';
import { endpoint, stream } from '../../adapters/vendor-kit/define.ts';
import { isRow, translateRows } from '../../adapters/vendor-kit/rows.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import { instantOf } from '../../domain/time.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { ReceivedItem, RecordedSession } from '../../ports/recording.ts';
import type { Vendor } from '../../ports/vendor.ts';
import { readingsOf } from './readings.ts';
import { replayFacts } from './replay-facts.ts';

const noon = Date.UTC(2026, 9, 12, 16);

const toFact = (row: Readonly<Record<string, unknown>>, symbol: string): DraftFact | string =>
  typeof row['price'] === 'number'
    ? {
        kind: 'trade',
        subject: symbol,
        key: String(row['id']),
        eventTime: noon,
        body: { price: row['price'], size: 1, venue: 'X', conditions: [], cancelled: false },
      }
    : 'no price';

const vendor: Vendor = {
  id: 'toy',
  title: 'Toy',
  summary: 'prints',
  homepage: 'https://toy.invalid',
  credentials: [],
  bases: {},
  budget: {
    ...{ perSecond: null, perMinute: null, perDay: null, dayResetsAt: '00:00', concurrent: 1, dollarsPerUnit: 0 },
    reserve: { critical: 0, high: 0, normal: 0, low: 0 },
    read: () => null,
  },
  endpoints: [
    endpoint({
      ...{ id: 'prints', title: 'Prints', path: '/prints', tier: 'critical', provides: ['trade'] },
      translate: (payload, { symbol }) =>
        payload.kind === 'json' && Array.isArray(payload.value)
          ? translateRows(payload.value as readonly unknown[], (row) => toFact(row, symbol))
          : { facts: [], refusals: [], followUps: [] },
    }),
  ],
  streams: [
    stream({
      ...{ id: 'live', title: 'Live', path: '/', provides: ['trade'], topics: () => [], join: () => [] },
      leave: () => [],
      read: (frame) => {
        const value = JSON.parse(String(frame)) as unknown;
        const fact = isRow(value) ? toFact(value, 'QQQ') : 'no object';
        return typeof fact === 'string'
          ? [{ kind: 'facts', facts: [], refusals: [{ reason: fact, sample: '' }] }]
          : [{ kind: 'facts', facts: [fact], refusals: [] }];
      },
    }),
  ],
  authorise: () => ({ headers: {}, query: {} }),
  judge: judgeJson,
  spell: (symbol) => symbol,
  probe: 'prints',
};

const answer = (at: number, rows: unknown, status = 200): ReceivedItem => ({
  channel: 'toy/prints',
  receivedTime: noon + at,
  context: JSON.stringify({ symbol: 'SPY', parameters: {}, status, headers: {} }),
  bytes: Buffer.from(JSON.stringify(rows)),
});
const frame = (at: number, row: unknown): ReceivedItem => ({
  ...{ channel: 'toy/live', receivedTime: noon + at, context: '{"frame":"text"}' },
  bytes: Buffer.from(JSON.stringify(row)),
});

function store(): FactStore {
  const file = join(temporaryFolder(), 'market.db');
  const opened = openMarketDatabase({ file, log: keptLog(), clock: { wallMs: () => 0 } });
  if (!opened.ok) throw new Error(opened.failure.message);
  onTestFinished(() => opened.value.close());
  return opened.value.facts;
}

const read = (recording: RecordedSession) => ({
  ...{ readings: readingsOf(recording, [vendor]), fromMs: recording.fromMs },
});
const machine = createWorldClock();
const session = [
  answer(0, [{ id: 1, price: 1 }, { id: 2 }]),
  frame(10, { id: 7, price: 7 }),
  answer(20, { error: 'busy' }, 503),
  answer(30, [
    { id: 1, price: 1 },
    { id: 2, price: 2 },
  ]),
  frame(60, { id: 7, price: 8 }),
  { ...answer(70, []), channel: 'unknown/prints' },
];
const everything = { kinds: [], subjects: [], limit: 1_000 };

test('says after each recorded minute what is in the store, once, and passes over minutes in which nothing came', async () => {
  const minuteMs = 60_000;
  const recording = await sessionOf([
    frame(0, { id: 1, price: 1 }),
    frame(30_000, { id: 2, price: 2 }),
    frame(minuteMs, { id: 3, price: 3 }),
    // The clock of a practice world may be set back a little.
    frame(minuteMs - 1, { id: 4, price: 4 }),
    frame(minuteMs + 1, { id: 5, price: 5 }),
    frame(9 * minuteMs, { id: 6, price: 6 }),
  ]);
  const facts = store();
  const told: unknown[] = [];
  const { signal } = new AbortController();
  await replayFacts({
    ...{ ...read(recording), store: facts, machine, signal, speed: 0 },
    onMinute: ({ timeMs, items, stored, reached }) => {
      expect(reached).toBeGreaterThan(0);
      told.push([timeMs - noon, items, stored, facts.after(0, everything).length]);
    },
  });
  expect(told).toEqual([
    [minuteMs, 2, 2, 2],
    [2 * minuteMs, 5, 5, 5],
  ]);
});

test('at a speed a weekend in which nothing came is not waited for', async () => {
  const recording = await sessionOf([
    frame(instantOf('20261009', 20 * 3_600) - noon, { id: 1, price: 1 }),
    frame(instantOf('20261012', 4 * 3_600) - noon, { id: 2, price: 2 }),
  ]);
  const { signal } = new AbortController();
  const facts = store();
  const { stored, tookMs } = await replayFacts({ ...read(recording), store: facts, machine, signal, speed: 10_000 });
  expect(stored).toBe(2);
  // Twenty seconds and more at this speed.
  expect(tookMs).toBeLessThan(5_000);
});

test('the same recording gives the same facts with the same numbers, at any speed and in steps', async () => {
  const recording = await sessionOf(session);
  const runs: unknown[] = [];
  const reports = [];
  for (const how of [{ speed: 0 }, { speed: 1 }, { speed: 100 }, { speed: 0, nextStep: () => Promise.resolve() }]) {
    const facts = store();
    const { signal } = new AbortController();
    const { tookMs, ...report } = await replayFacts({
      ...how,
      ...read(recording),
      store: facts,
      machine,
      signal,
    });
    expect(tookMs).toBeGreaterThan(0);
    runs.push(JSON.stringify(facts.after(0, everything)));
    reports.push(report);
  }
  expect(new Set(runs).size).toBe(1);
  expect(reports[0]).toEqual({
    ...{ items: 6, stored: 4, repeated: 1, firstTime: noon, lastTime: noon + 70 },
    refused: { 'no price': 1, 'a vendor this program does not know': 1 },
  });
  expect(reports[3]).toEqual(reports[0]);
  expect(JSON.parse(String(runs[0]))).toMatchObject([
    { seq: 1, subject: 'SPY', key: '1', source: 'toy', endpoint: 'prints', receivedTime: noon },
    { seq: 2, subject: 'QQQ', key: '7', endpoint: 'live', body: { price: 7 } },
    { seq: 3, key: '2' },
    { seq: 4, key: '7', body: { price: 8 }, receivedTime: noon + 60 },
  ]);
});

test('played into a store that has it already, it adds nothing', async () => {
  const recording = await sessionOf(session);
  const facts = store();
  const signal = new AbortController().signal;
  const options = { store: facts, machine, speed: 0, signal };
  await replayFacts({ ...options, ...read(recording) });
  expect(await replayFacts({ ...options, ...read(recording) })).toMatchObject({ stored: 0, repeated: 5 });
});

test('recorded facts are facts again, and what claims to be facts and is none is refused', async () => {
  const news = {
    ...{ kind: 'news', source: 'ibkr', endpoint: 'tick-news', subject: 'SPY', key: 'BRFG|1', eventTime: noon },
    receivedTime: noon,
    body: { headline: 'Rates', publisher: 'Briefing', url: null, tickers: ['SPY'], sentiment: null, isMajor: false },
  };
  const told = (at: number, value: unknown): ReceivedItem => ({
    ...{ channel: 'ibkr/facts', receivedTime: noon + at, context: '{}' },
    bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  });
  const recording = await sessionOf([
    told(0, [news]),
    told(1, [{ ...news, key: 'BRFG|2', kind: 'rumour' }]),
    told(2, [{ ...news, key: 'BRFG|3', body: { ...news.body, tickers: 'SPY' } }]),
    told(3, 'not JSON'),
    told(4, { ...news }),
    told(5, [{ ...news, key: 'BRFG|5', eventTime: 1e17 }]),
  ]);
  const facts = store();
  const options = { ...read(recording), store: facts, machine, speed: 0 };
  const report = await replayFacts({ ...options, signal: new AbortController().signal });
  expect(report).toMatchObject({
    ...{ items: 6, stored: 1, refused: { 'facts that are none': 4, 'event time is 100000000000000000': 1 } },
  });
  expect(facts.after(0, everything)).toMatchObject([news]);
});
