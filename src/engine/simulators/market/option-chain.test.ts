import { describe, expect, it } from 'vitest';
import { instantOf } from '../../domain/time.ts';
import { createVirtualClock } from '../create-virtual-clock.ts';
import type { SimInstrument, SimPrint } from '../simulated-market.ts';
import type { PracticeMarket } from './practice-market.ts';
import { createPracticeMarket } from './practice-market.ts';
import { interestRate } from './symbol-spec.ts';

const date = '20261005';
const at = (hour: number, minute = 0, second = 0): number => instantOf(date, hour * 3600 + minute * 60 + second);

function open(startMs: number, seed = 5): PracticeMarket {
  return createPracticeMarket({ seed, tradingDate: date, clock: createVirtualClock({ startMs, speed: 0 }) });
}

function pairs(
  market: PracticeMarket,
  symbol: string,
  expiry: string,
): readonly (readonly [SimInstrument, SimInstrument])[] {
  const listed = market
    .derivatives(symbol, 'OPT')
    .filter((option) => option.expiry === expiry && option.tradingClass !== 'SPX');
  return listed.flatMap((call) => {
    const put = listed.find((other) => other.right === 'P' && other.strike === call.strike);
    return call.right === 'C' && put ? [[call, put] as const] : [];
  });
}

describe('option chains', () => {
  it('lists same-day expiries for the index and its funds, Fridays for the rest, none beyond 60 days', () => {
    const market = open(at(10));
    for (const [symbol, first, count] of [
      ['SPX', date, 15],
      ['SPY', date, 15],
      ['NVDA', '20261009', 8],
    ] as const) {
      const expiries = [...new Set(market.optionClasses(symbol).flatMap((listed) => listed.expiries))].toSorted();
      expect(expiries[0]).toBe(first);
      expect(expiries.length).toBeGreaterThanOrEqual(count);
      expect(expiries.filter((expiry) => expiry > '20261204')).toEqual([]);
    }
    expect(market.optionClasses('SPX').find((listed) => listed.tradingClass === 'SPX')?.expiries).toEqual([
      '20261016',
      '20261120',
    ]);
    expect(market.optionClasses('VIX')).toEqual([]);
  });

  it.each([
    ['SPX', '20261106'],
    ['SPY', date],
    ['AAPL', '20261016'],
  ] as const)('%s keeps put-call parity inside the spread', (symbol, expiry) => {
    const market = open(at(11, 30));
    const underlying = symbol === 'SPX' ? market.quote('SPX.IND')?.last : market.quote(`${symbol}.STK`)?.bid;
    const years = (instantOf(expiry, 16 * 3600) - at(11, 30)) / 31_536_000_000;
    const dividendYield = symbol === 'AAPL' ? 0.004 : 0.012;
    const checked = pairs(market, symbol, expiry);
    expect(checked.length).toBeGreaterThan(20);
    for (const [call, put] of checked) {
      const [c, p] = [market.model(call.id), market.model(put.id)];
      const forward =
        (c?.underlyingPrice ?? 0) * Math.exp(-dividendYield * years) -
        (call.strike ?? 0) * Math.exp(-interestRate * years);
      expect((c?.price ?? 0) - (p?.price ?? 0)).toBeCloseTo(forward, 6);
      expect(c?.impliedVol).toBeCloseTo(p?.impliedVol ?? 0, 10);
      const [cq, pq] = [market.quote(call.id), market.quote(put.id)];
      expect((cq?.bid ?? 0) - (pq?.ask ?? 0)).toBeLessThanOrEqual(forward + 1e-9);
      expect((cq?.ask ?? 0) - (pq?.bid ?? 0)).toBeGreaterThanOrEqual(forward - 1e-9);
      expect(cq?.ask ?? 0).toBeGreaterThan(cq?.bid ?? 0);
    }
    expect(market.model(checked[0]?.[0].id ?? '')?.underlyingPrice).toBeCloseTo(
      underlying ?? 0,
      symbol === 'SPX' ? 1 : 0,
    );
  });

  it('lets prices fall with the strike and be convex in it', () => {
    const market = open(at(13));
    const calls = pairs(market, 'SPY', '20261016')
      .map(([call]) => ({ strike: call.strike ?? 0, price: market.model(call.id)?.price ?? 0 }))
      .toSorted((a, b) => a.strike - b.strike);
    for (let index = 1; index < calls.length - 1; index += 1) {
      const [a, b, c] = [calls[index - 1], calls[index], calls[index + 1]];
      if (!a || !b || !c) continue;
      const left = (b.price - a.price) / (b.strike - a.strike);
      const right = (c.price - b.price) / (c.strike - b.strike);
      expect(left).toBeLessThan(0);
      expect(right).toBeGreaterThanOrEqual(left - 1e-9);
    }
  });

  it('replicates the published volatility index from the index chain', () => {
    const market = open(at(10, 30));
    const replicated = replicate(market, '20261104', at(10, 30));
    expect(Math.abs(100 * replicated - (market.quote('VIX.IND')?.last ?? 0))).toBeLessThan(1.2);
  });

  it('holds open interest constant over the day and heaviest at round strikes', () => {
    const market = open(at(9, 30));
    const options = market.derivatives('SPX', 'OPT');
    const before = options.map((option) => market.openInterest(option.id) ?? 0);
    market.clock.advanceTo(at(15, 30));
    expect(options.map((option) => market.openInterest(option.id) ?? 0)).toEqual(before);
    const average = (wanted: (strike: number) => boolean): number => {
      const held = options.flatMap((option, index) => (wanted(option.strike ?? 0) ? [before[index] ?? 0] : []));
      return held.reduce((sum, value) => sum + value, 0) / held.length;
    };
    expect(average((strike) => strike % 100 === 0)).toBeGreaterThan(2.5 * average((strike) => strike % 25 !== 0));
    expect(market.openInterest('SPY.STK')).toBeNull();
    expect(market.optionTotals('SPX')?.callOpenInterest).toBe(
      options.reduce((sum, option, index) => sum + (option.right === 'C' ? (before[index] ?? 0) : 0), 0),
    );
  });

  it('adds option prints up to the volume it shows', () => {
    const market = open(at(9, 30));
    const spot = market.quote('SPY.STK')?.bid ?? 0;
    const option = market.option('SPY', date, Math.round(spot), 'C');
    const prints: SimPrint[] = [];
    market.onPrint(option?.id ?? '', (print) => prints.push(print));
    const before = market.quote(option?.id ?? '')?.volume ?? 0;
    market.clock.advanceTo(at(9, 50));
    const quote = market.quote(option?.id ?? '');
    expect(prints.length).toBeGreaterThan(5);
    expect(quote?.volume).toBe(before + prints.reduce((sum, print) => sum + print.size, 0));
    expect(quote?.last).toBe(prints.at(-1)?.price);
  });

  it('ends same-day options at the close', () => {
    const market = open(at(16));
    const option = market.derivatives('SPY', 'OPT').find((candidate) => candidate.expiry === date);
    expect(market.quote(option?.id ?? '')).toMatchObject({ bid: null, ask: null });
    expect(market.model(option?.id ?? '')).toBeNull();
    market.startDay('20261006');
    expect(market.byId(option?.id ?? '')).toBeNull();
  });
});

/** Volatility-index method on one expiry: the strip of out-of-the-money mids. */
function replicate(market: PracticeMarket, wanted: string, nowMs: number): number {
  const expiry =
    market
      .optionClasses('SPX')
      .find((listed) => listed.tradingClass === 'SPXW')
      ?.expiries.find((day) => day >= wanted) ?? wanted;
  const years = (instantOf(expiry, 16 * 3600) - nowMs) / 31_536_000_000;
  const strip = pairs(market, 'SPX', expiry)
    .map(([call, put]) => ({ strike: call.strike ?? 0, call: mid(market, call), put: mid(market, put) }))
    .toSorted((a, b) => a.strike - b.strike);
  const centre = strip.reduce((best, row) =>
    Math.abs(row.call - row.put) < Math.abs(best.call - best.put) ? row : best,
  );
  const forward = centre.strike + Math.exp(interestRate * years) * (centre.call - centre.put);
  const base = strip.findLast((row) => row.strike <= forward)?.strike ?? forward;
  let sum = 0;
  for (let index = 1; index < strip.length - 1; index += 1) {
    const row = strip[index];
    if (!row) continue;
    const width = ((strip[index + 1]?.strike ?? 0) - (strip[index - 1]?.strike ?? 0)) / 2;
    const price = row.strike === base ? (row.call + row.put) / 2 : row.strike < base ? row.put : row.call;
    sum += (width / row.strike ** 2) * Math.exp(interestRate * years) * price;
  }
  return Math.sqrt((2 * sum - (forward / base - 1) ** 2) / years);
}

function mid(market: PracticeMarket, option: SimInstrument): number {
  const quote = market.quote(option.id);
  return quote?.bid === null || quote?.ask === null || !quote ? 0 : (quote.bid + quote.ask) / 2;
}
