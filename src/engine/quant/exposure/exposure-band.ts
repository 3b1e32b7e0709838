import { type DealerExposure, dealerExposure, type GammaRegime } from './dealer-exposure.ts';
import type { ExposureBasis } from './dealer-positions.ts';
import type { ExposureChain } from './exposure-chain.ts';
import { type ExposureName, exposureNames } from './row-exposure.ts';

export type Band = { readonly low: number; readonly high: number };

/** How far an answer depends on what nobody knows: who holds what, and whether today's trades opened positions. */
export type ExposureBand = {
  /** The assumptions compared, in the order given. */
  readonly scenarios: readonly DealerExposure[];
  readonly totals: { readonly [name in ExposureName]: Band };
  /** Over the scenarios that have one; null when none has. */
  readonly zeroGamma: Band | null;
  /** Scenarios whose gamma never changes sign within reach. */
  readonly withoutZeroGamma: number;
  readonly callWall: Band | null;
  readonly putWall: Band | null;
  /** The regime all scenarios with rows agree on, 'disputed' when they do not, null without rows. */
  readonly regime: GammaRegime | 'disputed' | null;
  /** Age of the oldest datum, as the caller says; null = not known. */
  readonly dataAgeMs: number | null;
};

/** Both sides of what is commonly assumed, each on yesterday's positions and with today's volume added. */
export const usualScenarios: readonly ExposureBasis[] = [
  { convention: 'naive', contracts: 'open-interest' },
  { convention: 'naive', contracts: 'open-interest-and-volume' },
  { convention: 'customers-long', contracts: 'open-interest' },
  { convention: 'customers-long', contracts: 'open-interest-and-volume' },
];

function bandOf(values: readonly (number | null)[]): Band | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : { low: Math.min(...known), high: Math.max(...known) };
}

function sharedRegime(scenarios: readonly DealerExposure[]): ExposureBand['regime'] {
  const regimes = new Set(scenarios.map(({ regime }) => regime).filter((regime) => regime !== null));
  if (regimes.size > 1) return 'disputed';
  return [...regimes][0] ?? null;
}

/** Lowest and highest answer over exposures of one chain under several assumptions. Without any: zeros and nulls. */
export function bandOfExposures(scenarios: readonly DealerExposure[], dataAgeMs: number | null): ExposureBand {
  const total = (name: ExposureName) => bandOf(scenarios.map(({ totals }) => totals[name])) ?? { low: 0, high: 0 };
  return {
    scenarios,
    totals: Object.fromEntries(exposureNames.map((name) => [name, total(name)])) as ExposureBand['totals'],
    zeroGamma: bandOf(scenarios.map(({ zeroGamma }) => zeroGamma.level)),
    withoutZeroGamma: scenarios.filter(({ zeroGamma }) => zeroGamma.level === null).length,
    callWall: bandOf(scenarios.map(({ levels }) => levels.callWall)),
    putWall: bandOf(scenarios.map(({ levels }) => levels.putWall)),
    regime: sharedRegime(scenarios),
    dataAgeMs,
  };
}

/** The band of a chain: one full exposure for each set of assumptions, by default `usualScenarios`. */
export function exposureBand(input: {
  readonly chain: ExposureChain;
  readonly dataAgeMs: number | null;
  readonly bases?: readonly ExposureBasis[];
}): ExposureBand {
  const { chain, dataAgeMs, bases = usualScenarios } = input;
  return bandOfExposures(
    bases.map((basis) => dealerExposure(chain, basis)),
    dataAgeMs,
  );
}
