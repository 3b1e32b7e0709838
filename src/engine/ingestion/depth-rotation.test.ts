import { expect, test } from 'vitest';
import type { Book, ShownBook } from '../domain/book.ts';
import type { Instrument } from '../domain/instrument.ts';
import { ok, type Failure } from '../domain/outcome.ts';
import type { MarketData, MarketDataCode } from '../ports/market-data.ts';
import { DepthRotation } from './depth-rotation.ts';
import { InstrumentBook } from './instrument-book.ts';

type Line = {
  readonly id: string;
  readonly levels: number;
  readonly listener: Parameters<MarketData['depth']>[2];
  open: boolean;
};

const instrumentOf = (symbol: string): Instrument => ({
  ...{ id: `${symbol}.STK`, symbol, secType: 'STK', exchange: 'SMART', primaryExchange: '', currency: 'USD' },
  ...{ multiplier: 1, minTick: 0.01, expiry: '', strike: null, right: null, tradingClass: '', conId: 1, name: '' },
});

function bookOf(instrument: string, price: number, receivedTime: number): Book {
  const level = (at: number) => ({ price: at, size: 100, maker: 'ARCA' });
  const common = { gap: false, scope: 'aggregated', venues: null, eventTime: receivedTime, receivedTime } as const;
  return { ...common, instrument, bids: [level(price), level(price - 1)], asks: [level(price + 1)] };
}

/** A rotation over a vendor and a clock that the test holds in its hand. */
function stage() {
  const lines: Line[] = [];
  let nowMs = 1_000;
  const marketData = {
    resolve: (query: { readonly symbol: string }) => Promise.resolve(ok([instrumentOf(query.symbol)])),
    search: () => Promise.resolve(ok([])),
    depth: (instrument: Instrument, levels: number, listener: Line['listener']) => {
      const line: Line = { id: instrument.id, levels, listener, open: true };
      lines.push(line);
      return {
        close: () => {
          line.open = false;
        },
      };
    },
  };
  const book = new InstrumentBook(marketData);
  const rotation = new DepthRotation({
    marketData,
    book,
    clock: { monotonicMs: () => nowMs },
    dwellMs: 5_000,
    slots: () => 3,
    onGap: () => undefined,
  });
  const shown = new Map<string, ShownBook>();
  const want = (symbol: string, levels = 5) =>
    rotation.subscribe(`${symbol}.STK`, levels, {
      set: (item) => void shown.set(symbol, item),
      remove: () => void shown.delete(symbol),
    });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    rotation.books.flush();
  };
  const wait = async (ms: number): Promise<void> => {
    nowMs += ms;
    rotation.turn();
    await settle();
  };
  const open = (): readonly string[] => lines.filter((line) => line.open).map((line) => line.id.replace('.STK', ''));
  const lineOf = (symbol: string): Line => {
    const found = lines.findLast((line) => line.id === `${symbol}.STK`);
    if (!found) throw new Error(`no line of ${symbol}`);
    return found;
  };
  const tell = async (symbol: string, price: number): Promise<void> => {
    lineOf(symbol).listener.onBook(bookOf(`${symbol}.STK`, price, nowMs));
    await settle();
  };
  const fault = async (symbol: string, failure: Failure<MarketDataCode>): Promise<void> => {
    lineOf(symbol).listener.onProblem(failure);
    await settle();
  };
  return { shown, want, wait, settle, open, lineOf, tell, fault };
}

test('a book that gives its slot away stays as it was, with its time, until it is live again', async () => {
  const { shown, want, wait, settle, open, tell } = stage();
  for (const symbol of ['A', 'B', 'C', 'D']) want(symbol);
  await settle();
  expect(open()).toEqual(['A', 'B', 'C']);
  expect(shown.get('D')).toMatchObject({ state: 'waiting', bids: [], receivedTime: 0 });
  await tell('A', 50);
  await wait(4_999);
  expect(open()).toEqual(['A', 'B', 'C']);
  await wait(1);
  expect(open()).toEqual(['B', 'C', 'D']);
  expect(shown.get('A')).toMatchObject({ state: 'carried', receivedTime: 1_000, bids: [{ price: 50 }, { price: 49 }] });
  await wait(5_000);
  expect(open()).toEqual(['C', 'D', 'A']);
  expect(shown.get('A')?.state).toBe('carried');
  expect(shown.get('B')?.state).toBe('waiting');
  await tell('A', 60);
  expect(shown.get('A')).toMatchObject({ state: 'live', receivedTime: 11_000, bids: [{ price: 60 }, { price: 59 }] });
});

test('over many turns every book gets the same share and none waits longer than the others', async () => {
  const { want, wait, settle, open } = stage();
  const symbols = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
  for (const symbol of symbols) want(symbol);
  await settle();
  const seconds = new Map(symbols.map((symbol) => [symbol, 0]));
  for (let second = 0; second < 700; second += 1) {
    expect(open()).toHaveLength(3);
    for (const symbol of open()) seconds.set(symbol, (seconds.get(symbol) ?? 0) + 1);
    await wait(1_000);
  }
  for (const [symbol, count] of seconds) expect(Math.abs(count - 300), symbol).toBeLessThanOrEqual(15);
});

test('a refused book leaves its slot at once and is asked for again after a minute', async () => {
  const { shown, want, wait, settle, open, fault } = stage();
  for (const symbol of ['A', 'B', 'C', 'D']) want(symbol);
  await settle();
  await fault('A', { code: 'no-data', message: 'TWS 10092: not supported', facts: { code: 10_092 } });
  expect(shown.get('A')).toMatchObject({ state: 'refused', problem: { message: 'TWS 10092: not supported' } });
  await wait(1_000);
  expect(open()).toEqual(['B', 'C', 'D']);
  for (let second = 0; second < 58; second += 1) {
    await wait(1_000);
    expect(open()).not.toContain('A');
  }
  await wait(5_000);
  expect(open()).toContain('A');
});

test('a halt and a lost connection interrupt a book without taking its slot or its last state', async () => {
  const { shown, want, settle, open, tell, fault } = stage();
  want('A');
  await settle();
  await tell('A', 50);
  await fault('A', { code: 'no-data', message: 'TWS 316: halted', facts: { code: 316 } });
  expect(shown.get('A')).toMatchObject({ state: 'interrupted', bids: [{ price: 50 }, { price: 49 }] });
  await fault('A', { code: 'not-connected', message: 'TWS disconnected' });
  expect([shown.get('A')?.state, open()]).toEqual(['interrupted', ['A']]);
  await tell('A', 51);
  expect(shown.get('A')).toMatchObject({ state: 'live', problem: null });
});

test('slots that TWS itself holds are given up for a minute each', async () => {
  const { want, wait, settle, open, fault, shown, tell } = stage();
  for (const symbol of ['A', 'B', 'C']) want(symbol);
  await settle();
  await tell('C', 50);
  await fault('C', { code: 'depth-limit', message: 'TWS 309' });
  expect([open(), shown.get('C')?.state]).toEqual([['A', 'B'], 'carried']);
  await wait(1_000);
  expect(open()).toEqual(['A', 'B']);
  await wait(4_000);
  expect(open()).toEqual(['B', 'C']);
  await wait(60_000);
  expect(open()).toHaveLength(3);
});

test('who wants more levels gets a line with more; late words of an old line count nothing', async () => {
  const { want, settle, lineOf, shown } = stage();
  want('A', 3);
  await settle();
  const old = lineOf('A');
  const more = want('A', 10);
  await settle();
  expect([old.open, lineOf('A').levels]).toEqual([false, 10]);
  old.listener.onBook(bookOf('A.STK', 1, 1));
  old.listener.onProblem({ code: 'no-data', message: 'late' });
  await settle();
  expect(shown.get('A')?.state).toBe('waiting');
  more.close();
});
