import type { IndexRange } from './walk-forward.ts';

export type PurgedSplit = {
  readonly test: IndexRange;
  /** Indices of training samples, ascending. */
  readonly train: Int32Array;
};

/** When each sample is observed and when its label is decided; by time of observation. One length. */
export type LabelSpans = { readonly from: Float64Array; readonly until: Float64Array };

function latestEnd(until: Float64Array, [first, end]: IndexRange): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (let at = first; at < end; at += 1) latest = Math.max(latest, until[at] as number);
  return latest;
}

function trainOf({ from, until }: LabelSpans, test: IndexRange, embargo: number): Int32Array {
  const opens = from[test[0]] as number;
  const closes = latestEnd(until, test);
  const after = from.findIndex((time) => time > closes);
  const embargoed = after === -1 ? from.length : after + embargo;
  const kept: number[] = [];
  for (let at = 0; at < from.length; at += 1) {
    const overlaps = (from[at] as number) <= closes && (until[at] as number) >= opens;
    const resting = after !== -1 && at >= after && at < embargoed;
    const tested = at >= test[0] && at < test[1];
    if (!overlaps && !resting && !tested) kept.push(at);
  }
  return Int32Array.from(kept);
}

/**
 * k contiguous test blocks (the first n mod k one longer). Training leaves out every sample whose label span meets that
 * of the test block, and `embargoShare` of all samples from the first that begins after it. Null when the columns differ
 * in length, are not in order of `from`, a label ends before it begins, or there are fewer samples than blocks.
 * Lopez de Prado, Advances in Financial Machine Learning (2018), ch. 7.
 */
export function purgedKFold(
  spans: LabelSpans,
  { folds, embargoShare }: { readonly folds: number; readonly embargoShare: number },
): readonly PurgedSplit[] | null {
  const { from, until } = spans;
  const count = from.length;
  const ordered = from.every(
    (time, at) => time <= (until[at] as number) && (at === 0 || (from[at - 1] as number) <= time),
  );
  const sizes = Number.isInteger(folds) && folds >= 2 && folds <= count && until.length === count;
  if (!sizes || !ordered || !(embargoShare >= 0 && embargoShare < 1)) return null;
  const embargo = Math.ceil(embargoShare * count);
  const shorter = Math.floor(count / folds);
  const longer = count % folds;
  return Array.from({ length: folds }, (_, fold) => {
    const first = fold * shorter + Math.min(fold, longer);
    const test: IndexRange = [first, first + shorter + (fold < longer ? 1 : 0)];
    return { test, train: trainOf(spans, test, embargo) };
  });
}
