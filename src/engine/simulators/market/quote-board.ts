import type { SimOptionModel, SimQuote } from '../simulated-market.ts';
import { calendarYears } from './business-time.ts';
import type { ListedOption } from './option-board.ts';
import type { OptionPrintTime } from './option-prints.ts';
import { optionTapeAt } from './option-prints.ts';
import type { OptionTop, SpotState } from './option-quotes.ts';
import { quoteOption, valueOption } from './option-quotes.ts';
import { priceOf } from './price.ts';
import { secondsPerDay, sessionGrid } from './session-grid.ts';
import { isIndex } from './symbol-spec.ts';
import { closingCurve } from './symbol-variance.ts';
import { createTopOfBook, fillSizes, fillTop } from './top-of-book.ts';
import type { TradingDay } from './trading-day.ts';
import { tradingDayAt } from './trading-days.ts';
import type { Underlying } from './underlyings.ts';

const top = createTopOfBook();

/** Quote of a stock, index, future or currency at a moment. */
export function underlyingQuote(day: TradingDay, underlying: Underlying, timeMs: number): SimQuote {
  const { spec } = underlying;
  const tape = day.tape(underlying);
  const state = tape.stateAt(timeMs);
  const elapsed = timeMs - day.grid.startMs;
  const second = Math.floor(elapsed / 1000);
  const isOpen = elapsed >= 0 && second < secondsPerDay;
  const halted = isOpen && tape.isHalted(second);
  const price = (ticks: number): number => priceOf(ticks, spec.tick);
  const quoted = isOpen && !isIndex(spec) && !halted;
  if (quoted) {
    const slot = Math.floor(((elapsed % 1000) * spec.quotesPerSecond) / 1000);
    fillTop(tape.day, second, slot, top);
    fillSizes(tape.day, second, slot, top);
  }
  const { all, session } = state;
  const traded = session.count > 0;
  return {
    bid: quoted ? price(top.bid) : null,
    ask: quoted ? price(top.ask) : null,
    bidSize: quoted ? top.bidSize : 0,
    askSize: quoted ? top.askSize : 0,
    last: all.count > 0 ? price(all.close) : null,
    lastSize: all.count > 0 ? all.closeSize : 0,
    volume: all.volume,
    open: traded ? price(session.open) : null,
    high: traded ? price(session.high) : null,
    low: traded ? price(session.low) : null,
    previousClose: price(Math.round(tape.day.previousClose / spec.tick)),
    halted,
    timeMs,
  };
}

function previousValue(day: TradingDay, option: ListedOption): number {
  const { spec, line } = option.underlying;
  const before = tradingDayAt(day.index - 1);
  const grid = sessionGrid(before);
  const state: SpotState = {
    date: before,
    second: grid.closeSecond,
    timeMs: grid.startMs + grid.closeSecond * 1000,
    spot: line.previousClose(day.index),
    smile: { curve: closingCurve(day.world, spec, day.index - 1), skew: spec.options?.skew ?? { rho: 0, eta: 1 } },
    spreadFactor: 1,
  };
  return Math.max(0.01, Math.round(valueOption(option, state).price * 100) / 100);
}

function secondAt(day: TradingDay, timeMs: number): number {
  return Math.floor((timeMs - day.grid.startMs) / 1000);
}

/** Price an option print happened at. */
export function optionPrintPrice(
  day: TradingDay,
  option: ListedOption,
  print: Pick<OptionPrintTime, 'second' | 'buys' | 'atMid'>,
): number {
  const state = day.spotState(option.underlying, print.second);
  return priceWithin(quoteOption(option, valueOption(option, state), state, day.grid), print);
}

/** Buyers pay the ask, sellers get the bid, patient ones meet at the cent in the middle. */
export function priceWithin(quoted: OptionTop, print: Pick<OptionPrintTime, 'buys' | 'atMid'>): number {
  const { bid, ask } = quoted;
  if (ask === null) return 0;
  if (print.atMid && bid !== null) return Math.round(((bid + ask) / 2) * 100) / 100;
  return print.buys || bid === null ? ask : bid;
}

export function optionQuote(day: TradingDay, option: ListedOption, timeMs: number): SimQuote {
  const second = Math.max(0, Math.min(secondsPerDay - 1, secondAt(day, timeMs)));
  const halted = day.tape(option.underlying).isHalted(second);
  const state = day.spotState(option.underlying, second);
  const quoted = quoteOption(option, valueOption(option, state), state, day.grid);
  const tape = optionTapeAt(
    option,
    day.episode(option.underlying.spec.symbol),
    { second, ms: (timeMs - day.grid.startMs) % 1000 },
    day.grid,
  );
  const executed = day.optionExecutions(option.instrument.id);
  const newest = executed.at(-1);
  const tapeMs = tape.last ? day.grid.startMs + tape.last.second * 1000 + tape.last.ms : -1;
  const shown = newest && newest.timeMs >= tapeMs ? newest : null;
  return {
    bid: halted ? null : quoted.bid,
    ask: halted ? null : quoted.ask,
    bidSize: halted ? 0 : quoted.bidSize,
    askSize: halted ? 0 : quoted.askSize,
    last: shown?.price ?? (tape.last ? optionPrintPrice(day, option, tape.last) : null),
    lastSize: shown?.size ?? tape.last?.size ?? 0,
    volume: executed.reduce((sum, print) => sum + print.size, tape.volume),
    open: null,
    high: null,
    low: null,
    previousClose: previousValue(day, option),
    halted,
    timeMs,
  };
}

export function optionModel(day: TradingDay, option: ListedOption, timeMs: number): SimOptionModel | null {
  const second = Math.max(0, Math.min(secondsPerDay - 1, secondAt(day, timeMs)));
  const state = day.spotState(option.underlying, second);
  const value = valueOption(option, state);
  if (value.years <= 0) return null;
  const { dividendYield } = option.underlying.spec;
  return {
    impliedVol: value.vol,
    price: value.price,
    delta: value.delta,
    gamma: value.gamma,
    vega: value.vega / 100,
    theta: value.theta / 365,
    underlyingPrice: state.spot,
    presentValueDividend:
      state.spot * -Math.expm1(-dividendYield * calendarYears(state.timeMs, option.expiry, option.settlement)),
  };
}
