import { drawBelow, type Uniform } from '../statistics/seeded-uniform.ts';
import { sortedQuantile } from '../statistics/moments.ts';
import { areScorable, baseRate, brierSkill, type Forecasts } from './probability-scores.ts';

export type SkillInterval = {
  readonly skill: number;
  readonly low: number;
  readonly high: number;
  /** The interval lies above 0: better than the base rate beyond luck. */
  readonly isPositive: boolean;
};

export type BootstrapOptions = {
  /** Consecutive forecasts drawn together: at least the horizon of their labels, which makes neighbours alike. */
  readonly blockLength: number;
  readonly draws?: number;
  readonly confidence?: number;
  readonly uniform: Uniform;
};

/** Squared errors of the forecasts and of the base rate, pair by pair. */
type Losses = { readonly own: Float64Array; readonly base: Float64Array };

/** Skill over circular blocks drawn with replacement, both losses from the same draws. */
function resampledSkill({ own, base }: Losses, { uniform, blockLength }: BootstrapOptions): number {
  const count = own.length;
  let sum = 0;
  let baseSum = 0;
  for (let filled = 0; filled < count;) {
    const start = drawBelow(uniform, count);
    for (let step = 0; step < blockLength && filled < count; step += 1, filled += 1) {
      const at = (start + step) % count;
      sum += own[at] as number;
      baseSum += base[at] as number;
    }
  }
  return 1 - sum / baseSum;
}

/**
 * Brier skill with a percentile interval from a circular block bootstrap, forecasts in time order. Null when not scorable,
 * when only one thing ever happened, or for fewer than two blocks. Politis & Romano 1992.
 */
export function brierSkillInterval(forecasts: Forecasts, options: BootstrapOptions): SkillInterval | null {
  const { blockLength, draws = 2_000, confidence = 0.95 } = options;
  const skill = brierSkill(forecasts);
  const rate = baseRate(forecasts);
  const count = forecasts.outcomes.length;
  const sizes = Number.isInteger(blockLength) && blockLength >= 1 && count >= 2 * blockLength && draws >= 1;
  if (!areScorable(forecasts) || skill === null || rate === null || !sizes) return null;
  const losses = {
    own: forecasts.probabilities.map((p, at) => (p - (forecasts.outcomes[at] as number)) ** 2),
    base: Float64Array.from(forecasts.outcomes, (outcome) => (rate - outcome) ** 2),
  };
  const skills = Float64Array.from({ length: draws }, () => resampledSkill(losses, options)).sort();
  const low = sortedQuantile(skills, (1 - confidence) / 2);
  const high = sortedQuantile(skills, (1 + confidence) / 2);
  return low === null || high === null ? null : { skill, low, high, isPositive: low > 0 };
}
