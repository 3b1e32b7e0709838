import { statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import type { ChainSnapshot } from '../../domain/facts/chain-snapshot.ts';
import type { Fact, StoredFact } from '../../domain/facts/fact.ts';
import { retentionOf, type RetentionClass } from '../../domain/facts/retention.ts';
import type { FactQuery, FactStore } from '../../ports/fact-store.ts';
import { factStore, openFactReader } from './fact-store.ts';
import { openMarketDatabase } from './market-database.ts';
import { marketMigrations } from './market-store-migrations.ts';
import { openDatabase, openReader } from './open-database.ts';

function opened(file = join(temporaryFolder(), 'market.db')): FactStore {
  const database = openMarketDatabase({ file, log: keptLog(), clock: { wallMs: () => 0 } });
  if (!database.ok) throw new Error(database.failure.message);
  onTestFinished(() => database.value.close());
  return database.value.facts;
}

const pain = (change: Partial<Fact<'max-pain'>> & { readonly price?: number }): Fact => ({
  kind: 'max-pain',
  source: change.source ?? 'unusual-whales',
  endpoint: change.endpoint ?? 'max-pain',
  subject: change.subject ?? 'SPY',
  key: change.key ?? '20261016',
  eventTime: change.eventTime ?? 1_000,
  receivedTime: change.receivedTime ?? 1_001,
  body: { expiry: '20261016', price: change.price ?? 450 },
});
const rating = (key: string, receivedTime: number, target: number | null): Fact => ({
  ...{ kind: 'analyst-rating', source: 'fmp', endpoint: 'ratings', subject: 'AAPL', key, eventTime: 5, receivedTime },
  body: { firm: 'A', analyst: 'B', action: 'up', recommendation: 'buy', target },
});

function appended(store: FactStore, facts: readonly Fact[]) {
  const report = store.append(facts);
  if (!report.ok) throw new Error(report.failure.message);
  return report.value;
}
const all: FactQuery = { kinds: [], subjects: [], limit: 1_000 };
const prices = (facts: readonly StoredFact[]) => facts.map(({ body }) => (body as { price: number }).price);

describe('versions', () => {
  test('the same body is a repetition, whatever endpoint told it; another body is a correction', () => {
    const store = opened();
    expect(appended(store, [pain({}), pain({ endpoint: 'socket', receivedTime: 2_000 })])).toMatchObject({
      stored: [{ seq: 1 }],
      repeated: 1,
    });
    expect(appended(store, [pain({ price: 451, receivedTime: 3_000 })]).stored).toMatchObject([{ seq: 2 }]);
    expect(prices(store.query(all))).toEqual([451]);
    expect(prices(store.query({ ...all, asOfMs: 2_999 }))).toEqual([450]);
    expect(store.query({ ...all, asOfMs: 1_000 })).toEqual([]);
    expect(store.lastSeq()).toBe(2);
  });

  test('kind, source, subject and key each tell facts apart', () => {
    const store = opened();
    const facts = [pain({}), pain({ source: 'tradier' }), pain({ subject: 'QQQ' }), pain({ key: '20261120' })];
    expect(appended(store, [...facts, rating('20261016', 1, null)]).stored).toHaveLength(5);
    expect(store.query({ ...all, sources: ['tradier'] })).toMatchObject([{ source: 'tradier' }]);
    expect(store.query({ ...all, kinds: ['max-pain'], subjects: ['QQQ'] })).toMatchObject([{ subject: 'QQQ' }]);
    expect(store.sizes()).toEqual([
      { kind: 'max-pain', rows: 4 },
      { kind: 'analyst-rating', rows: 1 },
    ]);
  });

  test('fields in another order are no correction', () => {
    const store = opened();
    const first = rating('k', 1, 200);
    const turned = { ...first, receivedTime: 2, body: Object.fromEntries(Object.entries(first.body).reverse()) };
    expect(appended(store, [first, turned as Fact]).repeated).toBe(1);
    expect(store.query(all)).toEqual([{ ...first, seq: 1 }]);
  });

  test('a recording taken in again adds nothing, though a correction came since', () => {
    const store = opened();
    const session = [pain({ receivedTime: 10 }), pain({ price: 451, receivedTime: 20 })];
    appended(store, session);
    expect(appended(store, session)).toMatchObject({ stored: [], repeated: 2 });
    appended(store, [pain({ price: 449, receivedTime: 15 })]);
    expect([9, 10, 15, 20].map((asOfMs) => prices(store.query({ ...all, asOfMs }))[0])).toEqual([
      ...[undefined, 450, 449, 451],
    ]);
  });

  test('what was kept before its kind had a field means what it always meant, and is not told anew', () => {
    const store = opened();
    const body = { price: 450, size: 100, venue: 'V', conditions: ['@'] };
    const place = { source: 'alpaca', endpoint: 'trades', subject: 'SPY', key: '1', eventTime: 1, receivedTime: 2 };
    appended(store, [{ ...place, kind: 'trade', body } as unknown as Fact]);
    const trade: Fact = { ...place, kind: 'trade', body: { ...body, cancelled: false } };
    expect(store.query(all)).toEqual([{ ...trade, seq: 1 }]);
    expect(appended(store, [{ ...trade, receivedTime: 3 }])).toMatchObject({ stored: [], repeated: 1 });
    const takenBack: Fact = { ...trade, body: { ...trade.body, cancelled: true }, receivedTime: 4 };
    expect(appended(store, [takenBack]).stored).toMatchObject([{ seq: 2 }]);
    expect(store.query(all)).toEqual([{ ...takenBack, seq: 2 }]);
  });

  test('a print that was taken back stays so, whoever tells it again as if it stood; a correction replaces it', () => {
    const store = opened();
    const body = { price: 450, size: 100, venue: 'V', conditions: [], cancelled: false };
    const place = { source: 'alpaca', endpoint: 'trades', subject: 'SPY', key: '1', eventTime: 1 };
    const told = (receivedTime: number, change: object): Fact => ({
      ...place,
      receivedTime,
      kind: 'trade',
      body: { ...body, ...change },
    });
    appended(store, [told(2, {}), told(3, { cancelled: true })]);
    expect(appended(store, [told(4, { venue: 'told later' })])).toMatchObject({ stored: [], repeated: 1 });
    expect(store.query(all)).toMatchObject([{ receivedTime: 3, body: { cancelled: true } }]);
    expect(appended(store, [told(5, { price: 449 })]).stored).toHaveLength(1);
    expect(store.query(all)).toMatchObject([{ body: { price: 449, cancelled: false } }]);
  });

  test('a chain of thousands of rows comes back as it was', () => {
    const store = opened();
    const numbers = Array.from({ length: 3_000 }, (_, at) => (at % 7 === 0 ? null : at / 8));
    const column = { bids: numbers, asks: numbers, lasts: numbers, volumes: numbers, openInterests: numbers };
    const greeks = { impliedVols: numbers, deltas: numbers, gammas: numbers, vegas: numbers, thetas: numbers };
    const strikes = numbers.map((value) => value ?? 0);
    const names = { tradingClasses: ['SPX'], expiries: ['20261016'], rights: ['C'] as const };
    const body: ChainSnapshot = { ...names, ...column, ...greeks, strikes, spot: 1, impliedVol30: null, delayMs: 0 };
    const { body: _, ...place } = pain({});
    const fact = { ...place, kind: 'chain-snapshot', body } as Fact;
    appended(store, [fact]);
    expect(appended(store, [fact]).repeated).toBe(1);
    expect(store.query(all)).toEqual([{ ...fact, seq: 1 }]);
    expect(store.sizeBytes()).toBeLessThan(1_500_000);
  });
});

/** The definition, as slowly and plainly as it can be written. */
function naive(facts: readonly StoredFact[], query: FactQuery): readonly StoredFact[] {
  const known = new Map<string, StoredFact>();
  for (const fact of facts.toSorted((a, b) => a.receivedTime - b.receivedTime || a.seq - b.seq)) {
    if (fact.receivedTime <= (query.asOfMs ?? Infinity))
      known.set(JSON.stringify([fact.kind, fact.source, fact.subject, fact.key]), fact);
  }
  return [...known.values()]
    .filter(({ kind, subject, source, eventTime }) => {
      const inSpan = eventTime >= (query.fromMs ?? -Infinity) && eventTime < (query.toMs ?? Infinity);
      const asked = (list: readonly string[] | undefined, name: string) => !list?.length || list.includes(name);
      return inSpan && asked(query.kinds, kind) && asked(query.subjects, subject) && asked(query.sources, source);
    })
    .sort((a, b) => b.eventTime - a.eventTime || b.seq - a.seq)
    .slice(0, query.limit);
}

/** Where thirty-two bits are soon all set, every key is looked up; where most are free, what is not in the filter is lost. */
const fewBits = { tick: 8, intraday: 5, daily: 16, reference: 16 };
const few = <Value>(...values: Value[]) => fc.constantFrom(...values);
const anyKind = few('max-pain' as const, 'stock-print' as const, 'news' as const);
const factOf = (kind: fc.Arbitrary<string>, source: fc.Arbitrary<string>) =>
  fc.record({ kind, source, subject: few('SPY', 'QQQ', ''), key: few('1', '2', '3') });
const anyFact = (place: ReturnType<typeof factOf>) =>
  fc
    .record({
      place,
      eventTime: fc.integer({ min: 0, max: 9 }),
      receivedTime: fc.integer({ min: 0, max: 30 }),
      price: few(1, 2, null),
    })
    .map(
      ({ price, place, ...fact }) =>
        ({ ...place, ...fact, endpoint: `${place.source}-rest`, body: { price } }) as unknown as Fact,
    );
const anyQuery: fc.Arbitrary<FactQuery> = fc.record(
  {
    kinds: fc.subarray(['max-pain' as const, 'stock-print' as const, 'news' as const]),
    subjects: fc.subarray(['SPY', 'QQQ', '', 'never']),
    sources: fc.subarray(['a', 'b'], { minLength: 1 }),
    fromMs: fc.integer({ min: 0, max: 9 }),
    toMs: fc.integer({ min: 0, max: 9 }),
    asOfMs: fc.integer({ min: -1, max: 31 }),
    limit: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: ['kinds', 'subjects', 'limit'] },
);

const factPlaces = {
  'here and there': factOf(anyKind, few('a', 'b')),
  'of one thing, told again and again': fc.constant({ kind: 'max-pain', source: 'a', subject: 'SPY', key: '1' }),
};

test.each(Object.entries(factPlaces))(
  'facts %s answer what the plain definition answers, and never look ahead',
  (_, place) => {
    fc.assert(
      fc.property(
        fc.array(anyFact(place), { maxLength: 40 }),
        fc.array(anyQuery, { maxLength: 10 }),
        (facts, queries) => {
          const store = openInMemory();
          const kept: StoredFact[] = [];
          for (let at = 0; at < facts.length; at += 7) kept.push(...appended(store, facts.slice(at, at + 7)).stored);
          for (const query of queries) {
            const found = store.query(query);
            expect(found).toEqual(naive(kept, query));
            for (const fact of found) expect(fact.receivedTime).toBeLessThanOrEqual(query.asOfMs ?? Infinity);
          }
          // Known by its own time of arrival, every fact tells what was told.
          for (const fact of facts) {
            const asOf = { kinds: [fact.kind], subjects: [fact.subject], sources: [fact.source], limit: 1_000 };
            const known = naive(kept, { ...asOf, asOfMs: fact.receivedTime }).find(({ key }) => key === fact.key);
            expect(known).toBeDefined();
          }
          expect(store.after(0, { kinds: [], subjects: [], limit: 1_000 })).toEqual(kept);
          store.close();
        },
      ),
      { numRuns: 150 },
    );
  },
);

function openInMemory(): FactStore {
  const spec = { file: ':memory:', migrations: marketMigrations, durability: 'normal', exclusiveOwner: false } as const;
  const database = openDatabase({ ...spec, log: keptLog(), clock: { wallMs: () => 0 } });
  if (!database.ok) throw new Error(database.failure.message);
  // So few may wait that every one of these small cases merges.
  return factStore(database.value, { mostWaiting: 5, leastMerged: 2, mostRecent: 4, filterBits: fewBits });
}

describe('readers', () => {
  test('resume behind a number, by kind and subject', () => {
    const store = opened();
    appended(store, [pain({}), rating('a', 1, 1), pain({ subject: 'QQQ' }), rating('b', 1, 1)]);
    const query = { kinds: [], subjects: [], limit: 2 };
    expect(store.after(1, query).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(store.after(0, { ...query, kinds: ['analyst-rating'] }).map(({ seq }) => seq)).toEqual([2, 4]);
    expect(store.after(0, { ...query, subjects: ['QQQ'] }).map(({ seq }) => seq)).toEqual([3]);
    expect(store.after(4, query)).toEqual([]);
  });

  test('in another connection see what is committed, and names given after they began', () => {
    const file = join(temporaryFolder(), 'market.db');
    const store = opened(file);
    appended(store, [pain({})]);
    const reader = openFactReader(file);
    if (!reader.ok) throw new Error(reader.failure.message);
    onTestFinished(() => reader.value.close());
    expect(reader.value.query(all)).toHaveLength(1);
    appended(store, [rating('a', 1, null), pain({ subject: 'NEW' })]);
    expect(reader.value.query(all)).toEqual(store.query(all));
    expect(reader.value.lastSeq()).toBe(3);
  });

  test('of a file without facts are told so', () => {
    expect(openFactReader(join(temporaryFolder(), 'none.db'))).toMatchObject({ ok: false });
  });
});

describe('keys that wait to be merged', () => {
  const sized = (file: string) => {
    const spec = { file, migrations: marketMigrations, durability: 'normal' } as const;
    const database = openDatabase({ ...spec, log: keptLog(), clock: { wallMs: () => 0 } });
    if (!database.ok) throw new Error(database.failure.message);
    onTestFinished(() => database.value.close());
    return {
      database: database.value,
      store: factStore(database.value, { mostWaiting: 100, leastMerged: 10, mostRecent: 10, filterBits: fewBits }),
    };
  };
  const ratings = (count: number) => Array.from({ length: count }, (_, at) => rating(`key ${at}`, 10, at));

  test('are known before, while and after they are merged, and when the file is opened again', () => {
    const file = join(temporaryFolder(), 'market.db');
    const first = sized(file);
    for (let at = 0; at < 1_000; at += 10) {
      expect(appended(first.store, ratings(1_000).slice(at, at + 10)).stored).toHaveLength(10);
      expect(appended(first.store, ratings(at + 10)).repeated).toBe(at + 10);
    }
    first.database.close();
    const again = sized(file);
    expect(appended(again.store, ratings(1_000))).toMatchObject({ stored: [], repeated: 1_000 });
    // A hundred appends later the filter has all of the index, and answers for it.
    for (let at = 0; at < 120; at += 1) appended(again.store, [rating(`later ${at}`, 10, at)]);
    expect(appended(again.store, ratings(1_000))).toMatchObject({ stored: [], repeated: 1_000 });
    const rows = again.database.sql.prepare('SELECT count(*) FROM fact_daily_key').pluck().get();
    expect(Number(rows)).toBeGreaterThanOrEqual(800);
  });

  test('are told apart from those that were forgotten with their rows', () => {
    const { store } = sized(join(temporaryFolder(), 'market.db'));
    for (const received of [10, 20])
      for (let at = 0; at < 1_000; at += 10)
        appended(
          store,
          ratings(1_000)
            .slice(at, at + 10)
            .map((fact) => ({ ...fact, key: `${fact.key} ${received}`, receivedTime: received })),
        );
    const pruned = store.prune(retentionOf['analyst-rating'], 20);
    expect(pruned).toMatchObject({ ok: true, value: { forgotten: 1_000 } });
    const told = (received: number) =>
      ratings(1_000).map((fact) => ({ ...fact, key: `${fact.key} ${received}`, receivedTime: 30 }));
    for (let round = 0; round < 2; round += 1) {
      expect(appended(store, told(20))).toMatchObject({ stored: [], repeated: 1_000 });
      for (let at = 0; at < 120; at += 1) appended(store, [rating(`later ${round} ${at}`, 30, at)]);
    }
    expect(appended(store, told(10)).stored).toHaveLength(1_000);
  });

  test('are forgotten with a transaction that failed, merging included', () => {
    const { database, store } = sized(join(temporaryFolder(), 'market.db'));
    appended(store, ratings(150));
    database.sql.pragma(`max_page_count = ${Number(database.sql.pragma('page_count', { simple: true }))}`);
    expect(store.append(ratings(3_000)).ok).toBe(false);
    database.sql.pragma('max_page_count = 1000000');
    expect(appended(store, ratings(3_000))).toMatchObject({ repeated: 150 });
    expect(appended(store, ratings(3_000))).toMatchObject({ repeated: 3_000 });
    expect(database.integrity()).toBe('ok');
  });
});

test('documents are noted once and remembered', () => {
  const file = join(temporaryFolder(), 'market.db');
  const store = opened(file);
  expect(store.hasDocument('edgar', '0001-26-000001')).toBe(false);
  store.noteDocument('edgar', '0001-26-000001');
  expect(store.noteDocument('edgar', '0001-26-000001').ok).toBe(true);
  store.close();
  expect(opened(file).hasDocument('edgar', '0001-26-000001')).toBe(true);
});

/** What each step of a pass forgot. */
function passed(store: FactStore, retention: RetentionClass, beforeMs: number): readonly number[] {
  const steps: number[] = [];
  for (let hasMore = true; hasMore && steps.length < 1_000;) {
    const pruned = store.prune(retention, beforeMs);
    if (!pruned.ok) throw new Error(pruned.failure.message);
    steps.push(pruned.value.forgotten);
    hasMore = pruned.value.hasMore;
  }
  return steps;
}

describe('what was put in by hand', () => {
  const span = { retention: 'daily', source: null, fromMs: 100, toMs: 200 } as const;
  const keys = (store: FactStore): readonly string[] => store.query(all).map(({ key }) => key);

  test('stays as long as if it had arrived when it was first counted, and no longer', () => {
    const store = opened();
    store.keep([span]);
    appended(store, [rating('before', 99, 1), rating('in it', 100, 1), rating('behind', 200, 1)]);
    expect(passed(store, 'daily', 5_000)).toEqual([2]);
    expect(keys(store)).toEqual(['in it']);
    store.countKept(6_000);
    expect(passed(store, 'daily', 6_000)).toEqual([0]);
    expect(passed(store, 'daily', 6_001)).toEqual([1]);
    appended(store, [rating('later', 150, 1)]);
    expect(passed(store, 'daily', 6_000)).toEqual([1]);
  });

  test('is of its class and source alone', () => {
    const store = opened();
    store.keep([{ ...span, source: 'import-lean' }]);
    store.keep([{ ...span, retention: 'tick' }]);
    appended(store, [rating('live', 150, 1), { ...rating('imported', 150, 1), source: 'import-lean' }]);
    passed(store, 'daily', 5_000);
    expect(keys(store)).toEqual(['imported']);
  });

  test('put in again counts anew, and a year of days is a handful of spans', () => {
    const file = join(temporaryFolder(), 'market.db');
    const store = opened(file);
    const day = 86_400_000;
    const imported = (at: number) => ({ ...span, source: 'import-lean', fromMs: at * day, toMs: (at + 1) * day });
    const count = (): unknown => {
      const reader = openReader(file);
      if (!reader.ok) throw new Error(reader.failure.message);
      const rows = reader.value.prepare('SELECT source, from_ms / 86400000.0, since_ms FROM kept_span').raw().all();
      reader.value.close();
      return rows;
    };
    for (let at = 0; at < 365; at += 1) if (at % 7 < 5) store.keep([imported(at)]);
    store.keep([span, { ...span, fromMs: 300, toMs: 400 }, { ...span, fromMs: 200, toMs: 300 }]);
    expect(count()).toEqual([
      ['import-lean', 0, null],
      [null, 100 / day, null],
    ]);
    store.countKept(7);
    store.keep([{ ...imported(0), toMs: 400 * day }]);
    expect(count()).toEqual([
      [null, 100 / day, 7],
      ['import-lean', 0, null],
    ]);
  });

  test('is passed a slice at a time on the way to what is old', () => {
    const store = opened();
    store.keep([span]);
    const kept = Array.from({ length: 45_000 }, (_, at) => rating(`kept ${at}`, 150, 1));
    appended(store, kept);
    appended(store, [rating('old', 90, 1), rating('new', 9_000, 1)]);
    expect(passed(store, 'daily', 5_000)).toEqual([0, 0, 1]);
    expect(store.sizes()).toEqual([{ kind: 'analyst-rating', rows: 45_001 }]);
  });
});

test('the first arrival is that of what came by itself', () => {
  const store = opened();
  expect(store.firstArrivalMs()).toBeNull();
  appended(store, [{ ...rating('file', 1, 1), source: 'import-bars-csv' }]);
  expect(store.firstArrivalMs()).toBeNull();
  appended(store, [rating('live', 500, 1), pain({ receivedTime: 700 }), rating('later', 900, 1)]);
  expect(store.firstArrivalMs()).toBe(500);
});

describe('retention', () => {
  test('what was forgotten is kept when it is told again', () => {
    const store = openInMemory();
    const told = [rating('old', 10, 5)];
    expect(appended(store, told)).toMatchObject({ repeated: 0 });
    expect(appended(store, told)).toMatchObject({ repeated: 1 });
    expect(store.prune('daily', 1_000).ok).toBe(true);
    expect(appended(store, told)).toMatchObject({ repeated: 0 });
    store.close();
  });

  test('what is told between two steps of forgetting is seen, though only an older version of it is left', () => {
    const store = opened();
    const others = Array.from({ length: 5_000 }, (_, at) => rating(`other ${at}`, 4, at));
    appended(store, [rating('key', 5, 5), ...others]);
    // An archive brings back what was known before.
    appended(store, [rating('key', 2, 2)]);
    expect(store.prune('daily', 50)).toMatchObject({ value: { forgotten: 5_000, hasMore: true } });
    for (const at of [100, 200]) {
      expect(appended(store, [rating('key', at, at)]).stored).toHaveLength(1);
      expect(store.query({ ...all, kinds: ['analyst-rating'], limit: 1 })).toMatchObject([{ body: { target: at } }]);
    }
    expect(appended(store, [rating('key', 300, 200)]).repeated).toBe(1);
  });

  test('forgets what arrived earlier, class by class, in steps, and gives the pages back', () => {
    const file = join(temporaryFolder(), 'market.db');
    const store = opened(file);
    const trade = (at: number): Fact => ({
      ...{ kind: 'trade', source: 'alpaca', endpoint: 'trades', subject: 'SPY', key: `${at}`, eventTime: at },
      ...{ receivedTime: at, body: { price: at, size: 1, venue: 'x'.repeat(200), conditions: [], cancelled: false } },
    });
    appended(store, [...Array.from({ length: 12_000 }, (_, at) => trade(at)), pain({ receivedTime: 0 })]);
    expect(passed(store, retentionOf.trade, 11_000)).toEqual([5_000, 5_000, 1_000]);
    expect(store.sizes()).toEqual([
      { kind: 'trade', rows: 1_000 },
      { kind: 'max-pain', rows: 1 },
    ]);
    expect(store.query({ ...all, kinds: ['trade'], limit: 9_999 })).toHaveLength(1_000);
    for (let step = 0; step < 20; step += 1) expect(store.vacuumStep().ok).toBe(true);
    expect(appended(store, [trade(12_000)]).stored).toMatchObject([{ seq: 12_002 }]);
    store.close();
    expect(statSync(file).size).toBeLessThan(1_000_000);
  });

  test('a file of the earlier layout gets its tables and learns to shrink', () => {
    const file = join(temporaryFolder(), 'market.db');
    const earlier = openDatabase({
      ...{ file, migrations: marketMigrations.slice(0, 1), durability: 'full', log: keptLog() },
      clock: { wallMs: () => 0 },
    });
    if (earlier.ok) earlier.value.close();
    appended(opened(file), [pain({})]);
    const reader = openReader(file);
    expect(reader.ok && reader.value.pragma('auto_vacuum', { simple: true })).toBe(2);
    if (reader.ok) reader.value.close();
  });

  test('numbers are never given twice, though everything was forgotten', () => {
    const file = join(temporaryFolder(), 'market.db');
    const store = opened(file);
    appended(store, [pain({})]);
    store.prune('daily', 10_000);
    store.close();
    const again = opened(file);
    expect(again.lastSeq()).toBe(1);
    expect(appended(again, [pain({})]).stored).toMatchObject([{ seq: 2 }]);
  });
});

describe('trouble', () => {
  test('a full disk keeps what was there, and names given in vain are given again', () => {
    const file = join(temporaryFolder(), 'market.db');
    const spec = { file, migrations: marketMigrations, durability: 'normal' } as const;
    const database = openDatabase({ ...spec, log: keptLog(), clock: { wallMs: () => 0 } });
    if (!database.ok) throw new Error(database.failure.message);
    onTestFinished(() => database.value.close());
    const { sql } = database.value;
    const store = factStore(database.value);
    appended(store, [pain({})]);
    sql.pragma(`max_page_count = ${Number(sql.pragma('page_count', { simple: true })) + 2}`);
    const many = Array.from({ length: 3_000 }, (_, at) => rating(`key-${at}`, at, at));
    expect(store.append(many)).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    expect(store.lastSeq()).toBe(1);
    sql.pragma('max_page_count = 1000000');
    expect(appended(store, many).stored).toHaveLength(3_000);
    expect(store.query({ ...all, kinds: ['analyst-rating'], limit: 5_000 })).toHaveLength(3_000);
    expect(database.value.integrity()).toBe('ok');
  });

  test('a closed store answers a failure', () => {
    const store = opened();
    store.close();
    expect(store.append([pain({})])).toMatchObject({ ok: false, failure: { code: 'closed' } });
  });
});
