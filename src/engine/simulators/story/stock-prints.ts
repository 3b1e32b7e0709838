import { priceOf } from '../market/price.ts';
import { isIndex } from '../market/symbol-spec.ts';
import { createTopOfBook, fillSizes, fillTop } from '../market/top-of-book.ts';
import type { StoryStockPrint } from './market-story.ts';
import type { DaySpan, StoryDays } from './story-days.ts';

const top = createTopOfBook();

function printsOf({ day, fromMs, toMs }: DaySpan, symbol: string): readonly StoryStockPrint[] {
  const underlying = day.bySymbol(symbol);
  if (!underlying || isIndex(underlying.spec)) return [];
  const { spec } = underlying;
  const { startMs } = day.grid;
  const tape = day.tape(underlying);
  const first = Math.floor((fromMs - startMs) / 1000);
  let dayVolume = first > 0 ? tape.summary(0, first, startMs + first * 1000 - 1).volume : 0;
  let shownSecond = -1;
  let serial = 0;
  const made: StoryStockPrint[] = [];
  // From the start of the second, so that numbers and volume do not depend on where the question begins.
  for (const print of tape.prints(startMs + first * 1000, toMs)) {
    const second = Math.floor((print.timeMs - startMs) / 1000);
    serial = second === shownSecond ? serial + 1 : 0;
    shownSecond = second;
    dayVolume += print.size;
    if (print.timeMs < fromMs) continue;
    const slot = Math.floor((((print.timeMs - startMs) % 1000) * spec.quotesPerSecond) / 1000);
    fillTop(tape.day, second, slot, top);
    fillSizes(tape.day, second, slot, top);
    made.push({
      id: `${symbol}-${day.date}-${second}-${serial}`,
      symbol,
      timeMs: print.timeMs,
      price: print.price,
      size: print.size,
      bid: priceOf(top.bid, spec.tick),
      ask: priceOf(top.ask, spec.tick),
      bidSize: top.bidSize,
      askSize: top.askSize,
      offExchange: print.venue === 'FINRA',
      venue: print.venue,
      aggressor: print.aggressor === 1 ? 'buyer' : 'seller',
      dayVolume,
    });
  }
  return made;
}

/** Every print of a stock or fund, as its tape shows them. */
export function createStockPrints(
  days: StoryDays,
): (symbol: string, fromMs: number, toMs: number) => readonly StoryStockPrint[] {
  return (symbol, fromMs, toMs) => days.spans(fromMs, toMs).flatMap((span) => printsOf(span, symbol));
}
