/** Share of equity that maximises the growth of repeated bets; negative = bet the other way or not at all. Kelly 1956. */
export type KellyShare = { readonly full: number; readonly half: number };

function shares(full: number): KellyShare | null {
  return Number.isFinite(full) ? { full, half: Math.max(0, full / 2) } : null;
}

/** p - (1 - p) / b for a win rate p in [0,1] and b > 0, average win over average loss. Half is never negative. */
export function kellyOfBets(winRate: number, payoff: number): KellyShare | null {
  if (!(winRate >= 0 && winRate <= 1 && payoff > 0)) return null;
  return shares(winRate - (1 - winRate) / payoff);
}

/** mu / sigma^2 of excess returns, both per year; null without a positive sigma. Thorp 2006. */
export function kellyOfReturns(mean: number, deviation: number): KellyShare | null {
  return deviation > 0 ? shares(mean / (deviation * deviation)) : null;
}

/** Leverage that brings realised vol to its target, capped; null when nothing was realised or an input is unusable. */
export function volTargetLeverage(input: {
  readonly target: number;
  readonly realised: number;
  readonly maxLeverage: number;
}): number | null {
  const { target, realised, maxLeverage } = input;
  if (!(target >= 0 && realised > 0 && maxLeverage >= 0)) return null;
  return Math.min(target / realised, maxLeverage);
}

/**
 * Whole units that lose at most `riskShare` of equity between entry and stop: 0 when the stop is at the entry or any
 * input is unusable. A long option risks its whole premium: stop 0. The billionth forgives a quotient that is whole.
 */
export function fixedFractionalQuantity(input: {
  readonly equity: number;
  /** 0.02 = 2 % of equity. */
  readonly riskShare: number;
  readonly entry: number;
  readonly stop: number;
  readonly multiplier: number;
}): number {
  const { equity, riskShare, entry, stop, multiplier } = input;
  const perUnit = Math.abs(entry - stop) * multiplier;
  const units = (equity * riskShare) / perUnit;
  return perUnit > 0 && units > 0 && Number.isFinite(units) ? Math.floor(units + 1e-9) : 0;
}
