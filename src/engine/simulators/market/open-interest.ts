import { dateUtc } from '../../domain/time.ts';
import type { EpisodePlan } from './episode-plan.ts';
import { usualDailySd } from './episode-plan.ts';
import { combine, keyOf, normal, uniform } from './random.ts';
import type { SymbolSpec } from './symbol-spec.ts';

/** Where a symbol's open interest sits on a day. */
export type Positioning = {
  /** Log distance of the heaviest call strike above and put strike below the previous close. */
  readonly callWall: number;
  readonly putWall: number;
  /** Call share of all open interest. */
  readonly callShare: number;
  /** Extra open interest at the walls, times the usual. */
  readonly wallStrength: number;
};

/** What positioning depends on besides the day's draw. */
export type PositioningInputs = {
  readonly spec: SymbolSpec;
  readonly week: WallWeek;
  readonly episode: EpisodePlan | null;
  readonly previousClose: number;
  /** ln(mean close of the last two weeks / previous close): walls stay where they were built while the price moves. */
  readonly reference: number;
  /** Previous close against the last weeks', in standard deviations: rising prices leave puts behind and gather calls. */
  readonly trend: number;
};

/** What the walls of a symbol are drawn with: this week's draw, the next one's, and how much of it has come. */
export type WallWeek = { readonly key: number; readonly nextKey: number; readonly passed: number };

export function wallWeek(seed: number, symbol: string, date: string): WallWeek {
  // Day 4 of the epoch was a Monday.
  const day = Math.floor(dateUtc(date) / 86_400_000) - 4;
  const week = Math.floor(day / 7);
  return {
    key: keyOf(seed, 'walls', symbol, week),
    nextKey: keyOf(seed, 'walls', symbol, week + 1),
    passed: Math.min(4, day - week * 7) / 5,
  };
}

function drawnIn({ key, nextKey, passed }: WallWeek, part: number): number {
  return (1 - passed) * uniform(combine(key, part)) + passed * uniform(combine(nextKey, part));
}

/** A wall the price has come too close to gives way: it stands this many usual days off at least. */
const nearestWall = 0.8;

/** Log distance of a wall some usual days away from where the price was lately: at a round strike, which holds it for days. */
function usualWall({ spec, previousClose, reference }: PositioningInputs, side: 1 | -1, away: number): number {
  const sd = usualDailySd(spec);
  const step = spec.options?.strikeStep ?? 1;
  const unit = step * ([1, 2, 5, 10, 20].find((count) => count * step >= 0.8 * sd * previousClose) ?? 20);
  const distance = side * Math.max(nearestWall * sd, away * sd + side * reference);
  const strike = Math.round((previousClose * Math.exp(distance)) / unit) * unit;
  const far = side * (strike / previousClose - 1) < 0.3 * sd ? strike + side * unit : strike;
  return Math.log(Math.max(step, far) / previousClose);
}

/**
 * Positioning for a day. A true bullish episode finds calls dominant, support close below and room above; a true
 * bearish one the mirror image; a misleading one walks straight into the wall.
 */
export function positioningOf(inputs: PositioningInputs): Positioning {
  const { spec, week, episode, trend } = inputs;
  const tilt = 0.055 * Math.max(-2, Math.min(2, trend));
  const drawn = drawnIn(week, 3);
  const sd = usualDailySd(spec);
  const usual = {
    callWall: usualWall(inputs, 1, 2.2 + 1.6 * drawnIn(week, 1)),
    putWall: usualWall(inputs, -1, 2.6 + 1.8 * drawnIn(week, 2)),
    callShare: tilt + (spec.options?.daily ? 0.47 + 0.05 * drawn : 0.5 + 0.1 * drawn),
    wallStrength: 3,
  };
  if (!episode) return usual;
  const { direction } = episode;
  const move = Math.abs(episode.move);
  if (episode.kind === 'wall-rejection') {
    return direction === 1
      ? { ...usual, callWall: move * 0.9, callShare: 0.56, wallStrength: 8 }
      : { ...usual, putWall: -move * 0.9, callShare: 0.44, wallStrength: 8 };
  }
  if (episode.kind === 'thin-drift') return { ...usual, callShare: direction === 1 ? 0.47 : 0.56 };
  if (direction === 1) return { callWall: move + sd * 1.6, putWall: -sd * 0.9, callShare: 0.74, wallStrength: 8 };
  return { callWall: sd * 0.9, putWall: -move - sd * 1.6, callShare: 0.24, wallStrength: 8 };
}

/** Traders like round numbers: a strike that is a multiple of 20, 10, 5 or 2 grid steps holds more. */
function roundness(rank: number): number {
  if (rank % 20 === 0) return 8;
  if (rank % 10 === 0) return 5.6;
  if (rank % 5 === 0) return 3.6;
  return rank % 2 === 0 ? 1 : 0.75;
}

function isMonthly(expiry: string): boolean {
  const day = Number(expiry.slice(6));
  return (
    day >= 15 &&
    day <= 21 &&
    new Date(Date.UTC(Number(expiry.slice(0, 4)), Number(expiry.slice(4, 6)) - 1, day)).getUTCDay() === 5
  );
}

/** Relative weight of an expiry: monthlies hold most, the nearest few days have had time to fill. */
export function expiryWeight(expiry: string, days: number): number {
  return (isMonthly(expiry) ? 4.5 : 1) * (0.6 + 0.4 * Math.exp(-days / 18)) * (days <= 1 ? 0.75 : 1);
}

export type StrikePlace = {
  readonly key: number;
  readonly spec: SymbolSpec;
  readonly positioning: Positioning;
  readonly right: 'C' | 'P';
  readonly strike: number;
  /** ln(strike / previous close) */
  readonly distance: number;
  readonly days: number;
};

/** Relative open interest of one strike: a hump on the out-of-the-money side, round numbers, and the wall. */
export function strikeWeight(place: StrikePlace): number {
  const { spec, positioning, right, distance, days } = place;
  const daily = usualDailySd(spec);
  const sd = daily * Math.sqrt(Math.max(1, Math.min(30, days)) + 3);
  const wall = right === 'C' ? positioning.callWall : positioning.putWall;
  // Puts are bought further away and more widely than calls.
  const z =
    right === 'C'
      ? (distance - 0.5 * daily - 0.5 * sd) / (sd + 0.5 * daily)
      : (distance + 3 * daily + 0.5 * sd) / (1.8 * sd + daily);
  const inTheMoney = Math.max(0, right === 'C' ? -distance : distance);
  const hump = (Math.exp(-0.5 * Math.abs(z) ** 1.6) + 0.05) * (0.2 + 0.8 * Math.exp(-inTheMoney / daily));
  const step = spec.options?.strikeStep ?? 1;
  const toWall = (distance - wall) / (0.35 * daily);
  const noise = Math.exp(
    0.45 * normal(combine(place.key, Math.round(place.strike / step) * 2 + (right === 'C' ? 0 : 1))),
  );
  return (
    noise *
    roundness(Math.round(place.strike / step)) *
    hump *
    (1 + positioning.wallStrength * Math.exp(-toWall * toWall))
  );
}
