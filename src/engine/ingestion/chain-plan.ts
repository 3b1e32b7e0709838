import { settlementOf } from '../domain/calendar.ts';
import { dateUtc } from '../domain/time.ts';
import type { OptionRight } from '../domain/instrument.ts';
import type { OptionClass } from '../ports/option-data.ts';

export type ChainWish = {
  readonly classes: readonly OptionClass[];
  readonly spot: number;
  /** Trading date, `YYYYMMDD`: options that expire on it still count. */
  readonly today: string;
  /** Nearest expiries; one more around 30 days comes on top. */
  readonly nearest: number;
  readonly strikesPerExpiry: number;
};

export type PlannedOption = {
  readonly tradingClass: string;
  readonly multiplier: number;
  readonly expiry: string;
  readonly strike: number;
  readonly right: OptionRight;
};

const monthDays = 30;

/**
 * The options worth their lines, most telling first: nearest strikes of the nearest expiries, outwards, calls and
 * puts alike. One class an expiry: the one with more strikes, so that SPX weeklies and monthlies do not mix.
 */
export function planChain(wish: ChainWish): readonly PlannedOption[] {
  const planned: { readonly option: PlannedOption; readonly order: number }[] = [];
  for (const [rank, { expiry, option }] of chosenExpiries(wish).entries()) {
    for (const [distance, strike] of tellingStrikes(option.strikes, wish.spot, wish.strikesPerExpiry).entries()) {
      for (const right of ['C', 'P'] as const) {
        const { tradingClass, multiplier } = option;
        // Each further expiry starts two strikes later: the front is complete around the money before the back begins.
        planned.push({ option: { tradingClass, multiplier, expiry, strike, right }, order: distance + 2 * rank });
      }
    }
  }
  return planned.sort((a, b) => a.order - b.order).map(({ option }) => option);
}

type Chosen = { readonly expiry: string; readonly option: OptionClass };

function chosenExpiries({ classes, today, nearest }: ChainWish): readonly Chosen[] {
  const byExpiry = new Map<string, OptionClass>();
  for (const option of classes) {
    for (const expiry of option.expiries) {
      // What settles in the morning stopped trading the day before.
      if (expiry < today || (expiry === today && settlementOf(option.tradingClass) === 'AM')) continue;
      const held = byExpiry.get(expiry);
      if (!held || option.strikes.length > held.strikes.length) byExpiry.set(expiry, option);
    }
  }
  const sorted = [...byExpiry].sort(([a], [b]) => a.localeCompare(b)).map(([expiry, option]) => ({ expiry, option }));
  const front = sorted.slice(0, nearest);
  const rest = sorted.slice(nearest);
  const daysOff = ({ expiry }: Chosen): number => Math.abs((dateUtc(expiry) - dateUtc(today)) / 86_400_000 - monthDays);
  const [month] = rest.toSorted((a, b) => daysOff(a) - daysOff(b));
  return month ? [...front, month] : front;
}

/** Strikes farther out than this share of spot carry little of today's exposure. */
const outerShare = 0.1;
const roundSteps = [100, 50, 25, 20, 10, 5, 2.5, 1, 0.5];

/**
 * Half of them the strikes next to spot, half the roundest within 10 %: open interest gathers there. Nearest first.
 */
function tellingStrikes(strikes: readonly number[], spot: number, count: number): readonly number[] {
  const byDistance = strikes.toSorted((a, b) => Math.abs(a - spot) - Math.abs(b - spot));
  const core = byDistance.slice(0, Math.ceil(count / 2));
  const outer = byDistance
    .slice(core.length)
    .filter((strike) => Math.abs(strike - spot) <= outerShare * spot)
    .sort((a, b) => roundness(a) - roundness(b))
    .slice(0, count - core.length);
  return [...core, ...outer].sort((a, b) => Math.abs(a - spot) - Math.abs(b - spot));
}

/** 0 is the roundest. */
function roundness(strike: number): number {
  const rank = roundSteps.findIndex((step) => Number.isInteger(strike / step));
  return rank < 0 ? roundSteps.length : rank;
}
