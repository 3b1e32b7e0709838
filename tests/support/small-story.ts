import { isTradingDay, regularSession, tradingDate } from '../../src/engine/domain/calendar.ts';
import { occSymbol } from '../../src/engine/domain/occ-symbol.ts';
import { addDays, dateUtc, instantOf } from '../../src/engine/domain/time.ts';
import type {
  MarketStory,
  StoryCompany,
  StoryDailyBar,
  StoryFutureDay,
  StoryOption,
  StoryQuote,
  StoryStockPrint,
} from '../../src/engine/simulators/story/market-story.ts';

/** A market of a few symbols whose every number follows from a formula, told at a time that moves only when told. */
export type SmallStory = MarketStory & { advance(ms: number): void };

const none = { sector: '', industry: '', cik: '', cusip: '', exchange: 'XNAS', sharesOutstanding: 0, floatShares: 0 };
const companies: readonly StoryCompany[] = [
  { ...none, symbol: 'SPY', name: 'An index fund', kind: 'etf', dividendYield: 0.012, beta: 1 },
  { ...none, symbol: 'AAPL', name: 'A telephone maker', kind: 'stock', dividendYield: 0.005, beta: 1.2 },
  { ...none, symbol: 'BRK.B', name: 'A holding', kind: 'stock', dividendYield: 0, beta: 0.8 },
  { ...none, symbol: 'SPX', name: 'An index', kind: 'index', dividendYield: 0.013, beta: 1 },
  { ...none, symbol: 'VIX', name: 'A volatility index', kind: 'index', dividendYield: 0, beta: 0 },
  { ...none, symbol: 'VIX3M', name: 'A longer volatility index', kind: 'index', dividendYield: 0, beta: 0 },
];
const levels: Readonly<Record<string, number>> = {
  SPY: 660,
  AAPL: 251.25,
  'BRK.B': 492.5,
  SPX: 6600,
  VIX: 17.4,
  VIX3M: 19.1,
};
const roots: Readonly<Record<string, readonly string[]>> = { SPY: ['SPY'], AAPL: ['AAPL'], SPX: ['SPX', 'SPXW'] };

function dayBar(symbol: string, date: string): StoryDailyBar {
  const wave = Math.sin(dateUtc(date) / 86_400_000);
  const close = Number((levels[symbol] ?? 100) * (1 + 0.01 * wave)).toFixed(2);
  const at = (factor: number): number => Number((Number(close) * factor).toFixed(2));
  return { date, open: at(0.998), high: at(1.006), low: at(0.993), close: Number(close), volume: 1_000_000 };
}

function tradingDays(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) if (isTradingDay(date)) days.push(date);
  return days;
}

function optionsOf(symbol: string, now: number): readonly StoryOption[] {
  const spot = levels[symbol] ?? 0;
  const step = spot / 50;
  const expiries = [7, 35, 98].map((days) => tradingDate(now + days * 86_400_000));
  const strikes = Array.from({ length: 21 }, (_, index) => Math.round(spot + (index - 10) * step));
  return (roots[symbol] ?? []).flatMap((root) =>
    expiries.flatMap((expiry) =>
      strikes.flatMap((strike) =>
        (['C', 'P'] as const).map((right) => option({ symbol, root, expiry, strike, right, now })),
      ),
    ),
  );
}

function option(parts: {
  readonly symbol: string;
  readonly root: string;
  readonly expiry: string;
  readonly strike: number;
  readonly right: 'C' | 'P';
  readonly now: number;
}): StoryOption {
  const { symbol, root, expiry, strike, right, now } = parts;
  const spot = levels[symbol] ?? 1;
  const inside = (right === 'C' ? spot - strike : strike - spot) / spot;
  const call = 1 / (1 + Math.exp(-30 * ((spot - strike) / spot)));
  const worth = Math.max(0, inside * spot) + spot * 0.01;
  const isFar = inside < -0.15;
  return {
    optionSymbol: occSymbol({ root, expiry, strike, right }),
    tradingClass: root,
    underlying: symbol,
    expiry,
    strike,
    right,
    bid: isFar ? null : Number((worth * 0.98).toFixed(2)),
    ask: Number((worth * 1.02).toFixed(2)),
    bidSize: 11,
    askSize: 12,
    last: isFar ? null : Number(worth.toFixed(2)),
    lastTimeMs: isFar ? null : now - 60_000,
    volume: isFar ? 0 : 120,
    openInterest: 900,
    previousOpenInterest: 880,
    impliedVol: 0.18,
    delta: right === 'C' ? call : call - 1,
    gamma: 0.01,
    vega: 0.4,
    theta: -0.05,
    rho: 0.1,
    theoretical: worth,
  };
}

/** One print of thirty seconds is taken back so much later. */
const cancelledAfterMs = 5_000;

function printsOf(symbol: string, fromMs: number, toMs: number): readonly StoryStockPrint[] {
  const spot = levels[symbol];
  if (spot === undefined || companies.find((one) => one.symbol === symbol)?.kind === 'index') return [];
  const prints: StoryStockPrint[] = [];
  for (let timeMs = Math.ceil(fromMs / 500) * 500; timeMs < toMs; timeMs += 500) {
    const tick = (timeMs / 500) % 7;
    const price = Number((spot + tick * 0.01).toFixed(2));
    prints.push({
      id: `${symbol}-${timeMs}`,
      symbol,
      timeMs,
      price,
      size: 50 + 25 * tick,
      bid: Number((price - 0.01).toFixed(2)),
      ask: Number((price + 0.01).toFixed(2)),
      bidSize: 300,
      askSize: 500,
      offExchange: tick === 3,
      venue: 'Q',
      aggressor: 'buyer',
      dayVolume: 1_000_000,
      sequence: timeMs / 500,
      cancelledMs: (timeMs / 500) % 60 === 3 ? timeMs + cancelledAfterMs : null,
    });
  }
  return prints;
}

function quoteOf(symbol: string, now: number): StoryQuote | null {
  const last = levels[symbol];
  if (last === undefined) return null;
  const today = dayBar(symbol, tradingDate(now));
  const { open, high, low } = today;
  const before = dayBar(symbol, tradingDays(addDays(today.date, -10), addDays(today.date, -1)).at(-1) ?? today.date);
  return {
    bid: last - 0.01,
    ask: last + 0.01,
    bidSize: 300,
    askSize: 500,
    last,
    lastSize: 100,
    volume: 1_000_000,
    open,
    high,
    low,
    previousClose: before.close,
    timeMs: now - 250,
  };
}

function futuresOf(fromDate: string, toDate: string): readonly StoryFutureDay[] {
  const expiries = ['20261021', '20261118', '20261216', '20270120', '20270217', '20270317'];
  return tradingDays(fromDate, toDate).flatMap((date) =>
    expiries
      .filter((expiry) => expiry >= date)
      .map((expiry, index) => {
        const settle = 18 + index * 0.5;
        const rest = { open: settle - 0.1, high: settle + 0.4, low: settle - 0.3, close: settle + 0.05 };
        return { date, expiry, ...rest, settle, volume: 1000, openInterest: 5000 };
      }),
  );
}

export function createSmallStory(startMs: number): SmallStory {
  let nowMs = startMs;
  const tasks = new Set<{ readonly everyMs: number; readonly task: () => void; dueMs: number }>();
  const now = (): number => nowMs;
  const today = (): string => tradingDate(nowMs);

  return {
    seed: 7,
    now,
    tradingDate: today,
    companies: () => companies,
    company: (symbol) => companies.find((one) => one.symbol === symbol) ?? null,
    quote: (symbol) => quoteOf(symbol, nowMs),
    chain: (symbol) => optionsOf(symbol, nowMs),
    optionTrades: (symbol, fromMs, toMs) => {
      const [first] = optionsOf(symbol, nowMs).filter((one) => one.last !== null);
      if (!first) return [];
      return printsOf('SPY', fromMs, Math.min(toMs, nowMs))
        .filter((_, index) => index % 600 === 0)
        .map((print, index) => ({
          ...first,
          ...{ id: `o${print.timeMs}`, timeMs: print.timeMs, option: first, price: 1.5 + 0.1 * (index % 5), size: 3 },
          ...{
            bid: 1.4,
            ask: 1.6,
            underlyingPrice: 660,
            exchange: 'CBOE',
            dayVolume: index,
            aggressor: 'buyer' as const,
          },
          ...{ sweep: null, isFloor: false, isMultiLeg: false },
        }));
    },
    stockPrints: (symbol, fromMs, toMs) => printsOf(symbol, fromMs, Math.min(toMs, nowMs)),
    cancelledPrints: (symbol, fromMs, toMs) =>
      printsOf(symbol, fromMs - cancelledAfterMs, Math.min(toMs, nowMs) - cancelledAfterMs).filter(
        ({ cancelledMs }) => cancelledMs !== null,
      ),
    every(everyMs, task) {
      const entry = { everyMs, task, dueMs: nowMs + everyMs };
      tasks.add(entry);
      return () => void tasks.delete(entry);
    },
    dailyBars: (symbol, from, to) =>
      levels[symbol] === undefined
        ? []
        : tradingDays(from, to < today() ? to : today()).map((date) => dayBar(symbol, date)),
    minuteBars: (symbol, date) => {
      if (levels[symbol] === undefined) return [];
      const { openMs, closeMs } = regularSession(date);
      const count = Math.floor((Math.min(closeMs, nowMs) - openMs) / 60_000);
      return Array.from({ length: Math.max(0, count) }, (_, index) => ({
        ...dayBar(symbol, date),
        startMs: openMs + index * 60_000,
      }));
    },
    futureDays: futuresOf,
    insiderFilings: () => [],
    institutionFilings: () => [],
    shortVolume: () => [],
    shortInterest: () => [],
    shortInterestDates: () => [],
    atsWeek: () => [],
    news: (fromMs, toMs) =>
      [instantOf(today(), 9 * 3600), instantOf(today(), 10 * 3600)]
        .filter((timeMs) => timeMs >= fromMs && timeMs < Math.min(toMs, nowMs))
        .map((timeMs, index) => ({
          id: `n${index}`,
          timeMs,
          headline: `A headline, number ${index}`,
          publisher: 'Wire',
          symbols: ['SPY', 'AAPL'],
          sentiment: 0,
          isMajor: false,
        })),
    economicEvents: () => [],
    earnings: () => [],
    macroSeries: () => [],
    advance(ms) {
      const until = nowMs + ms;
      for (;;) {
        const [next] = [...tasks].filter((one) => one.dueMs <= until).toSorted((a, b) => a.dueMs - b.dueMs);
        if (!next) break;
        nowMs = Math.max(nowMs, next.dueMs);
        next.dueMs += next.everyMs;
        next.task();
      }
      nowMs = until;
    },
  };
}
