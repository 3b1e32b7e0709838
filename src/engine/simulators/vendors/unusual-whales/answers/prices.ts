import type { Answer } from '../asked.ts';
import { isoSecond, maybe } from '../wire-format.ts';

export const stockStateAnswer: Answer = ({ story, symbol }) => {
  const quote = story.quote(symbol);
  if (!quote || quote.last === null) return { data: null };
  return {
    data: {
      close: String(quote.last),
      open: maybe(quote.open),
      high: maybe(quote.high),
      low: maybe(quote.low),
      prev_close: maybe(quote.previousClose),
      total_volume: quote.volume,
      volume: quote.lastSize,
      tape_time: isoSecond(quote.timeMs),
      market_time: 'regular',
    },
  };
};

export const minuteBarsAnswer: Answer = ({ story, symbol, date, now }) => ({
  data: story
    .minuteBars(symbol, date)
    .filter(({ startMs }) => startMs <= now)
    .map((bar) => ({
      start_time: isoSecond(bar.startMs),
      end_time: isoSecond(bar.startMs + 60_000),
      open: String(bar.open),
      high: String(bar.high),
      low: String(bar.low),
      close: String(bar.close),
      volume: Math.round(bar.volume),
      total_volume: Math.round(bar.volume),
      market_time: 'r',
    })),
});
