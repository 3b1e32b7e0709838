import { createBoundedCache } from '../market/bounded-cache.ts';
import type { ListedOption, OptionBoard } from '../market/option-board.ts';
import { optionTapeAt } from '../market/option-prints.ts';
import type { PricedOption, SpotState } from '../market/option-quotes.ts';
import { quoteOption, valueOption } from '../market/option-quotes.ts';
import { optionPrintPrice } from '../market/quote-board.ts';
import { tradingDayAt } from '../market/trading-days.ts';
import type { StoryOption } from './market-story.ts';
import type { QuotedMoment, StoryDays } from './story-days.ts';

/** OCC symbol without padding: class, `YYMMDD`, right, strike in thousandths. */
export function occSymbol({ instrument, expiry, right, strike }: ListedOption): string {
  return `${instrument.tradingClass}${expiry.slice(2)}${right}${String(Math.round(strike * 1000)).padStart(8, '0')}`;
}

export type StoryGreeks = Pick<StoryOption, 'impliedVol' | 'delta' | 'gamma' | 'vega' | 'theta' | 'rho'>;

/** Vega and rho per point, theta per calendar day. */
export function greeksOf(value: PricedOption, spot: number): StoryGreeks {
  return {
    impliedVol: value.vol,
    delta: value.delta,
    gamma: value.gamma,
    vega: value.vega / 100,
    theta: value.theta / 365,
    // Strike times discount times N(d2), of either right, is what delta shares less the option cost to borrow.
    rho: (value.years * (spot * value.delta - value.price)) / 100,
  };
}

type Row = { readonly option: ListedOption; readonly state: SpotState; readonly before: OptionBoard | null };

function rowOf({ day, second, timeMs }: QuotedMoment, { option, state, before }: Row): StoryOption {
  const value = valueOption(option, state);
  const top = quoteOption(option, value, state, day.grid);
  const episode = day.episode(option.underlying.spec.symbol);
  const ms = (timeMs - day.grid.startMs) % 1000;
  const tape = optionTapeAt(option, episode, { second, ms }, day.grid);
  return {
    optionSymbol: occSymbol(option),
    tradingClass: option.instrument.tradingClass,
    underlying: option.underlying.spec.symbol,
    expiry: option.expiry,
    strike: option.strike,
    right: option.right,
    ...top,
    last: tape.last ? optionPrintPrice(day, option, tape.last) : null,
    lastTimeMs: tape.last ? day.grid.startMs + tape.last.second * 1000 + tape.last.ms : null,
    volume: tape.volume,
    openInterest: option.openInterest,
    previousOpenInterest: before?.byId(option.instrument.id)?.openInterest ?? 0,
    ...greeksOf(value, state.spot),
    theoretical: value.price,
  };
}

/** The listed chain of a symbol, kept for as long as nobody could tell a difference. */
export function createChains(days: StoryDays): (symbol: string) => readonly StoryOption[] {
  const known = createBoundedCache<readonly StoryOption[]>(4);
  return (symbol) => {
    const moment = days.quoted();
    const { day } = moment;
    const underlying = day.bySymbol(symbol);
    const board = day.board(symbol);
    if (!underlying || !board) return [];
    return known.get(`${symbol}/${moment.timeMs}`, () => {
      const state = day.spotState(underlying, moment.second);
      const before = days.on(tradingDayAt(day.index - 1))?.board(symbol) ?? null;
      return board.options.map((option) => rowOf(moment, { option, state, before }));
    });
  };
}
