import type { SimPrint } from '../simulated-market.ts';
import { depthOf } from './depth.ts';
import type { FeedSource } from './instrument-feed.ts';
import type { ListedOption } from './option-board.ts';
import { optionPrintsOf } from './option-prints.ts';
import { optionPrintPrice, optionQuote, underlyingQuote } from './quote-board.ts';
import { openSecond } from './session-grid.ts';
import type { TradingDay } from './trading-day.ts';
import type { Underlying } from './underlyings.ts';

const depthLevels = 10;

export function underlyingSource(day: TradingDay, underlying: Underlying): FeedSource {
  const { spec } = underlying;
  const tape = day.tape(underlying);
  const quote = (timeMs: number): ReturnType<FeedSource['quote']> => underlyingQuote(day, underlying, timeMs);
  return {
    quotesPerSecond: spec.quotesPerSecond,
    fromMs: day.grid.startMs,
    toMs: day.grid.endMs,
    quote,
    depth: (timeMs) => depthOf(quote(timeMs), spec, tape.day.key, depthLevels),
    prints: (fromMs, toMs) => tape.prints(fromMs, toMs),
  };
}

/** Prints of an option in [fromMs, toMs), priced at the quote of their second. */
export function optionPrints(day: TradingDay, option: ListedOption, fromMs: number, toMs: number): readonly SimPrint[] {
  const { startMs, closeSecond } = day.grid;
  const episode = day.episode(option.underlying.spec.symbol);
  const tape = day.tape(option.underlying);
  const first = Math.max(openSecond / 60, Math.floor((fromMs - startMs) / 60_000));
  const last = Math.min(closeSecond / 60 - 1, Math.floor((toMs - 1 - startMs) / 60_000));
  const prints: SimPrint[] = [];
  for (let minute = first; minute <= last; minute += 1) {
    for (const print of optionPrintsOf(option, episode, minute, day.grid)) {
      const timeMs = startMs + print.second * 1000 + print.ms;
      if (timeMs < fromMs || timeMs >= toMs || tape.isHalted(print.second)) continue;
      prints.push({
        price: optionPrintPrice(day, option, print),
        size: print.size,
        aggressor: print.buys ? 1 : -1,
        venue: print.exchange,
        conditions: '',
        timeMs,
      });
    }
  }
  return prints;
}

export function optionSource(day: TradingDay, option: ListedOption): FeedSource {
  const quote = (timeMs: number): ReturnType<FeedSource['quote']> => optionQuote(day, option, timeMs);
  return {
    quotesPerSecond: 1,
    fromMs: day.grid.startMs + openSecond * 1000,
    // One more second, to show that the market closed.
    toMs: day.grid.startMs + (day.grid.closeSecond + 1) * 1000,
    quote,
    depth: (timeMs) =>
      depthOf(
        quote(timeMs),
        {
          ...option.underlying.spec,
          tick: option.instrument.minTick,
          secType: 'OPT',
          halfSpreadTicks: 3,
          volume: 0,
          prints: 0,
        },
        option.key,
        depthLevels,
      ),
    prints: (fromMs, toMs) => optionPrints(day, option, fromMs, toMs),
  };
}
