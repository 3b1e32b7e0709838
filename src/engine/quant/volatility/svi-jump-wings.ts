import { isSviSlice, type SviSlice, sviFloor, sviVariance } from './svi-slice.ts';

/** A slice in words of a trader. Gatheral & Jacquier, Quant. Finance 14(1) (2014) 59, section 3.3. */
export type JumpWings = {
  /** At-the-money variance per year. */
  readonly variance: number;
  /** Skew at the money: d sqrt(w) / dk. */
  readonly skew: number;
  /** Slope of the left and of the right wing over sqrt(w(0)). */
  readonly putWing: number;
  readonly callWing: number;
  /** Smallest variance per year. */
  readonly smallestVariance: number;
};

/** Jump-wing form of a slice; null without positive years or at-the-money variance. */
export function jumpWings(slice: SviSlice, years: number): JumpWings | null {
  const atTheMoney = sviVariance(slice, 0);
  if (!isSviSlice(slice) || !(years > 0) || !(atTheMoney > 0)) return null;
  const { b, rho, m, sigma } = slice;
  const root = Math.sqrt(atTheMoney);
  return {
    variance: atTheMoney / years,
    skew: ((b / 2) * (rho - m / Math.sqrt(m * m + sigma * sigma))) / root,
    putWing: (b * (1 - rho)) / root,
    callWing: (b * (1 + rho)) / root,
    smallestVariance: sviFloor(slice) / years,
  };
}

/**
 * The raw slice of a jump-wing form (lemma 3.2 of the same paper); null when no slice has it, and when the smallest
 * variance stands at the money: the five numbers then leave the curvature open.
 */
export function sliceOfJumpWings(wings: JumpWings, years: number): SviSlice | null {
  const { variance, skew, putWing, callWing, smallestVariance } = wings;
  const root = Math.sqrt(variance * years);
  const b = (root * (callWing + putWing)) / 2;
  const rho = 1 - (putWing * root) / b;
  const beta = rho - (2 * skew * root) / b;
  if (!(b > 0) || !(Math.abs(beta) <= 1)) return null;
  const scale = Math.sqrt((1 - rho) * (1 + rho));
  const drop = (variance - smallestVariance) * years;
  const cosine = Math.sqrt((1 - beta) * (1 + beta));
  // With m = r beta and sigma = r cosine: w(0) - floor = b r (1 - rho beta - scale cosine), also where m = 0.
  const share = 1 - rho * beta - scale * cosine;
  if (!(share > 0)) return null;
  const radius = drop / (b * share);
  const slice = { a: 0, b, rho, m: radius * beta, sigma: radius * cosine };
  const placed = { ...slice, a: smallestVariance * years - b * slice.sigma * scale };
  return isSviSlice(placed) ? placed : null;
}
