import { describe, expect, test } from 'vitest';
import { emptyFeedsConfig } from '../../src/engine/ingestion/feeds/feeds-config.ts';
import { readFeedsConfig } from '../../src/engine/ingestion/feeds/read-feeds-config.ts';
import { chainSnapshot, noGreeks } from '../../src/engine/adapters/vendor-kit/chain-rows.ts';
import { endpoint } from '../../src/engine/adapters/vendor-kit/define.ts';
import type { Fact } from '../../src/engine/domain/facts/fact.ts';
import type { EmulatedSocket } from '../../src/engine/simulators/vendors/kit/http-emulator.ts';
import { createMinuteBudget } from '../../src/engine/simulators/vendors/kit/minute-budget.ts';
import { jsonReply, textReply } from '../../src/engine/simulators/vendors/kit/reply.ts';
import type { EmulatedRequest } from '../../src/engine/simulators/vendors/kit/http-emulator.ts';
import type { FeedPriority, Stream, Vendor } from '../../src/engine/ports/vendor.ts';
import { eventually } from '../support/eventually.ts';
import { testVendor } from '../support/test-vendor.ts';
import { openTime, vendorStage } from '../support/vendor-stage.ts';

/** What the made-up vendor has printed; the tests add to it. */
function printer() {
  const prints: { readonly id: string; readonly at: number; readonly price: string; readonly symbol: string }[] = [];
  const add = (at: number): void => void prints.push({ id: `p${prints.length + 1}`, at, price: '1.25', symbol: 'SPY' });
  const answer = (request: EmulatedRequest) => {
    const since = Number(request.query.get('since') ?? 0);
    return jsonReply({ data: prints.filter((print) => print.at > since) });
  };
  return { prints, add, answer };
}

/** A chain of SPY that lists one option an expiry. */
function chainOf(receivedTime: number, expiries: readonly string[]): Fact {
  const blank = { ...noGreeks, bid: 1, ask: 2, last: null, volume: null, openInterest: null, impliedVol: null };
  const rows = expiries.map((expiry) => ({ ...blank, root: 'SPY', expiry, strike: 600, right: 'C' as const }));
  return {
    ...{ kind: 'chain-snapshot', source: 'test-vendor', endpoint: 'chain', subject: 'SPY', key: 'chain' },
    ...{ eventTime: receivedTime, receivedTime },
    body: chainSnapshot(rows, { spot: null, impliedVol30: null, delayMs: 0 }),
  };
}

const quiet = { method: 'GET', path: '/index', answer: () => jsonReply({ data: [] }) } as const;
const noQuotes = { method: 'GET', path: '/quotes/:symbol', answer: () => jsonReply({ data: [] }) } as const;
const keyed = (request: EmulatedRequest) =>
  request.headers['authorization'] === 'Bearer right-key' ? null : jsonReply({ message: 'bad key' }, {}, 401);

function restOnly(change: Partial<Vendor> = {}): Vendor {
  return testVendor({ streams: [], ...change });
}

/** A vendor of many endpoints of one class each, to fill a budget. */
function crowd(counts: Readonly<Record<FeedPriority, number>>, everyMs: number): Vendor {
  const plain = testVendor();
  const translate = () => ({ facts: [], refusals: [], followUps: [] });
  const endpoints = Object.entries(counts).flatMap(([priority, count]) =>
    Array.from({ length: count }, (_none, index) =>
      endpoint({
        id: `${priority}-${index}`,
        title: priority,
        path: `/${priority}/${index}`,
        tier: 'critical',
        priority: priority as FeedPriority,
        cadence: { everyMs: priority === 'critical' ? 30_000 : everyMs },
        provides: ['trade'],
        translate,
      }),
    ),
  );
  return { ...plain, endpoints, streams: [], probe: 'critical-0' };
}

describe('budget', () => {
  test(
    'is never exceeded at the emulator, and what is critical keeps its cadence under a flood',
    { timeout: 60_000 },
    async () => {
      const asked: { readonly path: string; readonly at: number }[] = [];
      const world = { now: () => openTime };
      const budget = createMinuteBudget({ perMinute: 120, perDay: 1_000_000, now: () => world.now() });
      const stage = await vendorStage({
        vendor: crowd({ critical: 10, high: 20, normal: 60, low: 400 }, 30_000),
        speed: 30,
        emulator: {
          routes: [
            {
              method: 'GET',
              path: '/:class/:index',
              answer: (request) => {
                const used = budget.take();
                asked.push({ path: request.path, at: world.now() });
                const headers = {
                  'x-limit': '120',
                  'x-used': String(used.minuteUsed),
                  'x-reset': String(used.minuteResetMs),
                };
                return used.over
                  ? textReply('rate limited', 'text/plain', headers, 429)
                  : jsonReply({ data: [] }, headers);
              },
            },
          ],
        },
      });
      world.now = stage.clock.now;
      stage.feeds.start();
      const minutes = 6;
      await eventually(() => expect(stage.clock.now()).toBeGreaterThan(openTime + minutes * 60_000), {
        timeoutMs: 40_000,
      });
      expect(budget.refused()).toBe(0);
      expect(budget.peak()).toBeGreaterThan(100);
      for (let index = 0; index < 10; index += 1) {
        const times = asked.filter(({ path }) => path === `/critical/${index}`).map(({ at }) => at);
        const gaps = times.slice(1).map((at, at1) => at - (times[at1] ?? 0));
        expect(times.length, `critical ${index}`).toBeGreaterThanOrEqual(minutes * 2 - 2);
        expect(Math.max(...gaps), `critical ${index}`).toBeLessThan(75_000);
      }
      // Nobody is starved for good either.
      for (const priority of ['high', 'normal', 'low']) {
        expect(
          asked.some(({ path }) => path.startsWith(`/${priority}/`)),
          priority,
        ).toBe(true);
      }
      expect(stage.vendorRow().dollarsToday).toBeCloseTo(asked.length * 0.01, 0);
    },
  );

  test('another program with the same key is seen in the headers', async () => {
    const stage = await vendorStage({
      vendor: restOnly(),
      emulator: {
        routes: [
          {
            method: 'GET',
            path: '/prints',
            answer: () => jsonReply({ data: [] }, { 'x-used': '119', 'x-reset': '60000' }),
          },
          quiet,
          noQuotes,
        ],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(stage.vendorRow().minuteUsed).toBeGreaterThanOrEqual(119));
    expect(stage.vendorRow().minuteLimit).toBe(120);
  });
});

describe('a bad day', () => {
  test.each([
    ['429', { kind: 'status', status: 429, body: 'slow down', headers: { 'retry-after': '1' } }],
    ['500', { kind: 'status', status: 500, body: 'Something went wrong' }],
    ['HTML', { kind: 'html' }],
    ['truncated', { kind: 'truncate', share: 0.5 }],
    ['reset', { kind: 'reset' }],
    ['stalled', { kind: 'stall', ms: 30_000 }],
    ['wrong types', { kind: 'wrong-types' }],
    ['huge', { kind: 'huge', bytes: 40_000_000 }],
  ] as const)('%s is counted, named and recovered from', async (_name, fault) => {
    const { answer, add } = printer();
    add(openTime);
    const stage = await vendorStage({
      vendor: restOnly({ judge: testVendor().judge }),
      speed: 60,
      emulator: { routes: [{ method: 'GET', path: '/prints', answer }, quiet, noQuotes] },
      parts: { timings: { requestTimeoutMs: 300 } },
    });
    stage.emulator.addFault({ fault, path: '/prints', times: 2 });
    stage.feeds.start();
    await eventually(() => expect(stage.store.facts).toHaveLength(1));
    await eventually(() => expect(stage.row('prints').state).toBe('live'));
    const { errors, refusals } = stage.row('prints');
    expect(Object.values(errors).reduce((sum, count) => sum + count, 0) + refusals).toBeGreaterThanOrEqual(1);
  });

  test('a wrong key stops everything until it changes', async () => {
    const { answer, add } = printer();
    add(openTime);
    const stage = await vendorStage({
      vendor: restOnly(),
      speed: 60,
      emulator: { routes: [{ method: 'GET', path: '/prints', answer }, quiet, noQuotes], before: keyed },
      parts: { credentials: { 'test-vendor': { key: 'wrong-key' } } },
    });
    stage.feeds.start();
    await eventually(() => expect(stage.vendorRow()).toMatchObject({ state: 'blocked', credentials: 'refused' }));
    const before = stage.emulator.statistics().requests;
    const from = stage.clock.now();
    await eventually(() => expect(stage.clock.now()).toBeGreaterThan(from + 120_000));
    expect(stage.emulator.statistics().requests).toBe(before);
    expect(await stage.feeds.testVendor('test-vendor')).toMatchObject({ ok: true, value: { accepted: false } });
    stage.feeds.applyCredentials({ 'test-vendor': { key: 'right-key' } });
    await eventually(() => expect(stage.store.facts).toHaveLength(1));
    expect(await stage.feeds.testVendor('test-vendor')).toMatchObject({ ok: true, value: { accepted: true } });
    expect(JSON.stringify(stage.log.lines)).not.toMatch(/right-key|wrong-key/);
  });

  test('once the key is right again, what asks once a day asks now', async () => {
    let refusing = true;
    const asked = { index: 0 };
    const stage = await vendorStage({
      vendor: restOnly(),
      emulator: {
        routes: [
          { method: 'GET', path: '/prints', answer: () => jsonReply({ data: [] }) },
          noQuotes,
          {
            method: 'GET',
            path: '/index',
            answer: () => {
              asked.index += 1;
              return refusing ? textReply('who are you', 'text/plain', {}, 401) : jsonReply({ data: [] });
            },
          },
        ],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(stage.row('index')).toMatchObject({ state: 'blocked' }));
    await eventually(() => expect(asked.index).toBeGreaterThan(0));
    refusing = false;
    expect(await stage.feeds.testVendor('test-vendor')).toMatchObject({ ok: true, value: { accepted: true } });
    await eventually(() => expect(stage.row('index')).toMatchObject({ state: 'live' }));
  });

  test.each([
    { answered: 'well', first: () => jsonReply({ data: [] }), requests: 1 },
    { answered: 'with a failure', first: () => textReply('no', 'text/plain', {}, 404), requests: 2 },
  ])('a request on its way while the file is saved and answered $answered is asked $requests times', async (way) => {
    const answers: (() => void)[] = [];
    const counts = { asked: 0, prints: 0 };
    const stage = await vendorStage({
      vendor: restOnly(),
      speed: 60,
      emulator: {
        routes: [
          {
            method: 'GET',
            path: '/prints',
            answer: () => {
              counts.prints += 1;
              return jsonReply({ data: [] });
            },
          },
          noQuotes,
          {
            method: 'GET',
            path: '/index',
            answer: () => {
              counts.asked += 1;
              if (counts.asked > 1) return jsonReply({ data: [] });
              return new Promise((resolve) => answers.push(() => resolve(way.first())));
            },
          },
        ],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(answers).toHaveLength(1));
    stage.feeds.applyConfig({ version: 1, vendors: {} });
    for (const answer of answers) answer();
    await eventually(() => expect(stage.row('index')).toMatchObject({ state: 'live' }));
    // Half a minute later, by the next request of another endpoint, whatever was owed has been asked.
    const before = counts.prints;
    await eventually(() => expect(counts.prints).toBeGreaterThan(before));
    expect(counts.asked).toBe(way.requests);
  });

  test('a full disk is shown and nothing is taken for kept', async () => {
    const { answer, add } = printer();
    add(openTime);
    const stage = await vendorStage({
      vendor: restOnly(),
      speed: 60,
      emulator: { routes: [{ method: 'GET', path: '/prints', answer }, quiet, noQuotes] },
    });
    stage.store.setFull(true);
    stage.feeds.start();
    await eventually(() =>
      expect(stage.row('prints')).toMatchObject({ state: 'failing', lastError: 'The disk is full' }),
    );
    stage.store.setFull(false);
    await eventually(() => expect(stage.store.facts).toHaveLength(1));
  });
});

describe('follow-ups', () => {
  test('pages are read to their end, documents once, and an unchanged index is not sent again', async () => {
    const { prints, add } = printer();
    for (let count = 0; count < 3; count += 1) add(openTime + count);
    let unchanged = 0;
    const stage = await vendorStage({
      vendor: restOnly(),
      emulator: {
        routes: [
          {
            method: 'GET',
            path: '/prints',
            answer: ({ query }) => {
              const page = Number(query.get('cursor') ?? 0);
              const next = page < prints.length - 1 ? { next: String(page + 1) } : {};
              return jsonReply({ data: prints.slice(page, page + 1), ...next });
            },
          },
          noQuotes,
          {
            method: 'GET',
            path: '/index',
            answer: ({ headers }) => {
              if (headers['if-none-match'] === '"v1"') unchanged += 1;
              return headers['if-none-match'] === '"v1"'
                ? jsonReply(null, {}, 304)
                : jsonReply({ data: ['20261001', '20261002', '20261001'] }, { etag: '"v1"' });
            },
          },
          {
            method: 'GET',
            path: '/archive/:symbol/:day',
            answer: ({ parts }) => jsonReply({ data: [{ id: parts['day'], at: openTime, price: 1, symbol: 'SPY' }] }),
          },
        ],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(stage.store.facts).toHaveLength(5));
    expect(stage.store.hasDocument('test-vendor', 'archive/20261001')).toBe(true);
    expect(stage.emulator.statistics().byPath['/archive/:symbol/:day']).toBe(2);
    const hourly = readFeedsConfig(
      { version: 1, vendors: { 'test-vendor': { endpoints: { index: { every: '1s' } } } } },
      [testVendor()],
    );
    if (!hourly.ok) throw new Error(JSON.stringify(hourly.problems));
    stage.feeds.applyConfig(hourly.config);
    await eventually(() => expect(unchanged).toBeGreaterThan(0));
    await eventually(() => expect(stage.row('index').reason).toContain('not modified'));
  });

  test('a document that fails more often than is tried at once is tried again long before its index is', async () => {
    const asked = { index: 0, document: 0 };
    const stage = await vendorStage({
      vendor: restOnly(),
      speed: 600,
      emulator: {
        routes: [
          { method: 'GET', path: '/prints', answer: () => jsonReply({ data: [] }) },
          noQuotes,
          {
            method: 'GET',
            path: '/index',
            answer: () => {
              asked.index += 1;
              return jsonReply({ data: ['20261001'] });
            },
          },
          {
            method: 'GET',
            path: '/archive/:symbol/:day',
            answer: ({ parts }) => {
              asked.document += 1;
              return asked.document <= 3
                ? textReply('busy', 'text/plain', {}, 503)
                : jsonReply({ data: [{ id: parts['day'], at: openTime, price: 1, symbol: 'SPY' }] });
            },
          },
        ],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(stage.store.facts).toHaveLength(1), { timeoutMs: 30_000 });
    expect(asked).toEqual({ index: 1, document: 4 });
    expect(stage.row('archive').state).not.toBe('failing');
  });

  test('a document nothing can be made of does not count as read: it is asked for again, a day later', async () => {
    const asked: number[] = [];
    const stage = await vendorStage({
      vendor: restOnly(),
      speed: 20_000,
      emulator: {
        routes: [
          { method: 'GET', path: '/prints', answer: () => jsonReply({ data: [] }) },
          noQuotes,
          { method: 'GET', path: '/index', answer: () => jsonReply({ data: ['20261001'] }) },
          {
            method: 'GET',
            path: '/archive/:symbol/:day',
            answer: ({ parts }) => {
              asked.push(stage.clock.now());
              const price = asked.length === 1 ? 'broken' : 1;
              return jsonReply({ data: [{ id: parts['day'], at: openTime, price, symbol: 'SPY' }] });
            },
          },
        ],
      },
    });
    const hourly = readFeedsConfig(
      { version: 1, vendors: { 'test-vendor': { endpoints: { index: { every: '1h' } } } } },
      [testVendor()],
    );
    if (!hourly.ok) throw new Error(JSON.stringify(hourly.problems));
    stage.feeds.applyConfig(hourly.config);
    stage.feeds.start();
    await eventually(() => expect(asked).toHaveLength(1));
    expect(stage.store.hasDocument('test-vendor', 'archive/20261001')).toBe(false);
    await eventually(() => expect(stage.store.facts).toHaveLength(1), { timeoutMs: 30_000 });
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(86_400_000);
    expect(stage.store.hasDocument('test-vendor', 'archive/20261001')).toBe(true);
  });

  test('what a round leaves out is counted, and documents have a measure of their own', async () => {
    const plain = testVendor();
    const endpoints = plain.endpoints.map((each) => (each.id === 'archive' ? each : { ...each, mostFollowUps: 3 }));
    const documents: string[] = [];
    const stage = await vendorStage({
      vendor: restOnly({ endpoints }),
      emulator: {
        routes: [
          { method: 'GET', path: '/prints', answer: () => jsonReply({ data: [] }) },
          noQuotes,
          {
            method: 'GET',
            path: '/index',
            answer: () => jsonReply({ data: ['20261001', '20261002', '20261005', '20261006', '20261007'] }),
          },
          {
            method: 'GET',
            path: '/archive/:symbol/:day',
            answer: ({ parts }) => {
              documents.push(parts['day'] ?? '');
              return jsonReply({ data: [] });
            },
          },
        ],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(documents).toEqual(['20261001', '20261002', '20261005']));
    expect(stage.row('index').reason).toContain('2 further requests left out');
  });
});

describe('what a target is asked for', () => {
  test('an expiry is chosen once: a chain that arrives meanwhile changes neither the request nor what its answer is of', async () => {
    const plain = testVendor();
    const asked: string[] = [];
    const waiting: (() => void)[] = [];
    const stored = new Map<string, string>();
    const slopes = endpoint({
      id: 'slopes',
      title: 'Slopes',
      path: '/slopes/{symbol}',
      query: { expiry: '{expiry:YYYYMMDD}', page: '{page}' },
      fanOut: 'symbol-expiry',
      expiries: { from: 0, to: 0 },
      tier: 'critical',
      provides: ['trade'],
      translate: (_payload, { parameters, symbol }) => {
        const { expiry = '', page = '1' } = parameters;
        stored.set(page, expiry);
        const next = { endpoint: 'slopes', symbol, parameters: { page: '2' }, once: null };
        return { facts: [], refusals: [], followUps: page === '1' ? [next] : [] };
      },
    });
    const stage = await vendorStage({
      vendor: { ...plain, endpoints: [...plain.endpoints, slopes], streams: [] },
      emulator: {
        routes: [
          {
            method: 'GET',
            path: '/slopes/:symbol',
            answer: ({ query }) => {
              asked.push(query.get('expiry') ?? '');
              if (asked.length > 1) return jsonReply({});
              return new Promise((resolve) => waiting.push(() => resolve(jsonReply({}))));
            },
          },
          { method: 'GET', path: '/prints', answer: () => jsonReply({ data: [] }) },
          quiet,
          noQuotes,
        ],
      },
      parts: { symbols: ['SPY'] },
    });
    stage.feeds.start();
    await eventually(() => expect(waiting).toHaveLength(1));
    stage.feeds.take([chainOf(stage.clock.now(), ['20261006', '20261007'])]);
    for (const answer of waiting) answer();
    await eventually(() => expect(stored.size).toBe(2));
    expect([...stored.values()]).toEqual([asked[0], asked[0]]);
    expect(asked).toEqual([asked[0], asked[0]]);
    expect(asked[0]).toBe('20261009');
  });
});

describe('a stream', () => {
  function tape(change: { readonly refuse?: boolean } = {}) {
    const sockets: EmulatedSocket[] = [];
    const joins: string[] = [];
    const spec = {
      path: '/socket',
      accept: (request: EmulatedRequest) =>
        change.refuse === true || !/^(right|newer)-key$/.test(request.query.get('token') ?? '')
          ? textReply('no scope', 'text/plain', {}, 401)
          : null,
      open: (socket: EmulatedSocket) => {
        sockets.push(socket);
        socket.onClose(() => void sockets.splice(sockets.indexOf(socket), 1));
        socket.onFrame((text) => {
          const { join } = JSON.parse(text) as { readonly join?: string };
          if (join === undefined) return;
          joins.push(join);
          socket.send(JSON.stringify({ ack: join, ok: true }));
        });
      },
    };
    const send = (print: object): void => sockets.forEach((socket) => socket.send(JSON.stringify({ print })));
    return { sockets, joins, spec, send };
  }

  test('dropped: the gap is marked, topics are joined again, the hole is filled, nothing twice', async () => {
    const { prints, add, answer } = printer();
    const { sockets, joins, spec, send } = tape();
    const stage = await vendorStage({
      vendor: testVendor(),
      emulator: { routes: [{ method: 'GET', path: '/prints', answer }, quiet, noQuotes], sockets: [spec] },
    });
    const tell = (): void => {
      add(stage.clock.now());
      send(prints.at(-1) ?? {});
    };
    stage.feeds.start();
    await eventually(() => expect(joins.toSorted()).toEqual(['tape:QQQ', 'tape:SPY']));
    for (let count = 0; count < 5; count += 1) tell();
    await eventually(() => expect(stage.store.facts).toHaveLength(5));
    sockets[0]?.close(1011);
    await eventually(() => expect(sockets).toHaveLength(0));
    // Nobody hears these.
    for (let count = 0; count < 3; count += 1) tell();
    await eventually(() => expect(joins).toHaveLength(4));
    await eventually(() => expect(stage.store.facts).toHaveLength(8));
    tell();
    await eventually(() => expect(stage.store.facts).toHaveLength(9));
    expect(new Set(stage.store.facts.map((fact) => fact.key)).size).toBe(9);
    await eventually(() => expect(stage.row('tape')).toMatchObject({ state: 'live', gaps: 1, reconnects: 1 }));
    await eventually(() => expect(stage.row('tape').reason).toMatch(/last gap .* ET to .* ET, filled/));
  });

  test('a hole is open until its last page is kept', async () => {
    const { prints, add } = printer();
    const { sockets, joins, spec, send } = tape();
    let broken = true;
    const stage = await vendorStage({
      vendor: testVendor(),
      speed: 60,
      emulator: {
        routes: [
          {
            method: 'GET',
            path: '/prints',
            answer: ({ query }) => {
              const filling = query.get('since') !== null;
              const page = query.get('cursor');
              if (filling && page === null) return jsonReply({ data: prints.slice(1, 2), next: '2' });
              if (!filling) return jsonReply({ data: [] });
              return broken ? textReply('busy', 'text/plain', {}, 503) : jsonReply({ data: prints.slice(2) });
            },
          },
          quiet,
          noQuotes,
        ],
        sockets: [spec],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(joins).toHaveLength(2));
    add(stage.clock.now());
    send(prints[0] ?? {});
    await eventually(() => expect(stage.store.facts).toHaveLength(1));
    sockets[0]?.close(1011);
    for (let count = 0; count < 2; count += 1) add(stage.clock.now());
    await eventually(() => expect(stage.store.facts).toHaveLength(2));
    await eventually(() => expect(stage.row('prints').errors).toMatchObject({ 'vendor-error': expect.any(Number) }));
    expect(stage.row('tape').reason).toMatch(/last gap .*, open/);
    broken = false;
    await eventually(() => expect(stage.store.facts).toHaveLength(3));
    await eventually(() => expect(stage.row('tape').reason).toMatch(/last gap .*, filled/));
  });

  test('minutes in place of trades bridge a hole, and do not fill it', async () => {
    const { sockets, joins, spec } = tape();
    const plain = testVendor();
    const [only] = plain.streams;
    const stage = await vendorStage({
      vendor: testVendor({ streams: only ? [{ ...only, provides: ['trade', 'quote'] }] : [] }),
      emulator: {
        routes: [{ method: 'GET', path: '/prints', answer: () => jsonReply({ data: [] }) }, quiet, noQuotes],
        sockets: [spec],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(joins).toHaveLength(2));
    sockets[0]?.close(1011);
    await eventually(() => expect(stage.row('tape').reason).toMatch(/last gap .*, bridged by prints/));
  });

  test('what never came to be followed since the start is a gap as well, and is asked for', async () => {
    let refusing = true;
    const { prints, add, answer } = printer();
    const { joins, spec } = tape();
    const since: string[] = [];
    const stage = await vendorStage({
      vendor: testVendor(),
      emulator: {
        routes: [
          {
            method: 'GET',
            path: '/prints',
            answer: (request) => {
              const from = request.query.get('since');
              if (from === null) return jsonReply({ data: [] });
              since.push(from);
              return answer(request);
            },
          },
          quiet,
          noQuotes,
        ],
        sockets: [
          {
            ...spec,
            accept: (request: EmulatedRequest) =>
              refusing ? textReply('busy', 'text/plain', {}, 503) : spec.accept(request),
          },
        ],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(stage.row('tape').state).toBe('failing'));
    expect(stage.row('tape').gaps).toBe(0);
    add(stage.clock.now());
    refusing = false;
    await eventually(() => expect(joins).toHaveLength(2));
    await eventually(() => expect(stage.row('tape')).toMatchObject({ state: 'live', gaps: 1 }));
    await eventually(() => expect(stage.store.facts).toHaveLength(prints.length));
    // It begins with the first attempt, and not with the beginning of time.
    expect(Number(since[0])).toBeGreaterThan(openTime - 10_000);
  });

  test('refused while it was followed is a gap from its last word on', async () => {
    const { prints, add, answer } = printer();
    const { sockets, joins, spec, send } = tape();
    let refusing = false;
    const stage = await vendorStage({
      vendor: testVendor(),
      emulator: {
        routes: [{ method: 'GET', path: '/prints', answer }, quiet, noQuotes],
        sockets: [
          {
            ...spec,
            accept: (request: EmulatedRequest) =>
              refusing ? textReply('no scope', 'text/plain', {}, 403) : spec.accept(request),
          },
        ],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(joins).toHaveLength(2));
    add(stage.clock.now());
    send(prints[0] ?? {});
    await eventually(() => expect(stage.store.facts).toHaveLength(1));
    refusing = true;
    sockets[0]?.close(1011);
    await eventually(() => expect(stage.row('tape')).toMatchObject({ state: 'blocked' }));
    add(stage.clock.now());
    refusing = false;
    stage.feeds.applyConfig(emptyFeedsConfig);
    await eventually(() => expect(stage.row('tape')).toMatchObject({ state: 'live', gaps: 1 }));
    await eventually(() => expect(stage.row('tape').reason).toMatch(/last gap .*, filled/));
    expect(new Set(stage.store.facts.map((fact) => fact.key)).size).toBe(2);
  });

  test('a saved file that leaves key and address alone leaves the socket alone; another key is a gap', async () => {
    const { prints, add, answer } = printer();
    const { sockets, joins, spec, send } = tape();
    const stage = await vendorStage({
      vendor: testVendor(),
      emulator: { routes: [{ method: 'GET', path: '/prints', answer }, quiet, noQuotes], sockets: [spec] },
    });
    const tell = (): void => {
      add(stage.clock.now());
      send(prints.at(-1) ?? {});
    };
    stage.feeds.start();
    await eventually(() => expect(joins).toHaveLength(2));
    tell();
    await eventually(() => expect(stage.store.facts).toHaveLength(1));
    const [open] = sockets;
    stage.feeds.applyConfig(emptyFeedsConfig);
    tell();
    await eventually(() => expect(stage.store.facts).toHaveLength(2));
    expect(sockets).toEqual([open]);
    expect(stage.row('tape')).toMatchObject({ state: 'live', gaps: 0, reconnects: 0 });

    stage.feeds.applyCredentials({ 'test-vendor': { key: 'newer-key' } });
    tell();
    await eventually(() => expect(joins).toHaveLength(4));
    await eventually(() => expect(stage.row('tape')).toMatchObject({ state: 'live', gaps: 1 }));
    await eventually(() => expect(stage.store.facts).toHaveLength(3));
  });

  test('a key refused for a while leaves a gap in the stream, and what can be asked for is asked for', async () => {
    let refusing = false;
    const { prints, add, answer } = printer();
    const { sockets, joins, spec, send } = tape();
    const stage = await vendorStage({
      vendor: testVendor(),
      emulator: {
        routes: [
          {
            method: 'GET',
            path: '/prints',
            answer: (request) => (refusing ? textReply('who are you', 'text/plain', {}, 401) : answer(request)),
          },
          quiet,
          noQuotes,
        ],
        sockets: [spec],
      },
    });
    const tell = (): void => {
      add(stage.clock.now());
      send(prints.at(-1) ?? {});
    };
    stage.feeds.start();
    await eventually(() => expect(joins).toHaveLength(2));
    tell();
    await eventually(() => expect(stage.store.facts).toHaveLength(1));
    refusing = true;
    await stage.feeds.testVendor('test-vendor');
    await eventually(() => expect(sockets).toHaveLength(0));
    tell();
    refusing = false;
    await stage.feeds.testVendor('test-vendor');
    await eventually(() => expect(joins).toHaveLength(4));
    await eventually(() => expect(stage.row('tape')).toMatchObject({ state: 'live', gaps: 1 }));
    await eventually(() => expect(stage.store.facts).toHaveLength(2));
  });

  test('of one reader and one kind are told apart by topic, and none that is off is told anything', async () => {
    const { sockets, joins, spec } = tape();
    const plain = testVendor();
    const [first] = plain.streams;
    if (!first) throw new Error('no stream');
    const stream = (id: string, enabled: boolean): Stream => ({
      ...first,
      ...{ id, enabled, backfill: null },
      topics: (symbols) => symbols.map((symbol) => ({ topic: `${id}:${symbol}`, symbol })),
    });
    const stage = await vendorStage({
      vendor: {
        ...plain,
        endpoints: plain.endpoints,
        streams: [stream('off', false), stream('b', true), stream('c', true)],
      },
      emulator: {
        routes: [{ method: 'GET', path: '/prints', answer: () => jsonReply({ data: [] }) }, quiet, noQuotes],
        sockets: [spec],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(joins.toSorted()).toEqual(['b:QQQ', 'b:SPY', 'c:QQQ', 'c:SPY']));
    const send = (id: string, topic?: string): void => {
      const print = { id, at: stage.clock.now(), price: '1.25', symbol: 'SPY' };
      for (const socket of sockets) socket.send(JSON.stringify({ print, topic }));
    };
    send('1', 'c:SPY');
    send('2', 'b:QQQ');
    send('3', 'off:SPY');
    send('4');
    await eventually(() => expect(stage.store.facts).toHaveLength(4));
    expect(Object.fromEntries(stage.store.facts.map(({ key, endpoint }) => [key, endpoint]))).toEqual({
      '1': 'c',
      '2': 'b',
      '3': 'b',
      '4': 'b',
    });
    expect([stage.row('off').facts, stage.row('b').facts, stage.row('c').facts]).toEqual([0, 3, 1]);
  });

  test('silent without a close is found dead and dialled again', async () => {
    const { joins, spec } = tape();
    const { answer } = printer();
    const plain = testVendor();
    const [only] = plain.streams;
    const vendor = testVendor({
      streams: only ? [{ ...only, heartbeat: { pingEveryMs: 200, silenceMs: 400, preOpenSilenceMs: 60_000 } }] : [],
    });
    const stage = await vendorStage({
      vendor,
      emulator: { routes: [{ method: 'GET', path: '/prints', answer }, quiet, noQuotes], sockets: [spec] },
      parts: { timings: { probeMs: 300 } },
    });
    stage.emulator.addFault({ fault: { kind: 'socket-silent', ms: 60_000 }, path: '/socket', times: 1 });
    stage.feeds.start();
    await eventually(() => expect(joins.length).toBeGreaterThanOrEqual(2));
    expect(stage.row('tape').errors).toMatchObject({ silent: 1 });
  });

  test('refused with 401: no loop, and its endpoint is asked more often instead', async () => {
    const { spec } = tape({ refuse: true });
    const { answer } = printer();
    const stage = await vendorStage({
      vendor: testVendor(),
      speed: 60,
      emulator: { routes: [{ method: 'GET', path: '/prints', answer }, quiet, noQuotes], sockets: [spec] },
    });
    stage.feeds.start();
    await eventually(() => expect(stage.row('tape')).toMatchObject({ state: 'blocked' }));
    const from = stage.clock.now();
    await eventually(() => expect(stage.clock.now()).toBeGreaterThan(from + 240_000));
    expect(stage.emulator.statistics().sockets).toBe(0);
    expect(stage.row('tape').errors).toEqual({ 'not-entitled': 1 });
    expect(stage.row('prints').reason).toContain('while the stream is down');
  });
});

describe('a vendor that can do without a key', () => {
  const plain = testVendor();
  const keyless = restOnly({
    credentials: plain.credentials.map((field) => ({ ...field, optional: true })),
    endpoints: plain.endpoints
      .filter(({ id }) => id === 'prints' || id === 'index')
      .map((each) => ({ ...each, only: { credential: 'key', given: each.id === 'prints' } })),
  });

  test('is asked without one what needs none, and with one what needs it, as soon as it is there', async () => {
    const stage = await vendorStage({
      vendor: keyless,
      emulator: {
        routes: [{ method: 'GET', path: '/prints', answer: () => jsonReply({ data: [] }) }, quiet],
        before: (request) => (request.path === '/index' ? null : keyed(request)),
      },
      parts: { credentials: {} },
    });
    stage.feeds.start();
    await eventually(() => expect(stage.row('index')).toMatchObject({ state: 'live' }));
    expect(stage.row('prints')).toMatchObject({ state: 'off', reason: 'no key: enter it in Settings' });
    expect(stage.emulator.statistics().byPath['/prints']).toBeUndefined();
    expect(await stage.feeds.testVendor('test-vendor')).toMatchObject({ ok: true, value: { accepted: false } });
    stage.feeds.applyCredentials({ 'test-vendor': { key: 'right-key' } });
    await eventually(() => expect(stage.row('prints')).toMatchObject({ state: 'live' }));
    expect(stage.row('index')).toMatchObject({ state: 'off', reason: 'not needed with key' });
  });
});

describe('hot reload', () => {
  test('a cadence, a symbol and a switch take effect within two seconds', async () => {
    const { answer } = printer();
    const stage = await vendorStage({
      vendor: restOnly(),
      emulator: { routes: [{ method: 'GET', path: '/prints', answer }, quiet, noQuotes] },
    });
    stage.feeds.start();
    await eventually(() =>
      expect(stage.emulator.statistics().byPath).toMatchObject({ '/prints': 1, '/quotes/:symbol': 2 }),
    );
    const read = readFeedsConfig(
      {
        version: 1,
        vendors: {
          'test-vendor': { symbols: ['IWM'], endpoints: { prints: { every: '1s' }, index: { enabled: false } } },
        },
      },
      [testVendor()],
    );
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const { byPath } = stage.emulator.statistics();
    stage.feeds.applyConfig(read.config);
    await eventually(
      () => {
        const now = stage.emulator.statistics().byPath;
        expect(now['/prints']).toBeGreaterThanOrEqual(2);
        expect(now['/quotes/:symbol']).toBe((byPath['/quotes/:symbol'] ?? 0) + 1);
      },
      { timeoutMs: 2_000 },
    );
    expect(stage.row('index').state).toBe('off');
  });
});

describe('lists and choices of the file', () => {
  /** Answers whatever is asked, with a version, and remembers what that was. */
  async function listStage() {
    const asked: { readonly path: string; readonly version: string }[] = [];
    const stage = await vendorStage({
      vendor: restOnly(),
      emulator: {
        routes: [
          {
            method: 'GET',
            path: '/series/:name',
            answer: ({ path, headers }) => {
              const version = headers['if-none-match'] ?? '';
              asked.push({ path, version });
              return version === '"1"'
                ? textReply('', 'text/plain', {}, 304)
                : jsonReply({ data: [] }, { etag: '"1"' });
            },
          },
          { method: 'GET', path: '/prints', answer: () => jsonReply({ data: [] }) },
          quiet,
          noQuotes,
        ],
      },
    });
    stage.feeds.start();
    await eventually(() => expect(asked).toHaveLength(2));
    return { ...stage, asked };
  }

  test('another list takes effect at once, and what was in both is not asked again', async () => {
    const stage = await listStage();
    const endpoints = { series: { items: [{ name: 'B' }, { name: 'C' }] } };
    stage.feeds.applyConfig({ version: 1, vendors: { 'test-vendor': { endpoints } } });
    await eventually(() => expect(stage.asked.at(-1)?.path).toBe('/series/C'), { timeoutMs: 2_000 });
    expect(stage.asked).toHaveLength(3);
  });

  test('a symbol more has what was read for the others read again, whatever its version', async () => {
    const stage = await listStage();
    stage.feeds.applySymbols(['SPY', 'QQQ', 'NVDA']);
    await eventually(() => expect(stage.asked).toHaveLength(4), { timeoutMs: 2_000 });
    expect(stage.asked.map(({ version }) => version)).toEqual(['', '', '', '']);
    // One symbol less changes nothing: the next request is that of the list.
    stage.feeds.applySymbols(['SPY', 'NVDA']);
    const endpoints = { series: { items: [{ name: 'A', unit: 'percent' }, { name: 'B' }, { name: 'D' }] } };
    stage.feeds.applyConfig({ version: 1, vendors: { 'test-vendor': { endpoints } } });
    await eventually(() => expect(stage.asked.at(-1)?.path).toBe('/series/D'), { timeoutMs: 2_000 });
    expect(stage.asked).toHaveLength(5);
  });

  test('to keep all instead of the watched ones reads once more', async () => {
    const stage = await listStage();
    const endpoints = { series: { parameters: { symbols: 'all' } } };
    stage.feeds.applyConfig({ version: 1, vendors: { 'test-vendor': { endpoints } } });
    await eventually(() => expect(stage.asked).toHaveLength(4), { timeoutMs: 2_000 });
  });
});
