import { createBoundedCache } from '../market/bounded-cache.ts';
import type { ListedOption } from '../market/option-board.ts';
import type { OptionPrintTime } from '../market/option-prints.ts';
import { optionPrintsOf } from '../market/option-prints.ts';
import { optionVolume, quoteOption, valueOption } from '../market/option-quotes.ts';
import { priceWithin } from '../market/quote-board.ts';
import { openSecond } from '../market/session-grid.ts';
import type { TradingDay } from '../market/trading-day.ts';
import { greeksOf, occSymbol } from './chain.ts';
import type { StoryOptionTrade } from './market-story.ts';
import type { StoryDays } from './story-days.ts';

/** A print whose price is worked out when somebody asks for it: pricing is what costs. */
type Draft = {
  readonly option: ListedOption;
  readonly print: OptionPrintTime;
  readonly timeMs: number;
  readonly serial: number;
  readonly dayVolume: number;
  trade: StoryOptionTrade | null;
};

function aggressorOf(print: OptionPrintTime): StoryOptionTrade['aggressor'] {
  if (print.atMid) return 'none';
  return print.buys ? 'buyer' : 'seller';
}

function tradeOf(day: TradingDay, draft: Draft): StoryOptionTrade {
  const { option, print } = draft;
  const state = day.spotState(option.underlying, print.second);
  const value = valueOption(option, state);
  const top = quoteOption(option, value, state, day.grid);
  const { rho: _rho, ...greeks } = greeksOf(value, state.spot);
  const optionSymbol = occSymbol(option);
  const minute = Math.floor(print.second / 60);
  return {
    id: `${optionSymbol}-${day.date}-${minute}-${draft.serial}`,
    timeMs: draft.timeMs,
    option: {
      optionSymbol,
      tradingClass: option.instrument.tradingClass,
      underlying: option.underlying.spec.symbol,
      expiry: option.expiry,
      strike: option.strike,
      right: option.right,
      openInterest: option.openInterest,
    },
    price: priceWithin(top, print),
    size: print.size,
    bid: top.bid ?? 0,
    ask: top.ask ?? 0,
    underlyingPrice: Math.round(state.spot * 10_000) / 10_000,
    ...greeks,
    exchange: print.exchange,
    dayVolume: draft.dayVolume,
    aggressor: aggressorOf(print),
    sweep: print.isSweep ? `${optionSymbol}-${day.date}-${minute}-s${print.order}` : null,
    isFloor: print.isFloor,
    isMultiLeg: print.isMultiLeg,
  };
}

function draftsOf(day: TradingDay, symbol: string, minute: number): readonly Draft[] {
  const board = day.board(symbol);
  const episode = day.episode(symbol);
  const drafts: Draft[] = [];
  for (const option of board?.options ?? []) {
    const prints = optionPrintsOf(option, episode, minute, day.grid);
    if (prints.length === 0) continue;
    let dayVolume = optionVolume(option, episode, minute, day.grid);
    for (const [serial, print] of prints.entries()) {
      dayVolume += print.size;
      const timeMs = day.grid.startMs + print.second * 1000 + print.ms;
      drafts.push({ option, print, timeMs, serial, dayVolume, trade: null });
    }
  }
  return drafts.toSorted((a, b) => a.timeMs - b.timeMs);
}

/** Five minutes of every symbol: the tape, the alerts and the tides are told from the same minutes. */
const mostMinutes = 200;

/** Option prints of a symbol in order of time: the same prints that option tapes and chains are made of. */
export function createOptionTrades(
  days: StoryDays,
): (symbol: string, fromMs: number, toMs: number) => readonly StoryOptionTrade[] {
  const minutes = createBoundedCache<readonly Draft[]>(mostMinutes);
  return (symbol, fromMs, toMs) => {
    const trades: StoryOptionTrade[] = [];
    for (const span of days.spans(fromMs, toMs)) {
      const { day } = span;
      const underlying = day.bySymbol(symbol);
      if (!underlying || !day.board(symbol)) continue;
      const tape = day.tape(underlying);
      const first = Math.max(openSecond / 60, Math.floor((span.fromMs - day.grid.startMs) / 60_000));
      const last = Math.min(day.grid.closeSecond / 60 - 1, Math.floor((span.toMs - 1 - day.grid.startMs) / 60_000));
      for (let minute = first; minute <= last; minute += 1) {
        for (const draft of minutes.get(`${symbol}/${day.date}/${minute}`, () => draftsOf(day, symbol, minute))) {
          if (draft.timeMs < span.fromMs || draft.timeMs >= span.toMs || tape.isHalted(draft.print.second)) continue;
          trades.push((draft.trade ??= tradeOf(day, draft)));
        }
      }
    }
    return trades;
  };
}
