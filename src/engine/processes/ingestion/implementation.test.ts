import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openIbkr } from '../../../../tests/conformance/open-ibkr.ts';
import { eventually } from '../../../../tests/support/eventually.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { createIbkrNews } from '../../adapters/ibkr/news.ts';
import { openMarketDatabase } from '../../adapters/sqlite/market-database.ts';
import { barColumns, ingestionContract, tapeColumns } from '../../contract/ingestion-contract.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { ok } from '../../domain/outcome.ts';
import { EvidenceBoard } from '../../ingestion/evidence-board.ts';
import { createFactSink } from '../../ingestion/feeds/fact-sink.ts';
import { createIngestion } from '../../ingestion/ingestion.ts';
import type { BatchSink, LatestSink } from '../../link/api.ts';
import { spy } from '../../simulators/tws/testing/test-instruments.ts';
import { ingestionImplementation, type FeedsView } from './implementation.ts';

const peer = { role: 'window', id: 'test' } as const;

async function stage() {
  const world = await openIbkr({ clientId: 71 });
  const { clock, log, market, session } = world;
  const news = createIbkrNews(session, { clock });
  const store = openMarketDatabase({ file: join(temporaryFolder(), 'market.db'), log, clock });
  if (!store.ok) throw new Error(store.failure.message);
  const settings = { watchlist: ['SPY'], marketDataLines: 100, intradayDays: 30 };
  const timings = { housekeepingMs: 100 };
  const ingestion = createIngestion({
    marketData: market,
    optionData: market,
    store: store.value.market,
    settings,
    clock,
    log,
    timings,
  });
  onTestFinished(() => {
    ingestion.close();
    store.value.close();
  });
  ingestion.start();
  const evidence = new EvidenceBoard({ clock });
  evidence.watch(['SPY']);
  evidence.flush();
  const health = () => () => undefined;
  const arrivals = createFactSink(store.value.facts, log);
  const facts = { store: store.value.facts, onFacts: arrivals.onStored };
  const nothing = { close: () => undefined };
  const feeds: FeedsView = {
    vendors: () => nothing,
    endpoints: () => nothing,
    catalogue: () => nothing,
    file: () => nothing,
    quality: () => nothing,
    test: () => Promise.resolve(ok({ accepted: true, message: '', elapsedMs: 0 })),
  };
  return {
    ...world,
    arrivals,
    implementation: ingestionImplementation({
      ...{ ingestion, feeds, facts, clock: world.clock, evidence, health },
      article: news.article,
    }),
  };
}

function latest<Item>() {
  const items: Item[] = [];
  const sink: LatestSink<Item> = { peer, set: (item) => void items.push(item), remove: () => undefined };
  return { items, sink };
}

function batch<Meta>() {
  const frames: {
    readonly meta: Meta;
    readonly columns: Readonly<Record<string, Float64Array>>;
    readonly snapshot: boolean;
  }[] = [];
  const sink: BatchSink<Meta> = {
    peer,
    snapshot: (meta, columns) => void frames.push({ meta, columns, snapshot: true }),
    append: (meta, columns) => void frames.push({ meta, columns, snapshot: false }),
  };
  return { frames, sink };
}

test('every stream says what its contract says', async () => {
  const { implementation, venue } = await stage();
  const { entries } = ingestionContract;
  const level = { price: 600, size: 5, maker: 'ARCA' };
  const streams = {
    watchlist: latest<never>(),
    quotes: latest<never>(),
    depth: latest<never>(),
    chain: latest<never>(),
    chainProgress: latest<never>(),
    chains: latest<never>(),
    volatilityHistory: latest<never>(),
    evidence: latest<never>(),
    flowMinutes: latest<never>(),
    health: latest<never>(),
  };
  const stops = [
    implementation.watchlist({}, streams.watchlist.sink),
    implementation.quotes({ instruments: ['SPY.STK'] }, streams.quotes.sink),
    implementation.depth({ instrument: 'SPY.STK', levels: 5 }, streams.depth.sink),
    implementation.chain({ underlying: 'SPY' }, streams.chain.sink),
    implementation.chainProgress({ underlying: 'SPY' }, streams.chainProgress.sink),
    implementation.chains({}, streams.chains.sink),
    implementation.volatilityHistory({}, streams.volatilityHistory.sink),
    implementation.evidence({}, streams.evidence.sink),
    implementation.flowMinutes({ ticker: 'SPY' }, streams.flowMinutes.sink),
    implementation.health({}, streams.health.sink),
  ];
  await eventually(() => {
    venue.setDepth(spy.id, { bids: [level], asks: [{ ...level, price: 601 }] });
    for (const [name, { items }] of Object.entries(streams)) expect(items, name).not.toHaveLength(0);
  });
  for (const [name, { items }] of Object.entries(streams)) {
    for (const item of items) entries[name as keyof typeof streams].item.parse(item);
  }
  for (const stop of stops) stop();
});

test('bars and tape have the columns of the contract, and send a snapshot again when asked', async () => {
  const { implementation, venue } = await stage();
  const bars = batch<never>();
  const tape = batch<never>();
  const barSource = implementation.bars({ instrument: 'SPY.STK', interval: '5m', count: 50 }, bars.sink);
  const tapeSource = implementation.tape({ instrument: 'SPY.STK' }, tape.sink);
  await eventually(() => expect(bars.frames.at(-1)?.columns['start']?.length).toBeGreaterThan(5));
  await eventually(() => {
    venue.trade(spy.id, { price: 600.01, size: 3, aggressor: 1 });
    expect(tape.frames.at(-1)?.columns['price']?.at(-1)).toBe(600.01);
  });
  expect(Object.keys(bars.frames.at(-1)?.columns ?? {})).toEqual([...barColumns]);
  expect(Object.keys(tape.frames.at(-1)?.columns ?? {})).toEqual([...tapeColumns]);
  expect(bars.frames.at(-1)?.meta).toEqual({ instrument: 'SPY.STK', interval: '5m' });
  const before = bars.frames.length;
  barSource.resend();
  await eventually(() => expect(bars.frames.slice(before).some((frame) => frame.snapshot)).toBe(true));
  barSource.close();
  tapeSource.close();
});

const pain = (subject: string, day: number, receivedTime: number): Fact => ({
  ...{ kind: 'max-pain', source: 'a', endpoint: 'b', subject, key: String(day), eventTime: day, receivedTime },
  body: { expiry: '20261016', price: day },
});

test('facts are resumed behind a number without a hole, and seen as they were known', async () => {
  const { implementation, arrivals } = await stage();
  arrivals.take(Array.from({ length: 1_200 }, (_none, index) => pain(index % 2 === 0 ? 'SPY' : 'QQQ', index, index)));
  const seen: number[] = [];
  let caughtUp = false;
  const stop = implementation.facts(
    { kinds: ['max-pain'], subjects: ['SPY'] },
    {
      ...{ after: 100, peer },
      emit: (seq, item) => void seen.push(ingestionContract.entries.facts.item.parse(item).seq === seq ? seq : -1),
      caughtUp: () => {
        caughtUp = true;
      },
    },
  );
  await eventually(() => expect(caughtUp).toBe(true));
  arrivals.take([pain('SPY', 5_000, 5_000), pain('QQQ', 5_001, 5_000)]);
  expect(seen).toEqual([...Array.from({ length: 550 }, (_none, index) => 101 + index * 2), 1_201]);
  stop();
  const known = implementation.factsAsOf(
    { kinds: ['max-pain'], subjects: ['SPY'], asOfMs: 10, limit: 3 },
    { peer, signal: new AbortController().signal },
  );
  expect(await known).toMatchObject({ ok: true, value: [{ eventTime: 10 }, { eventTime: 8 }, { eventTime: 6 }] });
});
