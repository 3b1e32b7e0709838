import { episodeOf, episodeStrength, sectorVol } from './episode-plan.ts';
import type { FactorWorld } from './factor-world.ts';
import { sessionGrid } from './session-grid.ts';
import type { SkewSpec, SymbolSpec } from './symbol-spec.ts';
import { tradingDayAt } from './trading-days.ts';
import type { VarianceCurve } from './variance-curve.ts';
import { curveElapsed, varianceDay } from './variance-path.ts';

/** At-the-money variance over the VIX's square, which also holds the price of the wings. Measured on this market's chains. */
const atmOverIndex = 0.685;
/** Options on single names cost more variance than the names deliver, and later ones a little more still. */
const ownPremium = 1.16;
const farPremium = 1.4;

export type SmileState = { readonly curve: VarianceCurve; readonly skew: SkewSpec };

function blend(
  spec: SymbolSpec,
  market: VarianceCurve,
  own: { readonly near: number; readonly far: number },
): VarianceCurve {
  const sector = (spec.sectorBeta * sectorVol) ** 2;
  const breath = market.near / 0.026;
  const share = spec.beta ** 2 * atmOverIndex;
  return {
    near: share * market.near + sector * Math.sqrt(breath) + own.near,
    far: share * market.far + sector + own.far,
  };
}

/** A symbol's own at-the-money curve at the close of a day. */
export function closingCurve(world: FactorWorld, spec: SymbolSpec, index: number): VarianceCurve {
  const own = world.own(spec).day(index).nextSigma;
  return blend(spec, world.market.day(index).curve, {
    near: ownPremium * own ** 2,
    far: farPremium * spec.ownVol ** 2,
  });
}

/** A symbol's smile inside a day: moves with the market's curve and swings with the day's episode. */
export function smileDay(
  world: FactorWorld,
  spec: SymbolSpec,
  index: number,
): (second: number, marketOffset: number) => SmileState {
  const date = tradingDayAt(index);
  const { closeSecond } = sessionGrid(date);
  const marketCurve = varianceDay(world, index);
  const ownBefore = world.own(spec).day(Math.max(0, index - 1)).nextSigma;
  const ownAfter = world.own(spec).day(index).nextSigma;
  const episode = episodeOf(world.seed, date, spec.symbol);
  const usual = spec.options?.skew ?? { rho: -0.3, eta: 1 };
  return (second, marketOffset) => {
    const elapsed = curveElapsed(second, closeSecond);
    const own = ownPremium * (ownBefore + (ownAfter - ownBefore) * elapsed) ** 2;
    const curve = blend(spec, marketCurve(second, marketOffset), { near: own, far: farPremium * spec.ownVol ** 2 });
    if (!episode) return { curve, skew: usual };
    const strength = episodeStrength(episode, second);
    const level = (1 + episode.volShift * strength) ** 2;
    const rho = Math.max(-0.85, Math.min(0.6, usual.rho + episode.skewShift * strength));
    return { curve: { near: curve.near * level, far: curve.far * level }, skew: { rho, eta: usual.eta } };
  };
}
