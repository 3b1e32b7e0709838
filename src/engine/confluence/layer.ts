import type { Evidence } from '../domain/evidence.ts';
import type { Exposure } from '../domain/exposure.ts';
import type { Bar } from '../domain/bar.ts';
import type { Quote } from '../domain/quote.ts';
import type { Regime } from '../domain/regime.ts';
import type { Direction, LayerId, SignalFact } from '../domain/signal.ts';
import type { Volatility } from '../domain/volatility.ts';

/** What the others are measured against. */
export const benchmark = 'SPY';

/** Everything a layer may look at, of one ticker, as known at `nowMs`. */
export type LayerInputs = {
  readonly ticker: string;
  readonly nowMs: number;
  readonly quote: Quote | null;
  /** Oldest first; the last one may still be forming. */
  readonly dailyBars: readonly Bar[];
  readonly fiveMinuteBars: readonly Bar[];
  readonly benchmarkDailyBars: readonly Bar[];
  readonly benchmarkQuote: Quote | null;
  readonly exposure: Exposure | null;
  readonly volatility: Volatility | null;
  readonly regime: Regime | null;
  /** What vendors beside the broker have told. */
  readonly evidence: Evidence | null;
};

/** What a layer says, or why it cannot say anything. Missing is not zero. */
export type LayerOutput =
  | {
      readonly kind: 'reading';
      readonly direction: Direction;
      readonly strength: number;
      readonly confidence: number;
      /** As-of time of the evidence that decided. */
      readonly eventTime: number;
      readonly explanation: string;
      readonly facts: readonly SignalFact[];
      readonly source: string;
    }
  | { readonly kind: 'no-data'; readonly reason: string };

/** One independent opinion. `read` is pure: same inputs and parameters, same answer. */
export type Layer<Parameters = unknown> = {
  readonly id: LayerId;
  readonly title: string;
  readonly description: string;
  /** What it needs before it can speak, in the trader's words. */
  readonly needs: string;
  /** Seconds after which its reading begins to lose weight. */
  readonly refreshSeconds: number;
  readonly parameters: Parameters;
  read(inputs: LayerInputs, parameters: Parameters): LayerOutput;
};

export function noData(reason: string): LayerOutput {
  return { kind: 'no-data', reason };
}

/** Direction and strength of a signed reading in -1..1; within the dead band it is neutral. */
export function leaning(value: number, deadBand: number): { readonly direction: Direction; readonly strength: number } {
  const strength = Math.min(1, Math.abs(value));
  if (strength < deadBand) return { direction: 'neutral', strength };
  return { direction: value > 0 ? 'bullish' : 'bearish', strength };
}

/** Squashes a distance measured in units of its own usual size into -1..1. */
export function squash(value: number): number {
  return Math.tanh(value);
}
