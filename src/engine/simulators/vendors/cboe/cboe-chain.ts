import type { MarketStory, StoryOption, StoryQuote } from '../../story/market-story.ts';
import { dateUtc, wallTime } from '../../../domain/time.ts';
import { easternStamp, utcStamp } from './cboe-times.ts';

const delayMs = 900_000;
const spacingMs = 300_000;
const mostKept = 5;

type Seen = { readonly timeMs: number; readonly options: readonly StoryOption[]; readonly quote: StoryQuote };

/** Chains as they were a quarter hour ago: what was asked for is kept, and the newest old enough is shown. */
export function createDelayedChains(story: MarketStory) {
  const kept = new Map<string, readonly Seen[]>();

  function seen(symbol: string): Seen | null {
    const now = story.now();
    const before = kept.get(symbol) ?? [];
    const newest = before.at(-1);
    if (!newest || now - newest.timeMs >= spacingMs) {
      const quote = story.quote(symbol);
      const options = story.chain(symbol);
      if (quote && options.length > 0) kept.set(symbol, [...before, { timeMs: now, options, quote }].slice(-mostKept));
    }
    const all = kept.get(symbol) ?? [];
    return all.findLast((one) => now - one.timeMs >= delayMs) ?? all[0] ?? null;
  }

  return {
    /** The whole file, or null for a symbol without options. */
    file(symbol: string): string | null {
      const was = seen(symbol);
      if (!was) return null;
      const isIndex = story.company(symbol)?.kind === 'index';
      const data = {
        options: was.options.map(optionRow),
        symbol: isIndex ? `^${symbol}` : symbol,
        security_type: isIndex ? 'index' : 'stock',
        exchange_id: isIndex ? 0 : 3,
        ...underlyingRow(was.quote, { isIndex, now: story.now(), iv30: iv30(was) }),
      };
      return JSON.stringify({ timestamp: utcStamp(story.now()), data, symbol: isIndex ? `_${symbol}` : symbol });
    },
  };
}

/** Volatility at the money thirty days out, in percent points. */
function iv30({ options, quote, timeMs }: Seen): number {
  const spot = quote.last ?? 0;
  const target = timeMs + 30 * 86_400_000;
  const distance = (option: StoryOption): number =>
    Math.abs(dateUtc(option.expiry) - target) / 86_400_000 + (100 * Math.abs(option.strike - spot)) / Math.max(spot, 1);
  const nearest = options.reduce<StoryOption | null>(
    (best, option) => (best && distance(best) <= distance(option) ? best : option),
    null,
  );
  return round(100 * (nearest?.impliedVol ?? 0), 3);
}

/** The block of the underlying. After 20:00 the last close already stands as the previous one. */
export function underlyingRow(
  quote: Pick<StoryQuote, 'last' | 'open' | 'high' | 'low' | 'previousClose' | 'timeMs'> & Partial<StoryQuote>,
  { isIndex, now, iv30: vol }: { readonly isIndex: boolean; readonly now: number; readonly iv30: number },
) {
  const last = quote.last ?? 0;
  const change = quote.previousClose === null ? 0 : last - quote.previousClose;
  const evening = wallTime(now).hour >= 20;
  return {
    current_price: round(last, 4),
    price_change: round(change, 4),
    price_change_percent: quote.previousClose === null ? 0 : round((100 * change) / quote.previousClose, 4),
    bid: isIndex ? 0 : (quote.bid ?? 0),
    ask: isIndex ? 0 : (quote.ask ?? 0),
    bid_size: isIndex ? 0 : (quote.bidSize ?? 0),
    ask_size: isIndex ? 0 : (quote.askSize ?? 0),
    open: round(quote.open ?? 0, 4),
    high: round(quote.high ?? 0, 4),
    low: round(quote.low ?? 0, 4),
    close: round(last, 4),
    prev_day_close: round(evening ? last : (quote.previousClose ?? 0), 4),
    volume: isIndex ? 0 : (quote.volume ?? 0),
    iv30: vol,
    iv30_change: 0,
    iv30_change_percent: 0,
    seqno: now,
    last_trade_time: easternStamp(quote.timeMs),
    tick: change < 0 ? 'down' : 'up',
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Deep in the money no volatility is solved: 0. Yesterday's closes carry the noise of single precision. */
function optionRow(option: StoryOption) {
  const solved = option.bid !== null && option.ask !== null && Math.abs(option.delta) < 0.985;
  return {
    option: option.optionSymbol,
    bid: option.bid ?? 0,
    bid_size: option.bid === null ? 0 : option.bidSize,
    ask: option.ask ?? 0,
    ask_size: option.ask === null ? 0 : option.askSize,
    iv: solved ? round(option.impliedVol, 4) : 0,
    open_interest: option.openInterest,
    volume: option.volume,
    delta: round(option.delta, 4),
    gamma: round(option.gamma, 4),
    vega: round(option.vega, 4),
    theta: round(option.theta, 4),
    rho: round(option.rho, 4),
    theo: round(option.theoretical, 4),
    change: 0,
    open: 0,
    high: 0,
    low: 0,
    tick: 'no_change',
    last_trade_price: option.last ?? 0,
    last_trade_time: option.lastTimeMs === null ? null : easternStamp(option.lastTimeMs),
    percent_change: 0,
    prev_day_close: Math.fround(round(option.theoretical, 2)),
  };
}
