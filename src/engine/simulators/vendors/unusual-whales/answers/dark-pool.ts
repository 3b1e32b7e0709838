import type { StoryStockPrint } from '../../../story/market-story.ts';
import { cursorOf, type Answer, type Asked } from '../asked.ts';
import { decimal, isoSecond } from '../wire-format.ts';
import { hashText } from '../../../market/random.ts';

const windowMs = 30 * 60_000;

/** Not unique: prints of one report share it. */
const trackingId = (print: StoryStockPrint): number =>
  (hashText(`${print.symbol}/${Math.floor(print.timeMs / 500)}`) >>> 0) * 1000;

/** As told at `nowMs`: whether it still stands then. */
export function printRow(print: StoryStockPrint, nowMs: number): Readonly<Record<string, unknown>> {
  return {
    ticker: print.symbol,
    price: decimal(print.price, 4),
    size: print.size,
    volume: print.dayVolume,
    premium: decimal(print.price * print.size, 4),
    executed_at: isoSecond(print.timeMs),
    trf_executed_at: isoSecond(print.timeMs),
    canceled: print.cancelledMs !== null && print.cancelledMs <= nowMs,
    nbbo_bid: decimal(print.bid),
    nbbo_ask: decimal(print.ask),
    nbbo_bid_quantity: print.bidSize,
    nbbo_ask_quantity: print.askSize,
    market_center: print.venue,
    tracking_id: trackingId(print),
    trade_code: null,
    trade_settlement: 'regular',
    sale_cond_codes: null,
    ext_hour_sold_codes: null,
  };
}

type Wanted = { readonly symbols: readonly string[]; readonly offExchange: boolean; readonly most: number };

const sliceMs = 60_000;
const second = (timeMs: number): number => Math.floor(timeMs / 1000) * 1000;

/** Newest first. Seconds are the cursor's finest step, so that a page may end within one. */
function prints({ story, query, now }: Asked, { symbols, offExchange, most }: Wanted) {
  const [newer, older] = [cursorOf(query, 'newer_than'), cursorOf(query, 'older_than')];
  const until = Math.min(now, older ?? now);
  const from = Math.max(newer ?? 0, until - windowMs);
  const least = Number(query.get('min_premium') ?? 0);
  const limit = Math.min(most, Number(query.get('limit') ?? most) || most);
  const found: StoryStockPrint[] = [];
  // Minute by minute backwards, as far as a page needs.
  for (let end = until; end > from && found.length < limit; end -= sliceMs) {
    const slice = symbols.flatMap((symbol) => story.stockPrints(symbol, Math.max(from, end - sliceMs), end));
    const wanted = slice.filter(
      (print) =>
        print.offExchange === offExchange &&
        print.price * print.size >= least &&
        second(print.timeMs) > (newer ?? 0) &&
        second(print.timeMs) < (older ?? Infinity),
    );
    found.push(...wanted.toSorted((a, b) => b.timeMs - a.timeMs));
  }
  return found.slice(0, limit).map((print) => printRow(print, now));
}

const tradable = (asked: Asked): readonly string[] =>
  asked.story
    .companies()
    .filter(({ kind }) => kind !== 'index')
    .map(({ symbol }) => symbol);

export const darkPoolRecent: Answer = (asked) => ({
  data: prints(asked, { symbols: tradable(asked), offExchange: true, most: 200 }),
});
export const litRecent: Answer = (asked) => ({
  data: prints(asked, { symbols: tradable(asked), offExchange: false, most: 200 }),
});
export const darkPoolTicker: Answer = (asked) => ({
  data: asked.company ? prints(asked, { symbols: [asked.symbol], offExchange: true, most: 500 }) : [],
});

/** Volume by price of the last half hour: the whole day of a busy stock would be a million prints. */
export const stockPriceLevels: Answer = ({ story, symbol, now }) => {
  const levels = new Map<string, { lit: number; off: number }>();
  for (const print of story.stockPrints(symbol, now - windowMs, now)) {
    const price = decimal(print.price);
    const level = levels.get(price) ?? { lit: 0, off: 0 };
    levels.set(price, level);
    level[print.offExchange ? 'off' : 'lit'] += print.size;
  }
  return { data: [...levels].map(([price, { lit, off }]) => ({ price, lit_vol: lit, off_vol: off })) };
};
