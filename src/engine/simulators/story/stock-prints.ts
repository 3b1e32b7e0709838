import { priceOf } from '../market/price.ts';
import { keyOf } from '../market/random.ts';
import { isIndex } from '../market/symbol-spec.ts';
import { createTopOfBook, fillSizes, fillTop } from '../market/top-of-book.ts';
import type { MarketStory, StoryStockPrint } from './market-story.ts';
import type { DaySpan, StoryDays } from './story-days.ts';

const top = createTopOfBook();

/** The first print of one second in so many is taken back, so long after it. */
const cancelledOneIn = 1_500;
const cancelledAfterMs = 20_000;
/** More than a second ever has. */
const mostInSecond = 10_000;

function isTakenBack({ day }: Pick<DaySpan, 'day'>, symbol: string, second: number): boolean {
  return keyOf(day.world.seed, 'taken back', symbol, day.index, second) % cancelledOneIn === 0;
}

function printsOf(span: DaySpan, symbol: string): readonly StoryStockPrint[] {
  const { day, fromMs, toMs } = span;
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
      sequence: second * mostInSecond + serial,
      cancelledMs: serial === 0 && isTakenBack(span, symbol, second) ? print.timeMs + cancelledAfterMs : null,
    });
  }
  return made;
}

/** Only seconds with such a print are told: to ask each second costs next to nothing. */
function cancelledOf(span: DaySpan, symbol: string): readonly StoryStockPrint[] {
  const { day, fromMs, toMs } = span;
  const { startMs } = day.grid;
  const found: StoryStockPrint[] = [];
  for (let second = Math.floor((fromMs - startMs) / 1000); startMs + second * 1000 < toMs; second += 1) {
    if (!isTakenBack(span, symbol, second)) continue;
    const atMs = startMs + second * 1000;
    const told = printsOf({ day, fromMs: Math.max(fromMs, atMs), toMs: Math.min(toMs, atMs + 1000) }, symbol);
    found.push(...told.filter(({ cancelledMs }) => cancelledMs !== null));
  }
  return found;
}

/** Every print of a stock or fund, as its tape shows them, and those that were taken back. */
export function createStockPrints(days: StoryDays): Pick<MarketStory, 'stockPrints' | 'cancelledPrints'> {
  return {
    stockPrints: (symbol, fromMs, toMs) => days.spans(fromMs, toMs).flatMap((span) => printsOf(span, symbol)),
    cancelledPrints: (symbol, fromMs, toMs) =>
      days
        .spans(fromMs - cancelledAfterMs, Math.min(toMs, days.now()) - cancelledAfterMs)
        .flatMap((span) => cancelledOf(span, symbol)),
  };
}
