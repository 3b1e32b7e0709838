import type { SimBar, SimHistoryKind } from '../simulated-market.ts';
import { priceOf } from './price.ts';
import { secondsPerDay } from './session-grid.ts';
import { isIndex } from './symbol-spec.ts';
import type { SymbolDay } from './symbol-day.ts';
import type { TopOfBook } from './top-of-book.ts';
import { createTopOfBook, fillTop } from './top-of-book.ts';

const top = createTopOfBook();

function quoted(kind: SimHistoryKind, at: TopOfBook): number {
  if (kind === 'BID') return at.bid;
  return kind === 'ASK' ? at.ask : (at.bid + at.ask) / 2;
}

type Span = { readonly from: number; readonly to: number; readonly untilMs: number; readonly startMs: number };

function averaged(day: SymbolDay, span: Span, end: number): SimBar {
  let [bids, asks, low, high, count] = [0, 0, Infinity, -Infinity, 0];
  for (let second = span.from; second < end; second += 1) {
    fillTop(day, second, 0, top);
    bids += top.bid;
    asks += top.ask;
    low = Math.min(low, top.bid);
    high = Math.max(high, top.ask);
    count += 1;
  }
  const { tick } = day.spec;
  return {
    startMs: span.startMs,
    open: priceOf(bids / count, tick),
    high: priceOf(high, tick),
    low: priceOf(low, tick),
    close: priceOf(asks / count, tick),
    volume: 0,
    vwap: 0,
    count: 0,
  };
}

/**
 * A bar of quotes sampled once a second. BID_ASK follows the venue's habit: open = average bid, close = average ask,
 * high = highest ask, low = lowest bid.
 */
export function quoteBar(day: SymbolDay, kind: SimHistoryKind, span: Span): SimBar | null {
  const now = Math.floor((span.untilMs - day.grid.startMs) / 1000) + 1;
  const end = Math.min(span.to, secondsPerDay, now);
  if (end <= span.from || isIndex(day.spec)) return null;
  if (kind === 'BID_ASK') return averaged(day, span, end);
  fillTop(day, span.from, 0, top);
  const open = quoted(kind, top);
  let [high, low, close] = [open, open, open];
  for (let second = span.from + 1; second < end; second += 1) {
    fillTop(day, second, 0, top);
    close = quoted(kind, top);
    if (close > high) high = close;
    if (close < low) low = close;
  }
  const { tick } = day.spec;
  return {
    startMs: span.startMs,
    open: priceOf(open, tick),
    high: priceOf(high, tick),
    low: priceOf(low, tick),
    close: priceOf(close, tick),
    volume: 0,
    vwap: 0,
    count: 0,
  };
}
