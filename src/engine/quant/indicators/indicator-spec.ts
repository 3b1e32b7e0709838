import type { BarColumn, IndicatorColumns } from './bar-columns.ts';
import type { BarStep } from './bar-step.ts';
import type { Parameters, ParameterSpec } from './parameters.ts';
import type { Step } from './step.ts';

/** One indicator as the catalog lists it. */
export type IndicatorSpec = {
  readonly id: string;
  readonly title: string;
  /** Whether its lines share the price's scale. */
  readonly isOnPriceScale: boolean;
  readonly parameters: readonly ParameterSpec[];
  readonly inputs: readonly BarColumn[];
  readonly outputs: readonly string[];
  /** Zero-based bar of the first value: so many bars have none. VWAP also waits for volume. */
  readonly warmUp: (parameters: Parameters) => number;
  readonly create: (parameters: Parameters) => BarStep;
  /** A batch of the same values faster than the state machine, where there is one. */
  readonly batch?: ((columns: IndicatorColumns, parameters: Parameters) => readonly Float64Array[]) | undefined;
  /** Bars that are not finite do not begin the warm-up anew. */
  readonly takesGaps?: boolean | undefined;
};

/** A state machine over closes, as one over bars. */
export function onClose(step: Step): BarStep {
  return ({ close }, final, out) => {
    out[0] = step(close, final);
  };
}

/** A column that a caller has not brought has no bars. */
export function columnOf(columns: IndicatorColumns, name: BarColumn): Float64Array {
  return columns[name] ?? new Float64Array(0);
}
