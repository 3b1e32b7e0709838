import { expect, test } from 'vitest';
import { spy, vix } from '../../src/engine/simulators/tws/testing/test-instruments.ts';
import type { Book } from '../../src/engine/domain/book.ts';
import type { Instrument } from '../../src/engine/domain/instrument.ts';
import type { Quote } from '../../src/engine/domain/quote.ts';
import type { Trade } from '../../src/engine/domain/trade.ts';
import type { MarketData, UnderlyingStats } from '../../src/engine/ports/market-data.ts';
import type { OptionData, OptionTick } from '../../src/engine/ports/option-data.ts';
import { eventually } from '../support/eventually.ts';

export type MarketStage = {
  readonly market: MarketData & OptionData;
  quote(change: {
    readonly bid: number;
    readonly ask: number;
    readonly bidSize: number;
    readonly askSize: number;
  }): void;
  trade(print: { readonly price: number; readonly size: number }): void;
  depth(best: { readonly bid: number; readonly ask: number }): void;
};

const ignore = { onProblem: () => undefined };

/** What every adapter of market data promises; the stage knows SPY, VIX and SPY options. */
export function marketDataSuite(open: () => Promise<MarketStage>): void {
  const ready = async (): Promise<MarketStage> => {
    const stage = await open();
    await eventually(() => expect(stage.market.connection().phase).toBe('ready'));
    return stage;
  };
  const spyOf = async ({ market }: MarketStage): Promise<Instrument> => {
    const found = await market.resolve({ symbol: 'SPY', secType: 'STK', exchange: 'SMART', currency: 'USD' });
    const [instrument] = found.ok ? found.value : [];
    if (!instrument) throw new Error('SPY does not resolve');
    return instrument;
  };

  test('resolves a contract with its number, tick and canonical id', async () => {
    const instrument = await spyOf(await ready());
    expect(instrument).toMatchObject({
      id: 'SPY.STK',
      conId: spy.conId,
      minTick: 0.01,
      exchange: 'SMART',
      multiplier: 1,
    });
  });

  test('an index resolves on its exchange; an unknown symbol is no-contract, not an empty success', async () => {
    const { market } = await ready();
    const index = await market.resolve({ symbol: 'VIX', secType: 'IND', exchange: 'CBOE', currency: 'USD' });
    expect(index.ok && index.value[0]).toMatchObject({ id: 'VIX.IND', conId: vix.conId });
    const none = await market.resolve({ symbol: 'NOSUCH', secType: 'STK', exchange: 'SMART', currency: 'USD' });
    expect(none).toMatchObject({ ok: false, failure: { code: 'no-contract' } });
  });

  test('finds contracts by what somebody typed', async () => {
    const { market } = await ready();
    const found = await market.search('SP');
    expect(found.ok && found.value.map((instrument) => instrument.id)).toContain('SPY.STK');
  });

  test('quotes carry both sides with sizes and follow the market', async () => {
    const stage = await ready();
    const quotes: Quote[] = [];
    const stats: UnderlyingStats[] = [];
    const line = stage.market.quotes(await spyOf(stage), {
      ...ignore,
      onQuote: (quote) => void quotes.push(quote),
      onStats: (told) => void stats.push(told),
    });
    await eventually(() => expect(quotes.at(-1)).toMatchObject({ instrument: 'SPY.STK', bid: 600, ask: 600.02 }));
    stage.quote({ bid: 601, ask: 601.5, bidSize: 0, askSize: 7 });
    await eventually(() => expect(quotes.at(-1)).toMatchObject({ bid: 601, ask: 601.5, bidSize: 0, askSize: 7 }));
    await eventually(() => expect(stats.at(-1)?.impliedVol30).toBeCloseTo(0.17));
    expect(quotes.at(-1)?.receivedTime).toBeGreaterThan(0);
    line.close();
    line.close();
  });

  test('after close nothing more arrives', async () => {
    const stage = await ready();
    const quotes: Quote[] = [];
    const instrument = await spyOf(stage);
    const closed = stage.market.quotes(instrument, { ...ignore, onQuote: (quote) => void quotes.push(quote) });
    const still: Quote[] = [];
    stage.market.quotes(instrument, { ...ignore, onQuote: (quote) => void still.push(quote) });
    await eventually(() => expect(quotes.length).toBeGreaterThan(0));
    closed.close();
    const before = quotes.length;
    stage.quote({ bid: 590, ask: 591, bidSize: 1, askSize: 1 });
    await eventually(() => expect(still.at(-1)?.bid).toBe(590));
    expect(quotes).toHaveLength(before);
  });

  test('the tape has every print with price, size and time', async () => {
    const stage = await ready();
    const trades: Trade[] = [];
    stage.market.trades(await spyOf(stage), { ...ignore, onTrade: (trade) => void trades.push(trade) });
    await eventually(() => {
      stage.trade({ price: 600.5, size: 120 });
      expect(trades.at(-1)).toMatchObject({ instrument: 'SPY.STK', price: 600.5, size: 120 });
    });
    expect(trades.at(-1)?.eventTime).toBeGreaterThan(1_700_000_000_000);
  });

  test('past trades are of the seconds asked for, oldest first, with price and size', async () => {
    const stage = await ready();
    const instrument = await spyOf(stage);
    const time = await stage.market.vendorTime();
    const toMs = time.ok ? time.value : 0;
    const answer = await stage.market.pastTrades({ instrument, fromMs: toMs - 60_000, toMs });
    const trades = answer.ok ? answer.value.trades : [];
    expect(answer.ok && answer.value.isCut).toBe(false);
    expect(trades.length).toBeGreaterThan(0);
    const times = trades.map(({ eventTime }) => eventTime);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.every((at) => at >= toMs - 61_000 && at <= toMs && at % 1_000 === 0)).toBe(true);
    expect(trades.every(({ price, size }) => price > 0 && size > 0)).toBe(true);
  });

  test('depth is ordered best first', async () => {
    const stage = await ready();
    const books: Book[] = [];
    stage.market.depth(await spyOf(stage), 5, { ...ignore, onBook: (book) => void books.push(book) });
    await eventually(() => {
      stage.depth({ bid: 600, ask: 600.1 });
      expect(books.at(-1)?.bids.map((level) => level.price)).toEqual([600, 599.9]);
      expect(books.at(-1)?.asks.map((level) => level.price)).toEqual([600.1, 600.2]);
    });
  });

  test('history is oldest first, without duplicates, and limited to what was asked', async () => {
    const stage = await ready();
    const answer = await stage.market.history({
      instrument: await spyOf(stage),
      kind: 'TRADES',
      interval: '1m',
      endMs: null,
      count: 30,
      regularHoursOnly: true,
      priority: 0,
    });
    const starts = answer.ok ? answer.value.map((bar) => bar.start) : [];
    expect(starts.length).toBeGreaterThan(10);
    expect(starts.length).toBeLessThanOrEqual(30);
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
    expect(starts.every((start) => start % 60_000 === 0)).toBe(true);
  });

  test('daily bars start at 00:00 UTC of their trading date', async () => {
    const stage = await ready();
    const instrument = await spyOf(stage);
    const query = { instrument, interval: '1d', endMs: null, count: 20, regularHoursOnly: true, priority: 0 } as const;
    const bars = await stage.market.history({ ...query, kind: 'TRADES' });
    expect(bars.ok && bars.value.length).toBeGreaterThan(5);
    expect(bars.ok && bars.value.every((bar) => bar.start % 86_400_000 === 0)).toBe(true);
    const vols = await stage.market.history({ ...query, kind: 'OPTION_IMPLIED_VOLATILITY' });
    expect(vols.ok && vols.value.length).toBeGreaterThan(5);
  });

  test('listed options, and one of them with open interest and model volatility', async () => {
    const stage = await ready();
    const instrument = await spyOf(stage);
    const classes = await stage.market.classes(instrument);
    const [listed] = classes.ok ? classes.value : [];
    expect(listed).toMatchObject({ tradingClass: 'SPY', multiplier: 100, expiries: ['20260109', '20260116'] });
    expect(classes.ok && classes.value).toHaveLength(1);
    const option = stage.market.optionInstrument(instrument, {
      tradingClass: 'SPY',
      expiry: '20260109',
      strike: 600,
      right: 'C',
      multiplier: 100,
    });
    expect(option.id).toBe('SPY.OPT.20260109.C.600');
    const ticks: OptionTick[] = [];
    stage.market.option(option, { ...ignore, onTick: (tick) => void ticks.push(tick) });
    await eventually(() => expect(ticks.at(-1)).toMatchObject({ bid: 5, ask: 5.1, openInterest: 1_500 }));
    await eventually(() => expect(ticks.at(-1)?.impliedVol).toBeCloseTo(0.18));
  });

  test('an option that is not listed is a problem of its own line', async () => {
    const stage = await ready();
    const underlying = await spyOf(stage);
    const parts = { tradingClass: 'SPY', expiry: '20260109', strike: 1, right: 'C', multiplier: 100 } as const;
    const codes: (string | undefined)[] = [];
    stage.market.option(stage.market.optionInstrument(underlying, parts), {
      onTick: () => undefined,
      onProblem: (failure) => void codes.push(failure?.code),
    });
    await eventually(() => expect(codes).toEqual(['no-contract']));
    expect(stage.market.connection().phase).toBe('ready');
  });

  test('knows the time of the vendor', async () => {
    const { market } = await ready();
    const time = await market.vendorTime();
    expect(time.ok && time.value).toBeGreaterThan(1_700_000_000_000);
    expect(market.statistics().roundTripP50Ms).not.toBeNull();
  });
}
