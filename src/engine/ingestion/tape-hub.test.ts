import { expect, test } from 'vitest';
import type { Instrument } from '../domain/instrument.ts';
import { fail, ok, type Outcome } from '../domain/outcome.ts';
import type { Trade } from '../domain/trade.ts';
import type { MarketData, MarketDataCode } from '../ports/market-data.ts';
import { emptyQuote } from '../domain/quote.ts';
import { InstrumentBook } from './instrument-book.ts';
import { printOrigins } from './print.ts';
import { TapeHub } from './tape-hub.ts';

const nowhere = () => Promise.resolve(fail('not-connected', 'no vendor'));

/** A tape read off the quotes, because no line can be opened. */
function sampledTape() {
  const sizes: number[] = [];
  const book = new InstrumentBook({ resolve: nowhere, search: nowhere });
  const hub = new TapeHub({
    marketData: { trades: () => ({ close: () => undefined }), pastTrades: nowhere },
    book,
    clock: { now: () => 0, monotonicMs: () => 0 },
    slots: () => 3,
    onGap: () => undefined,
    onPending: () => undefined,
    quoteOf: () => undefined,
  });
  const take = (columns: Readonly<Record<string, Float64Array>>) =>
    void sizes.push(...(columns['size'] ?? []).filter((size) => !Number.isNaN(size)));
  hub.subscribe('SPY.STK', { snapshot: take, append: take });
  const quote = (volume: number) => {
    hub.onQuote({ ...emptyQuote('SPY.STK'), last: 500, volume, eventTime: volume });
    hub.flush();
  };
  return { hub, quote, sizes };
}

test('a print is what the day’s volume grew by', () => {
  const { quote, sizes } = sampledTape();
  for (const volume of [1_000, 1_100, 1_150]) quote(volume);
  expect(sizes).toEqual([100, 50]);
});

test('the volume of an outage is not one print', () => {
  const { hub, quote, sizes } = sampledTape();
  for (const volume of [1_000, 1_100]) quote(volume);
  hub.heal();
  for (const volume of [900_000, 900_040]) quote(volume);
  expect(sizes).toEqual([100, 40]);
});

type Past = Outcome<{ readonly trades: readonly Trade[]; readonly isCut: boolean }, MarketDataCode>;

/** A tape with a stream, over a vendor whose answers the test holds back. */
async function exactTape() {
  const spy = { id: 'SPY.STK', symbol: 'SPY', secType: 'STK' } as Instrument;
  const book = new InstrumentBook({ resolve: () => Promise.resolve(ok([spy])), search: nowhere });
  const rows: number[][] = [];
  const state = { realMs: 0, opened: 0, closed: 0, gaps: 0 };
  let listener: Parameters<MarketData['trades']>[1] | null = null;
  let answer: (past: Past) => void = () => undefined;
  const asked: number[] = [];
  const hub = new TapeHub({
    book,
    clock: { now: () => 60_000, monotonicMs: () => state.realMs },
    slots: () => 3,
    onGap: () => void (state.gaps += 1),
    onPending: () => undefined,
    quoteOf: () => undefined,
    marketData: {
      trades: (_instrument, told) => {
        state.opened += 1;
        listener = told;
        return { close: () => void (state.closed += 1) };
      },
      pastTrades: ({ fromMs }) => {
        asked.push(fromMs);
        return new Promise((resolve) => void (answer = resolve));
      },
    },
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
    hub.flush();
  };
  const take = (columns: Readonly<Record<string, Float64Array>>) => {
    const [time = [], price = [], , , origin = []] = Object.values(columns);
    Array.from(time).forEach((at, index) => rows.push([at, price[index] ?? 0, origin[index] ?? -1]));
  };
  const subscribe = () => hub.subscribe('SPY.STK', { snapshot: take, append: take });
  const reader = subscribe();
  await settle();
  const trade = (eventTime: number, price: number): Trade => ({
    ...{ instrument: 'SPY.STK', price, size: 1, venue: '', conditions: '', unreported: false },
    ...{ eventTime, receivedTime: eventTime },
  });
  const live = (eventTime: number, price: number): void => listener?.onTrade(trade(eventTime, price));
  const past = (trades: readonly Trade[], isCut = false): void => answer(ok({ trades, isCut }));
  const problem = (code: MarketDataCode): void => listener?.onProblem({ code, message: code });
  return {
    hub,
    rows,
    state,
    asked,
    settle,
    live,
    past,
    trade,
    problem,
    reader,
    subscribe,
    fail: () => answer(fail('timeout', '')),
  };
}

test('prints missed in an outage come from the past, between those before and those after, none twice', async () => {
  const { hub, rows, live, past, trade, settle, asked, state } = await exactTape();
  live(1_000, 10);
  live(2_000, 11);
  hub.heal();
  live(5_000, 20);
  past([trade(2_000, 11), trade(2_000, 12), trade(3_000, 13), trade(5_000, 19), trade(5_000, 20), trade(6_000, 21)]);
  await settle();
  live(6_000, 21);
  await settle();
  const { exact, past: fromPast } = printOrigins;
  expect(asked).toEqual([2_000]);
  expect(rows).toEqual([
    [1_000, 10, exact],
    [2_000, 11, exact],
    [2_000, 12, fromPast],
    [3_000, 13, fromPast],
    [5_000, 19, fromPast],
    [5_000, 20, exact],
    [6_000, 21, exact],
  ]);
  expect(state.gaps).toBe(0);
});

test('what the vendor does not give is a gap on the tape, and what came meanwhile is not lost', async () => {
  const { hub, rows, live, settle, state, ...stage } = await exactTape();
  live(1_000, 10);
  hub.heal();
  live(5_000, 20);
  stage.fail();
  await settle();
  expect(rows.map(([time, , origin]) => [time, origin])).toEqual([
    [1_000, printOrigins.exact],
    [60_000, printOrigins.gap],
    [5_000, printOrigins.exact],
  ]);
  hub.heal();
  stage.past([stage.trade(5_000, 20), stage.trade(7_000, 22)], true);
  await settle();
  expect(rows.slice(3).map(([, , origin]) => origin)).toEqual([printOrigins.past, printOrigins.gap]);
  expect(state.gaps).toBe(2);
});

test('a stream that TWS has none for is given up, and asked for again after 15 s; prints are sampled meanwhile', async () => {
  const { hub, rows, problem, settle, state } = await exactTape();
  problem('line-limit');
  expect([state.opened, state.closed]).toEqual([1, 1]);
  for (const volume of [100, 150]) hub.onQuote({ ...emptyQuote('SPY.STK'), last: 9, volume, eventTime: volume });
  state.realMs = 14_999;
  hub.turn();
  await settle();
  expect(state.opened).toBe(1);
  state.realMs = 15_000;
  hub.turn();
  await settle();
  expect(state.opened).toBe(2);
  expect(rows).toEqual([[150, 9, printOrigins.sampled]]);
});

test('an instrument looked at again within 15 s waits for its stream', async () => {
  const { hub, reader, subscribe, settle, state } = await exactTape();
  reader.close();
  state.realMs = 5_000;
  subscribe();
  await settle();
  expect(state.opened).toBe(1);
  state.realMs = 15_000;
  hub.turn();
  await settle();
  expect(state.opened).toBe(2);
});

/** Several tapes over a vendor that refuses the streams of some. */
function sharedSlots(refusedWith: (symbol: string) => MarketDataCode | null) {
  const asked: string[] = [];
  const state = { realMs: 0 };
  const resolve: MarketData['resolve'] = ({ symbol }) =>
    Promise.resolve(ok([{ id: `${symbol}.STK`, symbol, secType: 'STK' } as Instrument]));
  const hub = new TapeHub({
    book: new InstrumentBook({ resolve, search: nowhere }),
    clock: { now: () => state.realMs, monotonicMs: () => state.realMs },
    slots: () => 3,
    onGap: () => undefined,
    onPending: () => undefined,
    quoteOf: () => undefined,
    marketData: {
      trades: ({ symbol }, { onProblem }) => {
        asked.push(symbol);
        const code = refusedWith(symbol);
        if (code) void Promise.resolve().then(() => onProblem({ code, message: code }));
        return { close: () => undefined };
      },
      pastTrades: nowhere,
    },
  });
  for (const symbol of ['A', 'B', 'C', 'D']) {
    hub.subscribe(`${symbol}.STK`, { snapshot: () => undefined, append: () => undefined });
  }
  /** What is asked for within so many seconds. */
  const run = async (seconds: number): Promise<string> => {
    asked.length = 0;
    for (let second = 0; second < seconds; second += 1) {
      state.realMs += 1_000;
      hub.turn();
      for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
    }
    return asked.join('');
  };
  return { hub, run };
}

test('streams that are not allowed give their slots to the next tape, and are asked for less and less often', async () => {
  const { hub, run } = sharedSlots((symbol) => (symbol === 'D' ? null : 'no-entitlement'));
  expect(await run(2)).toBe('ABCD');
  expect(await run(57)).toBe('');
  expect(await run(4)).toBe('ABC');
  expect(await run(115)).toBe('');
  expect(await run(8)).toBe('ABC');
  hub.heal();
  expect(await run(16)).toBe('ABC');
});

test('never more streams than slots, however many tapes are opened at once', async () => {
  const { run } = sharedSlots(() => null);
  expect(await run(120)).toBe('ABC');
});

test('a stream another session has taken is asked for again as quotes are, every 30 s', async () => {
  const { run } = sharedSlots((symbol) => (symbol === 'A' || symbol === 'B' ? 'no-data' : null));
  expect(await run(2)).toBe('ABCD');
  for (let round = 0; round < 5; round += 1) {
    expect(await run(28)).toBe('');
    expect(await run(2)).toBe('AB');
  }
});
