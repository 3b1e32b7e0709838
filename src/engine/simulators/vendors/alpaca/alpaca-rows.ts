import { instantOf } from '../../../domain/time.ts';
import type { StoryDailyBar, StoryOption, StoryQuote, StoryStockPrint } from '../../story/market-story.ts';

/** RFC 3339 with nanoseconds. */
export function nanoStamp(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, -1)}000000Z`;
}

export function secondStamp(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

/** IEX sees a few hundredths of what is traded. */
const iexShare = 0.03;

/** A day starts at midnight in New York. */
export function dayRow(bar: StoryDailyBar, feed: string) {
  return barRow(bar, { timeMs: instantOf(bar.date, 0), feed });
}

export function barRow(bar: StoryDailyBar, { timeMs, feed }: { readonly timeMs: number; readonly feed: string }) {
  const volume = feed === 'iex' ? Math.round(bar.volume * iexShare) : bar.volume;
  return {
    t: secondStamp(timeMs),
    o: bar.open,
    h: bar.high,
    l: bar.low,
    c: bar.close,
    v: volume,
    n: Math.ceil(volume / 90),
    vw: Number(((bar.high + bar.low + bar.close) / 3).toFixed(6)),
  };
}

export function quoteRow(quote: StoryQuote) {
  return {
    t: nanoStamp(quote.timeMs),
    ax: 'V',
    ap: quote.ask ?? 0,
    as: Math.floor(quote.askSize / 100),
    bx: 'V',
    bp: quote.bid ?? 0,
    bs: Math.floor(quote.bidSize / 100),
    c: ['R'],
    z: 'C',
  };
}

export function tradeRow(print: StoryStockPrint) {
  return {
    t: nanoStamp(print.timeMs),
    x: print.offExchange ? 'D' : 'V',
    p: print.price,
    s: print.size,
    c: print.size < 100 ? ['@', 'I'] : ['@'],
    i: print.sequence,
    z: 'C',
  };
}

/** Of what was taken back until now the past tells so. */
export function pastTradeRow(print: StoryStockPrint, nowMs: number) {
  const isTakenBack = print.cancelledMs !== null && print.cancelledMs <= nowMs;
  return isTakenBack ? { ...tradeRow(print), u: 'canceled' } : tradeRow(print);
}

/** A print that is taken back names itself and has no conditions. */
export function cancelRow(print: StoryStockPrint) {
  const { c: _conditions, ...row } = tradeRow(print);
  return { ...row, a: 'C' };
}

/** Options write one condition as a text, not as a list. Greeks are left out where no volatility was found. */
export function optionSnapshot(option: StoryOption, now: number) {
  const { delta, gamma, vega, theta, rho } = option;
  const solved = option.bid !== null && option.ask !== null && Math.abs(delta) < 0.985;
  const latestQuote = {
    ap: option.ask ?? 0,
    as: option.askSize,
    ax: 'X',
    bp: option.bid ?? 0,
    bs: option.bid === null ? 0 : option.bidSize,
    bx: 'X',
    c: ' ',
    t: nanoStamp(now),
  };
  return {
    latestQuote,
    ...(option.last === null || option.lastTimeMs === null
      ? {}
      : { latestTrade: { c: 'I', p: option.last, s: 1, t: nanoStamp(option.lastTimeMs), x: 'W' } }),
    ...(solved ? { greeks: { delta, gamma, rho, theta, vega }, impliedVolatility: option.impliedVol } : {}),
  };
}
