import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openIbkr, type OpenIbkr } from '../../../tests/conformance/open-ibkr.ts';
import { eventually } from '../../../tests/support/eventually.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { openMarketStore } from '../adapters/sqlite/market-store.ts';
import type { Book } from '../domain/book.ts';
import type { OptionChain } from '../domain/chain.ts';
import type { Quote } from '../domain/quote.ts';
import { aapl, spy, spyOptions } from '../simulators/tws/testing/test-instruments.ts';
import type { MarketStore } from '../ports/market-store.ts';
import { createIngestion } from './ingestion.ts';
import type { BatchReceiver, Columns, FeedHealthRow, Ingestion, LatestReceiver, WatchRow } from './ingestion-types.ts';

const quick = { housekeepingMs: 100, lingerMs: 200, depthDwellMs: 200 };

type Stage = OpenIbkr & { readonly ingestion: Ingestion; readonly store: MarketStore };

/** `lines` of the account, of which TWS gives `given`. */
async function open(options: { readonly lines?: number; readonly given?: number } = {}): Promise<Stage> {
  const world = await openIbkr({ clientId: 71, settings: { maxLines: options.given ?? 100 } });
  const file = join(temporaryFolder(), 'market.db');
  const { clock, log, market } = world;
  const store = openMarketStore({ file, log, clock });
  if (!store.ok) throw new Error(store.failure.message);
  const settings = { watchlist: ['SPY', 'AAPL'], marketDataLines: options.lines ?? 100, intradayDays: 30 };
  const ingestion = createIngestion({
    marketData: market,
    optionData: market,
    store: store.value,
    settings,
    clock,
    log,
    timings: quick,
  });
  onTestFinished(() => {
    ingestion.close();
    store.value.close();
  });
  ingestion.start();
  return { ...world, ingestion, store: store.value };
}

function latest<Item>(keyOf: (item: Item) => string) {
  const items = new Map<string, Item>();
  let updates = 0;
  const receiver: LatestReceiver<Item> = {
    set: (item) => {
      updates += 1;
      items.set(keyOf(item), item);
    },
    remove: (key) => void items.delete(key),
  };
  return { items, receiver, updates: () => updates };
}

function batch() {
  const rows = new Map<number, number[]>();
  let snapshots = 0;
  const take = (columns: Columns): void => {
    const [first, ...others] = Object.values(columns);
    first?.forEach((key, index) =>
      rows.set(
        key,
        others.map((column) => column[index] ?? Number.NaN),
      ),
    );
  };
  const receiver: BatchReceiver = {
    snapshot: (columns) => {
      snapshots += 1;
      rows.clear();
      take(columns);
    },
    append: take,
  };
  return { rows, receiver, snapshots: () => snapshots };
}

const lines = ({ simulator }: Stage): number => simulator.clients()[0]?.count('marketData') ?? -1;
const quoteKey = (quote: Quote): string => quote.instrument;

describe('the watchlist', () => {
  test('resolves, quotes and describes every symbol; one that does not exist disturbs no other', async () => {
    const stage = await open();
    const rows = latest<WatchRow>((row) => row.ticker);
    const quotes = latest(quoteKey);
    stage.ingestion.watchlist(rows.receiver);
    stage.ingestion.quotes([], quotes.receiver);
    await eventually(() => expect(quotes.items.get('SPY.STK')).toMatchObject({ bid: 600, ask: 600.02 }));
    await eventually(() => expect(rows.items.get('SPY')).toMatchObject({ impliedVol30: 0.17, problem: null }));
    await eventually(() => expect(rows.items.get('SPX')?.problem?.code).toBe('no-contract'));
    expect(rows.items.get('SPY')?.instrument?.conId).toBe(spy.conId);
    expect([...rows.items.keys()].toSorted()).toEqual(['AAPL', 'SPX', 'SPY', 'VIX', 'VIX3M']);
    expect([...quotes.items.keys()].toSorted()).toEqual(['AAPL.STK', 'SPY.STK', 'VIX.IND']);
  });

  test('a changed watchlist adds and removes rows and lines', async () => {
    const stage = await open();
    const rows = latest<WatchRow>((row) => row.ticker);
    stage.ingestion.watchlist(rows.receiver);
    await eventually(() => expect(rows.items.get('AAPL')?.instrument).not.toBeNull());
    stage.ingestion.applySettings({ watchlist: ['SPY'], marketDataLines: 100, intradayDays: 30 });
    expect(rows.items.has('AAPL')).toBe(false);
    await eventually(() => expect(stage.venue.listenerCount()).toBeLessThan(4 + spyOptions.length));
  });
});

describe('demand', () => {
  test('any number of windows share one line, and the last one to leave releases it', async () => {
    const stage = await open();
    const instrument = 'EUR.CASH.USD';
    await eventually(() => expect(lines(stage)).toBeGreaterThanOrEqual(3));
    const before = await settled(stage);
    const windows = [latest(quoteKey), latest(quoteKey), latest(quoteKey)];
    const open_ = windows.map(({ receiver }) => stage.ingestion.quotes([instrument], receiver));
    await eventually(() => {
      for (const { items } of windows) expect(items.get(instrument)?.bid).toBe(1.1);
    });
    await eventually(async () => expect(await settled(stage)).toBe(before + 1));
    for (const subscription of open_) subscription.close();
    await eventually(async () => expect(await settled(stage)).toBe(before));
  });

  test('ticks are conflated: a burst of changes is few updates', async () => {
    const stage = await open();
    const quotes = latest(quoteKey);
    stage.ingestion.quotes(['SPY.STK'], quotes.receiver);
    await eventually(() => expect(quotes.items.size).toBe(1));
    const before = quotes.updates();
    stage.simulator.faults.inject({ kind: 'burst', messages: 20_000 });
    await eventually(() => expect(stage.session.statistics().messages).toBeGreaterThan(20_000));
    stage.venue.setQuote(spy.id, { bid: 605, ask: 605.02 });
    await eventually(() => expect(quotes.items.get('SPY.STK')?.bid).toBe(605));
    expect(quotes.updates() - before).toBeLessThan(60);
  });

  test('the account’s lines are never exceeded', async () => {
    const stage = await open({ lines: 10 });
    const ids = spyOptions.map((option) => option.id);
    stage.ingestion.quotes(ids, latest(quoteKey).receiver);
    await eventually(() => expect(lines(stage)).toBeGreaterThan(3));
    const seen: number[] = [];
    await eventually(() => {
      seen.push(lines(stage));
      expect(seen.length).toBeGreaterThan(60);
    });
    expect(Math.max(...seen)).toBeLessThanOrEqual(10);
  });
});

test('where TWS gives fewer lines than the account has, quotes come before the rotation, and health says why', async () => {
  const stage = await open({ given: 5 });
  const health = latest<FeedHealthRow>((row) => row.feed);
  const rows = latest<WatchRow>((row) => row.ticker);
  stage.ingestion.health(health.receiver);
  stage.ingestion.watchlist(rows.receiver);
  await eventually(() => expect(lines(stage)).toBe(5), { timeoutMs: 10_000 });
  const quotes = latest(quoteKey);
  stage.ingestion.quotes(['EUR.CASH.USD'], quotes.receiver);
  await eventually(() => expect(quotes.items.get('EUR.CASH.USD')?.bid).toBe(1.1), { timeoutMs: 15_000 });
  const { linesLimit, linesUsed, failure } = health.items.get('ibkr') ?? {};
  expect(linesLimit).toBeLessThanOrEqual(5);
  expect(linesUsed).toBeLessThanOrEqual(5);
  expect(failure).toMatchObject({ code: 'line-limit', facts: { limit: 100 } });
  for (const ticker of ['SPY', 'AAPL', 'VIX']) expect(rows.items.get(ticker)?.problem ?? null).toBeNull();
}, 30_000);

/** Quote lines alone: the rotation comes and goes. */
async function settled(stage: Stage): Promise<number> {
  const health = latest<FeedHealthRow>((row) => row.feed);
  const subscription = stage.ingestion.health(health.receiver);
  const counts: number[] = [];
  await eventually(() => {
    counts.push(lines(stage));
    expect(counts.length).toBeGreaterThan(30);
  });
  subscription.close();
  return Math.min(...counts);
}

describe('bars', () => {
  test('history first, then live; the seam has no duplicates and ticks end up in the newest bar', async () => {
    const stage = await open();
    const bars = batch();
    stage.ingestion.bars({ instrument: 'SPY.STK', interval: '1m', count: 60 }, bars.receiver);
    await eventually(() => expect(bars.rows.size).toBeGreaterThan(20));
    const quotes = latest(quoteKey);
    stage.ingestion.quotes(['SPY.STK'], quotes.receiver);
    await eventually(() => {
      stage.venue.trade(spy.id, { price: 611, size: 100, aggressor: 1 });
      const newest = bars.rows.get(Math.max(...bars.rows.keys()));
      expect(newest?.[3]).toBe(611);
    });
    const starts = [...bars.rows.keys()].toSorted((a, b) => a - b);
    expect(starts.every((start, index) => index === 0 || start - (starts[index - 1] ?? 0) >= 60_000)).toBe(true);
  });

  test('after an outage the series is fetched again and counted as a gap', async () => {
    const stage = await open();
    const bars = batch();
    const health = latest<FeedHealthRow>((row) => row.feed);
    stage.ingestion.health(health.receiver);
    stage.ingestion.bars({ instrument: 'SPY.STK', interval: '5m', count: 40 }, bars.receiver);
    await eventually(() => expect(bars.rows.size).toBeGreaterThan(10));
    const before = bars.snapshots();
    stage.simulator.faults.inject({ kind: 'reset' });
    await eventually(() => expect(stage.session.statistics().reconnects).toBe(1));
    await eventually(() => expect(bars.snapshots()).toBeGreaterThan(before));
    await eventually(() => expect(health.items.get('ibkr')).toMatchObject({ reconnects: 1, phase: 'ready' }));
    expect(health.items.get('ibkr')?.gaps).toBeGreaterThan(0);
  });
});

describe('tape and depth', () => {
  test('prints arrive with the side that started them', async () => {
    const stage = await open();
    const tape: number[][] = [];
    stage.ingestion.tape('SPY.STK', {
      snapshot: () => undefined,
      append: (columns) =>
        columns['price']?.forEach((price, index) => tape.push([price, columns['aggressor']?.[index] ?? 0])),
    });
    const quotes = latest(quoteKey);
    stage.ingestion.quotes(['SPY.STK'], quotes.receiver);
    await eventually(() => expect(quotes.items.get('SPY.STK')?.ask).toBe(600.02));
    await eventually(() => {
      stage.venue.trade(spy.id, { price: 600.02, size: 10, aggressor: 1 });
      stage.venue.trade(spy.id, { price: 600, size: 10, aggressor: -1 });
      expect(tape).toContainEqual([600.02, 1]);
      expect(tape).toContainEqual([600, -1]);
    });
  });

  test('a fourth book waits for its turn instead of failing', async () => {
    const stage = await open();
    const ids = [spy.id, aapl.id, spyOptions[0]?.id ?? '', 'VIX.FUT.20260121'];
    const books = latest<Book>((book) => book.instrument);
    for (const id of ids) stage.ingestion.depth(id, 5, books.receiver);
    const level = { price: 10, size: 1, maker: 'X' };
    await eventually(
      () => {
        for (const id of ids) stage.venue.setDepth(id, { bids: [level], asks: [{ ...level, price: 11 }] });
        const seen = [...books.items.values()].filter(({ bids }) => bids.length > 0);
        expect(seen.map(({ instrument }) => instrument).toSorted()).toEqual(ids.toSorted());
      },
      { timeoutMs: 15_000 },
    );
    expect(stage.simulator.clients()[0]?.count('depth')).toBeLessThanOrEqual(3);
  }, 30_000);
});

describe('option chains', () => {
  test('fill with open interest and volatility, count honestly, and are remembered for the day', async () => {
    const stage = await open();
    const chains = latest<OptionChain>((chain) => chain.underlying);
    stage.ingestion.chains(chains.receiver);
    stage.ingestion.chain('SPY', latest<OptionChain>((chain) => chain.underlying).receiver);
    await eventually(() => expect(chains.items.get('SPY')?.seen).toBe(20), { timeoutMs: 15_000 });
    const chain = chains.items.get('SPY');
    expect(chain).toMatchObject({ wanted: 20, multiplier: 100 });
    expect(chain?.rows.every((row) => row.openInterest === 1_500 && row.impliedVol === 0.18)).toBe(true);
    expect(chain?.oldestRowTime).toBeLessThanOrEqual(chain?.newestRowTime ?? 0);
    stage.ingestion.close();
    expect(stage.store.options('SPY', '20260105')).toHaveLength(20);
  }, 30_000);

  test('say that they are delayed and are dated back by it', async () => {
    const stage = await open();
    stage.simulator.faults.inject({ kind: 'entitlement', symbol: 'SPY', value: 'delayed' });
    const chains = latest<OptionChain>((chain) => chain.underlying);
    stage.ingestion.chains(chains.receiver);
    await eventually(() => expect(chains.items.get('SPY')).toMatchObject({ seen: 20, delayMs: 900_000 }), {
      timeoutMs: 15_000,
    });
    const rows = chains.items.get('SPY')?.rows ?? [];
    expect(rows.every(({ eventTime, receivedTime }) => receivedTime - eventTime === 900_000)).toBe(true);
  }, 30_000);
});

test('health tells lines, rates and the connection; a lost connection shows at once', async () => {
  const stage = await open();
  const health = latest<FeedHealthRow>((row) => row.feed);
  stage.ingestion.health(health.receiver);
  await eventually(() => expect(health.items.get('ibkr')).toMatchObject({ phase: 'ready', linesLimit: 100 }));
  await eventually(() => expect(health.items.get('ibkr')?.messages).toBeGreaterThan(10));
  await stage.simulator.close();
  await eventually(() => expect(['disconnected', 'connecting']).toContain(health.items.get('ibkr')?.phase));
});

test('an instrument that does not exist is null, a search finds by prefix', async () => {
  const stage = await open();
  await eventually(() => expect(stage.session.connection().phase).toBe('ready'));
  expect(await stage.ingestion.instrument('NOSUCH.STK')).toEqual({ ok: true, value: null });
  expect(await stage.ingestion.instrument('SPY.STK')).toMatchObject({ ok: true, value: { conId: spy.conId } });
  expect(await stage.ingestion.search('AA')).toMatchObject({ ok: true, value: [{ id: 'AAPL.STK' }] });
});
