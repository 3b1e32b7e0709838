import { describe, expect, test } from 'vitest';
import { sharedBytes, sharedLines } from '../../../../tests/vectors/packed-files.ts';
import { type Absorption } from './absorption-watch.ts';
import { AbsorptionDetector } from './absorption-detector.ts';
import { measureBook } from './book-measures.ts';
import { liquidityGrade } from './liquidity-grade.ts';
import { MessageRate, type StuffedSecond } from './message-rate.ts';
import { estimateMicroPrice } from './micro-price.ts';
import { OrderBook } from './order-book.ts';
import { orderFlowEvents } from './order-flow-imbalance.ts';
import { WallDetector, type WallEvent } from './wall-detector.ts';
import { usualWalls } from './wall-settings.ts';

type Rows = readonly (readonly [string, string])[];

function setAll(book: OrderBook, name: 'bids' | 'asks', rows: Rows): void {
  for (const [price, size] of rows) book.set(name, Number(price), Number(size));
}

type Seen = {
  readonly events: readonly WallEvent[];
  readonly absorptions: readonly Absorption[];
  readonly stuffed: readonly StuffedSecond[];
  readonly books: number;
  readonly disorderly: number;
};

function expectMeasures(book: OrderBook): void {
  const measures = measureBook(book.bids, book.asks);
  for (const [name, value] of Object.entries(measures)) expect(Number.isFinite(value), name).toBe(true);
  for (const name of ['imbalance1', 'imbalance5', 'imbalance5Decayed'] as const) {
    expect(Math.abs(measures[name] ?? 2)).toBeLessThanOrEqual(1);
  }
  expect('ABCD').toContain(liquidityGrade(measures));
}

type Message = {
  readonly timeMs: number;
  readonly data: Record<string, unknown> & { e?: string; u: number; b: Rows; a: Rows };
};

/** Messages as they arrived, the depth snapshot first: what arrived before it counts only beyond its last update. */
function messagesOf(lines: readonly string[]): { readonly book: OrderBook; readonly messages: readonly Message[] } {
  const book = new OrderBook(1024);
  const messages: Message[] = [];
  let synced = 0;
  for (const line of lines) {
    const stamp = line.slice(0, line.indexOf(' '));
    const timeMs = Number(stamp) / 10 ** (stamp.length - 13);
    const message = JSON.parse(line.slice(line.indexOf(' ') + 1));
    if (message.lastUpdateId === undefined) messages.push({ timeMs, data: message.data });
    else {
      synced = message.lastUpdateId;
      setAll(book, 'bids', message.bids);
      setAll(book, 'asks', message.asks);
    }
  }
  return { book, messages: messages.filter(({ data }) => data.e !== 'depthUpdate' || data.u > synced) };
}

/** Every message to every detector. */
function replay(lines: readonly string[], minSize: number): Seen {
  const { book, messages } = messagesOf(lines);
  const events: WallEvent[] = [];
  const absorptions: Absorption[] = [];
  const stuffed: StuffedSecond[] = [];
  const walls = new WallDetector((event) => events.push(event), { ...usualWalls, minSize });
  const absorption = new AbsorptionDetector((each) => absorptions.push(each));
  const rate = new MessageRate((second) => stuffed.push(second));
  let [books, disorderly] = [0, 0];
  for (const { timeMs, data } of messages) {
    if (data.e === 'trade') {
      const side = data['m'] === true ? 'sell' : 'buy';
      const trade = { timeMs, price: Number(data['p']), size: Number(data['q']), side } as const;
      walls.trade(trade);
      absorption.trade(trade);
      rate.trade(timeMs);
    } else rate.message(timeMs);
    if (data.e !== 'depthUpdate') continue;
    setAll(book, 'bids', data.b);
    setAll(book, 'asks', data.a);
    book.touch(timeMs);
    const snapshot = { timeMs, bids: book.bids, asks: book.asks };
    walls.snapshot(snapshot);
    absorption.snapshot(snapshot);
    books += 1;
    const { empty, crossed, locked } = book.condition(timeMs, 1000);
    if (empty || crossed || locked) disorderly += 1;
    if (books % 50 === 0) expectMeasures(book);
  }
  expect([book.rejected, book.late]).toEqual([0, 0]);
  return { events, absorptions, stuffed, books, disorderly };
}

describe.each([
  ['data/orderbook/binance_spot_btcusdt_20240808.gz', 1],
  ['data/orderbook/binance_usdm_btcusdt_20230404.gz', 10],
])('a recorded depth feed: %s', (path, minSize) => {
  // A minute or two is enough, and leaves the machine to others.
  const lines = sharedLines(path).slice(0, 14_000);

  test.skipIf(lines.length === 0)('replays alike, never crossed, with walls and measured absorptions', () => {
    const seen = replay(lines, minSize);
    expect(seen.books).toBeGreaterThan(1000);
    expect(seen.disorderly).toBe(0);
    expect(seen.events.length).toBeGreaterThan(0);
    expect(seen.absorptions.length).toBeGreaterThan(2);
    for (const { ratio, displayed } of seen.absorptions) expect(displayed > 0 && Number.isFinite(ratio)).toBe(true);
    expect(replay(lines, minSize)).toEqual(seen);
  });
});

describe('a snapshot and its differences', () => {
  const lines = sharedLines('data/orderbook/bybit_xrpusdt_ob500_20241201.zip');

  test.skipIf(lines.length === 0)('keep a sound book', () => {
    const book = new OrderBook();
    for (const line of lines) {
      const { type, ts, data } = JSON.parse(line);
      if (type === 'snapshot') book.clear();
      setAll(book, 'bids', data.b);
      setAll(book, 'asks', data.a);
      book.touch(ts);
      expect(book.condition(ts, 0)).toEqual({ empty: false, crossed: false, locked: false, stale: false });
      expectMeasures(book);
    }
    expect(book.bids.depth).toBeGreaterThan(400);
  });
});

/** Best quotes of one instrument from DBN records of 80 bytes (mbp-1); prices in quarter points. */
function bestQuotes(bytes: Buffer) {
  const start = 8 + bytes.readUInt32LE(4);
  const count = Math.floor((bytes.length - start) / 80);
  const first = bytes.readUInt32LE(start + 4);
  const rows = Array.from({ length: count }, (_, row) => start + 80 * row).filter(
    (at) => bytes.readUInt32LE(at + 4) === first,
  );
  const price = (at: number) => {
    const value = bytes.readBigInt64LE(at);
    // The largest integer stands for "no price".
    return value === 0x7fff_ffff_ffff_ffffn ? Number.NaN : Number(value) / 1e9 / 0.25;
  };
  return {
    bid: Float64Array.from(rows, (at) => price(at + 48)),
    ask: Float64Array.from(rows, (at) => price(at + 56)),
    bidSize: Float64Array.from(rows, (at) => bytes.readUInt32LE(at + 64)),
    askSize: Float64Array.from(rows, (at) => bytes.readUInt32LE(at + 68)),
  };
}

const future = sharedBytes('data/dbn/es_20240702/futures_mbp-1_2024-07-01T23-58_2024-07-02T00-02.dbn.zst');

describe.skipIf(future === null)('best quotes of a future', () => {
  test('have flow and a micro-price', () => {
    const quotes = bestQuotes(future ?? Buffer.alloc(8));
    expect(quotes.bid.length).toBeGreaterThan(500);
    for (const [row, event] of orderFlowEvents(quotes).entries()) {
      const around =
        (quotes.bid[row] ?? 0) + (quotes.bid[row + 1] ?? 0) + (quotes.ask[row] ?? 0) + (quotes.ask[row + 1] ?? 0);
      expect(Number.isFinite(event)).toBe(Number.isFinite(around));
    }
    const model = estimateMicroPrice(quotes);
    expect(model.ok || model.failure.code === 'not-identified').toBe(true);
    if (model.ok) expect(model.value.adjustment.every((value) => Number.isFinite(value))).toBe(true);
  });
});
