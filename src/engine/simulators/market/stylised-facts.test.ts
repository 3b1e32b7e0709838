import { beforeAll, describe, expect, it } from 'vitest';
import { createFactorWorld } from './factor-world.ts';
import { createSymbolDay } from './symbol-day.ts';
import type { SymbolDay } from './symbol-day.ts';
import { createSessionTape } from './session-tape.ts';
import { openSecond } from './session-grid.ts';
import { createTopOfBook, fillTop } from './top-of-book.ts';
import { tradingDayIndex } from './trading-days.ts';
import { createUnderlyings } from './underlyings.ts';

const seeds = [1, 2, 3, 4, 5, 6];
const last = tradingDayIndex('20261002');

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  return mean(a.map((value, index) => (value - ma) * ((b[index] ?? 0) - mb))) / deviation(a) / deviation(b);
}

function kurtosis(values: readonly number[]): number {
  const [centre, width] = [mean(values), deviation(values)];
  return mean(values.map((value) => ((value - centre) / width) ** 4));
}

type Series = {
  readonly market: readonly number[];
  readonly vix: readonly number[];
  readonly vix3m: readonly number[];
  readonly stocks: readonly (readonly number[])[];
};

function returnsOf(closes: readonly number[]): readonly number[] {
  return closes.slice(1).map((close, index) => Math.log(close / (closes[index] ?? close)));
}

function seriesOf(seed: number): Series {
  const world = createFactorWorld(seed);
  const underlyings = createUnderlyings(world);
  const closes = (symbol: string): readonly number[] => {
    const line = underlyings.find((underlying) => underlying.spec.symbol === symbol)?.line;
    return Array.from({ length: last - 10 }, (_, index) => line?.previousClose(index + 11) ?? 0);
  };
  return {
    market: returnsOf(closes('SPX')),
    vix: closes('VIX'),
    vix3m: closes('VIX3M'),
    stocks: ['AAPL', 'AMZN', 'COST', 'DIS', 'JPM', 'KO', 'MSFT', 'NVDA', 'V', 'XOM'].map((symbol) =>
      returnsOf(closes(symbol)),
    ),
  };
}

describe('daily behaviour over seeds', () => {
  let all: readonly Series[] = [];
  const average = (measure: (series: Series) => number): number => mean(all.map(measure));
  beforeAll(() => {
    all = seeds.map(seriesOf);
  });

  it('has fat tails, no memory of direction and memory of size', () => {
    expect(average((one) => deviation(one.market) * Math.sqrt(252))).toBeGreaterThan(0.11);
    expect(average((one) => deviation(one.market) * Math.sqrt(252))).toBeLessThan(0.2);
    expect(average((one) => kurtosis(one.market))).toBeGreaterThan(4.5);
    expect(Math.abs(average((one) => correlation(one.market.slice(1), one.market.slice(0, -1))))).toBeLessThan(0.06);
    expect(
      average((one) => correlation(one.market.slice(5).map(Math.abs), one.market.slice(0, -5).map(Math.abs))),
    ).toBeGreaterThan(0.05);
  });

  it('raises volatility when prices fall', () => {
    const measured = average((one) => correlation(returnsOf(one.vix), one.market));
    expect(measured).toBeGreaterThan(-0.88);
    expect(measured).toBeLessThan(-0.6);
    expect(average((one) => deviation(returnsOf(one.vix)))).toBeGreaterThan(0.05);
    expect(average((one) => deviation(returnsOf(one.vix)))).toBeLessThan(0.08);
  });

  it('knows calm, elevated and stressed times, with the curve mostly but not always in contango', () => {
    const contango = average((one) => mean(one.vix.map((vix, index) => (vix < (one.vix3m[index] ?? 0) ? 1 : 0))));
    expect(contango).toBeGreaterThan(0.7);
    expect(contango).toBeLessThan(0.95);
    const every = all.flatMap((one) => [...one.vix]);
    expect(Math.min(...every)).toBeGreaterThan(8);
    expect(every.some((vix) => vix < 15)).toBe(true);
    expect(every.some((vix) => vix > 25)).toBe(true);
  });

  it('correlates stocks through market and sectors', () => {
    const pairs = all.flatMap((one) =>
      one.stocks.flatMap((a, i) => one.stocks.slice(i + 1).map((b) => correlation(a, b))),
    );
    expect(mean(pairs)).toBeGreaterThan(0.2);
    expect(mean(pairs)).toBeLessThan(0.45);
  });
});

describe('behaviour inside the day', () => {
  const days: SymbolDay[] = [];
  beforeAll(() => {
    for (const seed of [11, 12, 13, 14]) {
      const world = createFactorWorld(seed);
      const found = createUnderlyings(world).find((underlying) => underlying.spec.symbol === 'CRM');
      if (found) for (const back of [0, 30, 60]) days.push(createSymbolDay(world, found.spec, found.line, last - back));
    }
  });

  function shares(of: (day: SymbolDay) => readonly number[]): readonly number[] {
    const rows = days.filter((day) => !day.disturbed).map(of);
    return Array.from({ length: 13 }, (_, half) => mean(rows.map((row) => row[half] ?? 0)));
  }

  it('trades in a U: most at the open and the close, least at noon', () => {
    const volume = shares((day) => {
      const tape = createSessionTape(day);
      const halves = Array.from(
        { length: 13 },
        (_, half) => tape.summary(openSecond + half * 1800, openSecond + (half + 1) * 1800, day.grid.endMs).volume,
      );
      const sum = halves.reduce((total, value) => total + value, 0);
      return halves.map((value) => value / sum);
    });
    expect(volume[0]).toBeGreaterThan(0.1);
    expect(volume[0]).toBeLessThan(0.2);
    expect(volume[12]).toBeGreaterThan(0.14);
    expect(volume[12]).toBeLessThan(0.25);
    expect(volume[6]).toBeLessThan(0.07);
  });

  it('moves most and quotes widest at the open', () => {
    const noise = shares((day) =>
      Array.from({ length: 13 }, (_, half) => {
        const steps = Array.from({ length: 30 }, (_, minute) => {
          const second = openSecond + half * 1800 + minute * 60;
          return (day.offsets()[second + 60] ?? 0) - (day.offsets()[second] ?? 0);
        });
        return deviation(steps);
      }),
    );
    expect((noise[0] ?? 0) / (noise[6] ?? 1)).toBeGreaterThan(1.8);
    const top = createTopOfBook();
    const spread = shares((day) =>
      Array.from({ length: 13 }, (_, half) => {
        fillTop(day, openSecond + half * 1800 + 40, 0, top);
        return top.ask - top.bid;
      }),
    );
    expect((spread[0] ?? 0) / (spread[10] ?? 1)).toBeGreaterThan(2);
  });
});
