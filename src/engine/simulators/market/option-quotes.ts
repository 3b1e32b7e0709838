import { calendarYears, varianceYears } from './business-time.ts';
import type { EpisodePlan } from './episode-plan.ts';
import type { ListedOption } from './option-board.ts';
import type { VolumeLump } from './option-flow.ts';
import { episodeExtra, episodeLumpsOf, usualLumps } from './option-flow.ts';
import type { OptionValue } from './option-pricing.ts';
import { priceOption } from './option-pricing.ts';
import { combine, mix, uniform } from './random.ts';
import type { SessionGrid } from './session-grid.ts';
import { openSecond } from './session-grid.ts';
import { smileVariance } from './smile.ts';
import type { SmileState } from './symbol-variance.ts';
import { interestRate } from './symbol-spec.ts';
import { totalVariance } from './variance-curve.ts';

/** What an underlying looks like to its options in one second. */
export type SpotState = {
  readonly date: string;
  readonly second: number;
  readonly timeMs: number;
  readonly spot: number;
  readonly smile: SmileState;
  /** Underlying's spread over its usual one; option makers widen with it. */
  readonly spreadFactor: number;
};

export type PricedOption = OptionValue & { readonly vol: number; readonly years: number };

export function valueOption(option: ListedOption, state: SpotState): PricedOption {
  const { dividendYield } = option.underlying.spec;
  const years = calendarYears(state.timeMs, option.expiry, option.settlement);
  const varianceTime = varianceYears(state.date, state.second, option.expiry, option.settlement);
  const inputs = { spot: state.spot, strike: option.strike, rate: interestRate, dividendYield, right: option.right };
  if (years <= 0 || varianceTime <= 0) return { ...priceOption({ ...inputs, years: 0, vol: 0 }), vol: 0, years: 0 };
  const k = Math.log(option.strike / state.spot) - (interestRate - dividendYield) * years;
  const vol = Math.sqrt(smileVariance(totalVariance(state.smile.curve, varianceTime), k, state.smile.skew) / years);
  return { ...priceOption({ ...inputs, years, vol }), vol, years };
}

export type OptionTop = {
  readonly bid: number | null;
  readonly ask: number | null;
  readonly bidSize: number;
  readonly askSize: number;
};

const noTop: OptionTop = { bid: null, ask: null, bidSize: 0, askSize: 0 };

function tickOf(option: ListedOption, price: number): number {
  const { symbol } = option.underlying.spec;
  if (symbol === 'SPX') return price < 3 ? 0.05 : 0.1;
  if (symbol === 'SPY' || symbol === 'QQQ' || symbol === 'IWM') return 0.01;
  return price < 3 ? 0.01 : 0.05;
}

function halfWidth(option: ListedOption, value: PricedOption, state: SpotState): number {
  const { options, halfSpreadTicks, tick } = option.underlying.spec;
  const volWidth = options?.daily ? 0.0007 : 0.004;
  const hedge = Math.abs(value.delta) * (halfSpreadTicks * tick + (options?.daily ? 0 : 0.01));
  const calm = volWidth * value.vega + 0.003 * value.price + hedge;
  return calm * Math.min(3, Math.sqrt(state.spreadFactor));
}

const clean = (price: number): number => Math.round(price * 100) / 100;

/** Quotes around the model value on the price grid; worthless options keep an offer and no bid. */
export function quoteOption(option: ListedOption, value: PricedOption, state: SpotState, grid: SessionGrid): OptionTop {
  if (state.second < openSecond || state.second >= grid.closeSecond || value.years <= 0) return noTop;
  const half = halfWidth(option, value, state);
  const tick = tickOf(option, value.price);
  const bid = Math.floor((value.price - half) / tick + 1e-9);
  const ask = Math.max(bid + 1, Math.ceil((value.price + half) / tick - 1e-9), 1);
  const size = (part: number): number => {
    const depth = Math.max(2, Math.sqrt(option.openInterest) / 3);
    return Math.max(1, Math.round(depth * (0.3 - Math.log(uniform(mix(combine(option.key, state.second) + part))))));
  };
  const hasBid = bid >= 1;
  return {
    bid: hasBid ? clean(bid * tick) : null,
    ask: clean(ask * tick),
    bidSize: hasBid ? size(1) : 0,
    askSize: size(2),
  };
}

/** Share of an option's day volume done by a second of the session. */
function volumeElapsed(second: number, grid: SessionGrid): number {
  const x = Math.min(1, Math.max(0, (second - openSecond) / (grid.closeSecond - openSecond)));
  return 0.22 * (1 - Math.exp(-x / 0.08)) + 0.78 * x;
}

/** What an episode has added to the smooth part of the volume by a second, of a usual day; a thin one takes from it. */
function episodeElapsed(option: ListedOption, episode: EpisodePlan | null, second: number, grid: SessionGrid): number {
  if (!episode || (option.right === 'C') !== (episode.direction === 1)) return 0;
  if (episode.volumeFactor < 1) {
    const until = Math.min(episode.endSecond, Math.max(episode.startSecond, second));
    return (episode.volumeFactor - 1) * (volumeElapsed(until, grid) - volumeElapsed(episode.startSecond, grid));
  }
  const passed = Math.min(1, Math.max(0, (second - episode.startSecond) / (episode.endSecond - episode.startSecond)));
  return episodeExtra(option, episode) * passed;
}

/** Contracts of the large orders in the minutes before `minute`, as a share of a usual day, and of all the day's. */
function lumped(lumps: readonly VolumeLump[], minute: number): { readonly done: number; readonly all: number } {
  let done = 0;
  let all = 0;
  for (const lump of lumps) {
    all += lump.share;
    if (lump.minute < minute) done += lump.share;
  }
  return { done, all };
}

/** Contracts traded by the end of the minute before `minute`: whole, never falling, known in one step. */
export function optionVolume(
  option: ListedOption,
  episode: EpisodePlan | null,
  minute: number,
  grid: SessionGrid,
): number {
  const second = minute * 60;
  if (second <= openSecond) return 0;
  const usual = lumped(usualLumps(option, grid), minute);
  const added = lumped(episodeLumpsOf(option, episode), minute);
  const extra = episodeElapsed(option, episode, second, grid);
  const extraAll = episodeExtra(option, episode);
  const smooth =
    volumeElapsed(second, grid) * (1 - usual.all) + extra * (extraAll > 0 ? 1 - added.all / extraAll : 1 - usual.all);
  const share = smooth + usual.done + added.done;
  if (share <= 0) return 0;
  return Math.max(0, Math.floor(option.dayVolume * share + uniform(option.key) - 0.5));
}
