import { barMs, type BarInterval } from '../../../src/engine/domain/bar.ts';
import { dateOfUtc, dateUtc, instantOf, wallTime } from '../../../src/engine/domain/time.ts';
import { previousTradingDay } from '../../../src/engine/domain/calendar.ts';
import type { Quote } from '../../../src/engine/domain/quote.ts';
import { demoRandom, gaussian } from './demo-random.ts';

type Symbol = { readonly ticker: string; readonly name: string; readonly start: number; readonly vol: number };
export const demoSymbols: readonly Symbol[] = [
  ['SPY', 'SPDR S&P 500 ETF', 671, 0.13],
  ['QQQ', 'Invesco QQQ Trust', 604, 0.18],
  ['IWM', 'iShares Russell 2000', 241, 0.21],
  ['AAPL', 'Apple Inc.', 268, 0.22],
  ['MSFT', 'Microsoft Corp.', 498, 0.2],
  ['NVDA', 'NVIDIA Corp.', 188, 0.38],
  ['AMZN', 'Amazon.com Inc.', 231, 0.27],
  ['GOOGL', 'Alphabet Inc.', 292, 0.26],
  ['META', 'Meta Platforms Inc.', 612, 0.3],
  ['TSLA', 'Tesla Inc.', 402, 0.52],
  ['AMD', 'Advanced Micro Devices', 236, 0.48],
  ['NFLX', 'Netflix Inc.', 1_098, 0.31],
  ['JPM', 'JPMorgan Chase', 303, 0.19],
  ['XOM', 'Exxon Mobil', 117, 0.2],
  ['UNH', 'UnitedHealth Group', 318, 0.34],
  ['COIN', 'Coinbase Global', 248, 0.66],
].map(([ticker, name, start, vol]) => ({
  ticker: String(ticker),
  name: String(name),
  start: Number(start),
  vol: Number(vol),
}));

export const tradingDate = '20261120';
const columns = ['start', 'open', 'high', 'low', 'close', 'volume'] as const;
export type DemoBars = Record<(typeof columns)[number], number[]>;

export type DemoName = {
  readonly symbol: Symbol;
  price: number;
  previousClose: number;
  open: number;
  high: number;
  low: number;
  volume: number;
  readonly random: () => number;
};

/** A market that only has to look like one. Its clock starts at 10:42 on a Friday. */
export function createDemoMarket() {
  const clock = { venueMs: instantOf(tradingDate, 10 * 3600 + 42 * 60), wallMs: Date.now(), speed: 1 };
  const names = new Map<string, DemoName>(
    demoSymbols.map((symbol, index) => {
      const random = demoRandom(1_000 + index);
      const price = symbol.start * (1 + 0.012 * gaussian(random));
      return [
        symbol.ticker,
        {
          symbol,
          price,
          previousClose: symbol.start,
          open: symbol.start * 1.001,
          high: Math.max(price, symbol.start) * 1.002,
          low: Math.min(price, symbol.start) * 0.998,
          volume: 4e6 + 6e7 * random(),
          random,
        },
      ];
    }),
  );
  return {
    clock,
    names,
    now: () => clock.venueMs + (Date.now() - clock.wallMs) * clock.speed,
    name: (ticker: string) => names.get(ticker),
    /** One step of every price. */
    tick(): void {
      for (const name of names.values()) {
        name.price = Math.max(0.01, name.price * (1 + name.symbol.vol * 0.00018 * gaussian(name.random)));
        name.high = Math.max(name.high, name.price);
        name.low = Math.min(name.low, name.price);
        name.volume += Math.round(2_000 * name.random());
      }
    },
  };
}
export type DemoMarket = ReturnType<typeof createDemoMarket>;

export function demoQuote(name: DemoName, now: number): Quote {
  const half = Math.max(0.01, Math.round(name.price * 0.00008 * 100) / 100);
  const mid = Math.round(name.price * 100) / 100;
  return {
    instrument: `${name.symbol.ticker}.STK`,
    bid: mid - half,
    ask: mid + half,
    bidSize: 300,
    askSize: 500,
    last: mid,
    lastSize: 100,
    volume: name.volume,
    open: name.open,
    high: name.high,
    low: name.low,
    close: name.previousClose,
    halted: false,
    dataType: name.symbol.ticker === 'COIN' ? 'delayed' : 'live',
    eventTime: now,
    receivedTime: now,
  };
}

function starts(interval: BarInterval, count: number, now: number): readonly number[] {
  const found: number[] = [];
  let date = wallTime(now).date;
  if (interval === '1d') {
    while (found.length < count) {
      found.unshift(dateUtc(date));
      date = previousTradingDay(date);
    }
    return found;
  }
  while (found.length < count && found.length < 5_000) {
    const open = instantOf(date, 9.5 * 3600);
    const last = Math.min(now, instantOf(date, 16 * 3600) - 1);
    const day: number[] = [];
    for (let start = open; start <= last; start += barMs[interval]) day.push(start);
    found.unshift(...day);
    date = previousTradingDay(date);
  }
  return found.slice(-count);
}

/** A random walk that ends at the present price. */
export function demoBars(
  name: DemoName,
  interval: BarInterval,
  { count, now }: { readonly count: number; readonly now: number },
): DemoBars {
  const random = demoRandom(
    7_000 + name.symbol.ticker.charCodeAt(0) * 31 + name.symbol.ticker.length + barMs[interval] / 1_000,
  );
  const step = name.symbol.vol * Math.sqrt(interval === '1d' ? 1 / 252 : barMs[interval] / 1_000 / (252 * 23_400));
  const bars: DemoBars = {
    start: [...starts(interval, count, now)],
    open: [],
    high: [],
    low: [],
    close: [],
    volume: [],
  };
  const closes: number[] = [name.price];
  for (let index = bars.start.length - 1; index > 0; index -= 1)
    closes.unshift((closes[0] ?? name.price) / (1 + step * gaussian(random)));
  closes.forEach((close, index) => {
    const open = closes[index - 1] ?? close * (1 + step * gaussian(random));
    bars.open.push(open);
    bars.close.push(close);
    bars.high.push(Math.max(open, close) * (1 + step * 0.6 * random()));
    bars.low.push(Math.min(open, close) * (1 - step * 0.6 * random()));
    bars.volume.push(Math.round((interval === '1d' ? 5e7 : barMs[interval] * 12) * (0.4 + random())));
  });
  return bars;
}

export function barColumnsOf(bars: DemoBars, from = 0): Record<string, Float64Array> {
  return Object.fromEntries(columns.map((column) => [column, Float64Array.from(bars[column].slice(from))]));
}

export function demoExpiries(now: number): readonly string[] {
  const day = dateUtc(wallTime(now).date);
  return [3, 7, 14, 28, 56, 91, 182].map((days) => dateOfUtc(day + days * 86_400_000));
}
