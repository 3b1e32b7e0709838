import { isSviSlice, type SviSlice, sviCurvature, sviSlope, sviVariance } from './svi-slice.ts';

/** `points` values of k from `low` to `high`, both included. */
export type MoneynessGrid = { readonly low: number; readonly high: number; readonly points: number };

/** Value number `index` of the grid; the last one is `high` itself. */
export function gridPoint({ low, high, points }: MoneynessGrid, index: number): number {
  return index === points - 1 ? high : low + ((high - low) * index) / (points - 1);
}

/** Four deviations to either side at the money: the range that quotes may cover. */
export function checkGrid(slice: SviSlice, points = 801): MoneynessGrid {
  const reach = 4 * Math.sqrt(sviVariance(slice, 0));
  return { low: -reach, high: reach, points };
}

/**
 * Gatheral's g(k): the risk-neutral density is proportional to it, so a negative value is a butterfly with a negative
 * price. NaN where the variance is not positive.
 */
export function butterflyTerm(slice: SviSlice, k: number): number {
  const w = sviVariance(slice, k);
  if (!(w > 0)) return Number.NaN;
  const slope = sviSlope(slice, k);
  const tilt = 1 - (k * slope) / (2 * w);
  return tilt * tilt - 0.25 * slope * slope * (1 / w + 0.25) + 0.5 * sviCurvature(slice, k);
}

/** Smallest g on the grid (NaN when the variance is not positive somewhere). */
export function smallestButterfly(slice: SviSlice, grid: MoneynessGrid = checkGrid(slice)): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < grid.points; index += 1) {
    smallest = Math.min(smallest, butterflyTerm(slice, gridPoint(grid, index)));
  }
  return smallest;
}

const wingPoints = 401;
const wingReach = 8;

/** Points over both wings, densest at the vertex: m + sigma sinh(u) out to 1,500 sigma. */
export function wingPoint({ m, sigma }: SviSlice, index: number, points = wingPoints): number {
  return m + sigma * Math.sinh(wingReach * ((2 * index) / (points - 1) - 1));
}

function smallestInWings(slice: SviSlice): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < wingPoints; index += 1) {
    smallest = Math.min(smallest, butterflyTerm(slice, wingPoint(slice, index)));
  }
  return smallest;
}

/** Lee's moment formula: no wing of total variance steeper than 2. Lee, Math. Finance 14 (2004) 469. */
export function leeWingsHold({ b, rho }: SviSlice): boolean {
  return b * (1 + Math.abs(rho)) <= 2;
}

/**
 * 'invalid-slice': the parameters are no slice; 'wings-too-steep' beyond Lee's bound; 'butterfly' where g < 0 within four
 * deviations of the money, 'wing-butterfly' where only further out.
 */
export type SliceArbitrage = 'none' | 'butterfly' | 'wing-butterfly' | 'wings-too-steep' | 'invalid-slice';

/** The first kind of static arbitrage found inside one slice. */
export function sliceArbitrage(slice: SviSlice): SliceArbitrage {
  if (!isSviSlice(slice)) return 'invalid-slice';
  if (!leeWingsHold(slice)) return 'wings-too-steep';
  if (!(smallestButterfly(slice) >= 0)) return 'butterfly';
  return smallestInWings(slice) >= 0 ? 'none' : 'wing-butterfly';
}

export type CalendarCheck = {
  /** False where total variance falls from the nearer to the later expiry, or a wing of the nearer is the steeper one. */
  readonly free: boolean;
  /** Smallest w(later) - w(nearer) on the grid, and the k where it stands. */
  readonly smallestGain: number;
  readonly at: number;
};

/**
 * Calendar spreads between two expiries: total variance must not fall at any k. Looked at on a grid (by default the wider
 * of the two slices' own) and in both wings by their slopes. Equal slices are free. Values below the rounding of w count as 0.
 */
export function calendarCheck(input: {
  readonly nearer: SviSlice;
  readonly later: SviSlice;
  readonly grid?: MoneynessGrid;
}): CalendarCheck {
  const { nearer, later } = input;
  if (!isSviSlice(nearer) || !isSviSlice(later)) return { free: false, smallestGain: Number.NaN, at: Number.NaN };
  const [near, far] = [checkGrid(nearer), checkGrid(later)];
  const grid = input.grid ?? (near.high > far.high ? near : far);
  let smallestGain = Number.POSITIVE_INFINITY;
  let at = Number.NaN;
  for (let index = 0; index < grid.points; index += 1) {
    const k = gridPoint(grid, index);
    const gain = sviVariance(later, k) - sviVariance(nearer, k);
    if (gain >= smallestGain) continue;
    smallestGain = gain;
    at = k;
  }
  const rounding = 1e-14;
  const steeper = (from: number, to: number) => from > to * (1 + rounding);
  const wingsHold =
    !steeper(nearer.b * (1 + nearer.rho), later.b * (1 + later.rho)) &&
    !steeper(nearer.b * (1 - nearer.rho), later.b * (1 - later.rho));
  return { free: wingsHold && smallestGain >= -rounding * sviVariance(later, at), smallestGain, at };
}
