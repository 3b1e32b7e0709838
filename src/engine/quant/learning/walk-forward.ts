/** Half-open ranges of sample indices: [first, end). */
export type IndexRange = readonly [first: number, end: number];

export type WalkForwardSplit = { readonly train: IndexRange; readonly test: IndexRange };

export type WalkForwardPlan = {
  /** Samples, in time order. */
  readonly count: number;
  readonly train: number;
  readonly test: number;
  readonly step: number;
  /** Keep the first sample in every training range. */
  readonly expanding: boolean;
  /** Samples left out between training and test: at least the horizon of the labels. */
  readonly purge: number;
};

/**
 * Training, gap and test ranges stepping through time as long as a whole test range fits. None for sizes that are not
 * positive whole numbers. Pardo, The Evaluation and Optimization of Trading Strategies, 2nd ed. (2008).
 */
export function walkForwardSplits(plan: WalkForwardPlan): readonly WalkForwardSplit[] {
  const { count, train, test, step, expanding, purge } = plan;
  const positive = [train, test, step].every((size) => Number.isInteger(size) && size > 0);
  if (!positive || !Number.isInteger(purge) || purge < 0) return [];
  const splits: WalkForwardSplit[] = [];
  for (let start = 0; start + train + purge + test <= count; start += step) {
    const testFrom = start + train + purge;
    splits.push({ train: [expanding ? 0 : start, start + train], test: [testFrom, testFrom + test] });
  }
  return splits;
}
