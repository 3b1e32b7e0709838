import type { MarketStory, StoryOption } from '../../story/market-story.ts';
import { decimal, isoMicro } from './wire-format.ts';

const greeks = ['gamma', 'delta', 'vanna', 'charm'] as const;
type Greek = (typeof greeks)[number];
type Greeks = Readonly<Record<Greek, number>>;

/**
 * What dealers who bought every call and sold every put would hold in one option, dollars per 1 % move. Vanna and charm
 * are told by their usual shape from vega, delta and theta: a practice market needs their signs, not their fifth digit.
 */
export function dealerGreeks(option: StoryOption, spot: number, contracts: number): Greeks {
  const sign = option.right === 'C' ? 1 : -1;
  const shares = contracts * 100 * sign;
  return {
    gamma: option.gamma * spot * spot * 0.01 * shares,
    delta: Math.abs(option.delta) * spot * 0.01 * shares,
    vanna: option.vega * (0.5 - Math.abs(option.delta)) * spot * 0.01 * shares,
    charm: -option.theta * (0.5 - Math.abs(option.delta)) * spot * 0.01 * shares,
  };
}

const zero: Greeks = { gamma: 0, delta: 0, vanna: 0, charm: 0 };
function plus(a: Greeks, b: Greeks): Greeks {
  return { gamma: a.gamma + b.gamma, delta: a.delta + b.delta, vanna: a.vanna + b.vanna, charm: a.charm + b.charm };
}
export function total(
  options: readonly StoryOption[],
  spot: number,
  contracts: (option: StoryOption) => number,
): Greeks {
  return options.reduce((sum, option) => plus(sum, dealerGreeks(option, spot, contracts(option))), zero);
}

export const byOpenInterest = (option: StoryOption): number => option.openInterest;
export const byVolume = (option: StoryOption): number => option.volume;
/** Today's trades lean to the buyers of the practice market by a fixed part: dealers are short of it. */
const leaning = (option: StoryOption): number => -0.18 * option.volume;

export function spotOf(story: MarketStory, symbol: string): number {
  const quote = story.quote(symbol);
  return quote?.last ?? quote?.previousClose ?? 0;
}

/** The whole ticker now; its delta is not computed and written as "0", as the vendor does. */
export function tickerFields(options: readonly StoryOption[], spot: number): Readonly<Record<string, string>> {
  const parts = { oi: byOpenInterest, vol: byVolume, dir: leaning };
  const fields: Record<string, string> = { price: String(spot) };
  for (const [suffix, contracts] of Object.entries(parts)) {
    const sum = total(options, spot, contracts);
    for (const greek of greeks) {
      if (greek === 'delta' && suffix === 'dir') continue;
      fields[`${greek}_per_one_percent_move_${suffix}`] = greek === 'delta' ? '0' : decimal(sum[greek], 4);
    }
  }
  return fields;
}

/** One strike, REST names (`call_gamma_ask`) or socket names (`call_gamma_ask_vol`). */
export function strikeFields(options: readonly StoryOption[], spot: number, wire: 'rest' | 'socket') {
  const fields: Record<string, string> = { price: String(spot), strike: String(options[0]?.strike ?? 0) };
  const tail = wire === 'rest' ? '' : '_vol';
  for (const right of ['C', 'P'] as const) {
    const name = right === 'C' ? 'call' : 'put';
    const mine = options.filter((option) => option.right === right);
    const [oi, vol] = [total(mine, spot, byOpenInterest), total(mine, spot, byVolume)];
    for (const greek of greeks) {
      fields[`${name}_${greek}_oi`] = decimal(oi[greek], 4);
      fields[`${name}_${greek}_vol`] = decimal(vol[greek], 4);
      if (greek === 'delta' && wire === 'socket') continue;
      fields[`${name}_${greek}_ask${tail}`] = decimal(-0.59 * vol[greek], 4);
      fields[`${name}_${greek}_bid${tail}`] = decimal(0.41 * vol[greek], 4);
    }
  }
  return fields;
}

export function byStrike(options: readonly StoryOption[]): ReadonlyMap<number, readonly StoryOption[]> {
  return Map.groupBy(options, ({ strike }) => strike);
}

/** End-of-day exposure in shares and dollars of calls and puts. */
export function endOfDayFields(options: readonly StoryOption[], spot: number): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const right of ['C', 'P'] as const) {
    const sum = total(
      options.filter((option) => option.right === right),
      spot,
      byOpenInterest,
    );
    for (const greek of greeks) fields[`${right === 'C' ? 'call' : 'put'}_${greek}`] = decimal(sum[greek], 4);
  }
  return fields;
}

/** The vendor's rows by expiry and strike look the same: they do not name their expiry. */
export const strikeRow = (options: readonly StoryOption[], spot: number, timeMs: number) => ({
  ...strikeFields(options, spot, 'rest'),
  time: isoMicro(timeMs),
});
