import type { Ticker } from './ids.ts';
import type { VixRegime } from './regime.ts';
import type { Direction, LayerId, SignalFact } from './signal.ts';

export type LayerStatus = 'live' | 'stale' | 'no-data' | 'context';

/** One layer's share in one ticker's score, with everything needed to explain it. */
export type LayerReading = {
  readonly layer: LayerId;
  readonly status: LayerStatus;
  /** Why there is no data, or empty. */
  readonly reason: string;
  readonly direction: Direction;
  readonly strength: number;
  readonly confidence: number;
  /** Configured weight, 0..1. */
  readonly weight: number;
  /** 0..1, 1 = fresh. */
  readonly freshness: number;
  /** Regime modifier of the reading's own direction. */
  readonly modifier: number;
  /** Evidence weight u = weight x confidence x freshness. */
  readonly evidence: number;
  /** Signed part of the base score, positive towards the dominant direction. */
  readonly contribution: number;
  readonly agrees: boolean;
  readonly ageMs: number | null;
  readonly explanation: string;
  readonly facts: readonly SignalFact[];
  readonly source: string;
};

/** The arithmetic of a score, step by step, as the waterfall shows it. */
export type ScoreArithmetic = {
  readonly bullishEvidence: number;
  readonly bearishEvidence: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly coverageFloor: number;
  readonly base: number;
  readonly votes: number;
  readonly agreementMultiplier: number;
  readonly contradiction: number;
  readonly contradictionFactor: number;
  /** Product before clamping to 0..1; ranks names that saturate. */
  readonly raw: number;
};

export type Score = {
  readonly ticker: Ticker;
  readonly direction: Direction;
  /** 0..1; shown x 100. */
  readonly conviction: number;
  readonly agreeing: number;
  readonly withData: number;
  readonly regime: VixRegime;
  readonly layers: readonly LayerReading[];
  readonly arithmetic: ScoreArithmetic;
  readonly rejectedSignals: number;
  readonly eventTime: number;
};
