import type { VixRegime } from '../../domain/regime.ts';
import type { LayerId } from '../../domain/signal.ts';

export type DirectionModifiers = { readonly bullish: number; readonly bearish: number };

/** Every number of the confluence score that is a choice rather than arithmetic. */
export type ConfluenceConfig = {
  /** Weight per layer, 0..1, summing to 1. A layer of weight 0 is context and never votes. */
  readonly weights: Readonly<Record<LayerId, number>>;
  /** Refresh period per layer in seconds: evidence is fresh up to one period and gone after `staleAfterRefreshes`. */
  readonly tauSeconds: Readonly<Record<LayerId, number>>;
  readonly staleAfterRefreshes: number;
  /** Multiplies a signal's strength by the regime and its own direction. */
  readonly regimeModifiers: Readonly<Record<VixRegime, DirectionModifiers>>;
  /** Multiplier at 0, 1, 2 ... votes; linear between, constant after the last. */
  readonly agreementMultipliers: readonly number[];
  /** strength x confidence x freshness that counts as one full vote. */
  readonly fullVote: number;
  /** Share of all weights the average is taken over at least, 0..1. */
  readonly coverageFloor: number;
  /** Opposing strength x confidence x freshness from which the penalty grows, up to `contradictionMaxPenalty` at 1. */
  readonly contradictionFrom: number;
  readonly contradictionMaxPenalty: number;
  /** Evidence difference up to which the sides tie. */
  readonly tieEpsilon: number;
};

const day = 86_400;

export const defaultConfluenceConfig: ConfluenceConfig = {
  weights: {
    'options-flow': 0.25,
    'gex-positioning': 0.18,
    'volatility-surface': 0.12,
    'dark-pool': 0.15,
    'insider-buying': 0.1,
    'short-interest': 0.08,
    momentum: 0.12,
    'vix-regime': 0,
  },
  tauSeconds: {
    'options-flow': 300,
    'gex-positioning': 900,
    'volatility-surface': 900,
    'dark-pool': 900,
    'insider-buying': 7 * day,
    'short-interest': 15 * day,
    momentum: 900,
    'vix-regime': 300,
  },
  staleAfterRefreshes: 5,
  regimeModifiers: {
    calm: { bullish: 1.1, bearish: 0.8 },
    elevated: { bullish: 1, bearish: 1 },
    stressed: { bullish: 0.7, bearish: 1.3 },
    crisis: { bullish: 0.4, bearish: 1.5 },
    unknown: { bullish: 1, bearish: 1 },
  },
  agreementMultipliers: [0.85, 0.85, 1, 1.15, 1.3, 1.5],
  fullVote: 0.25,
  coverageFloor: 0.5,
  contradictionFrom: 0.6,
  contradictionMaxPenalty: 0.4,
  tieEpsilon: 1e-12,
};
