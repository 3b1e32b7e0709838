import { type BookCondition, isOrderly } from './book-condition.ts';

export type LiquidityGrade = 'A' | 'B' | 'C' | 'D';

type Bar = { readonly grade: LiquidityGrade; readonly spreadBps: number; readonly depth: number };

/** Best first; both comparisons are strict. */
const bars: readonly Bar[] = [
  { grade: 'A', spreadBps: 5, depth: 1000 },
  { grade: 'B', spreadBps: 10, depth: 500 },
  { grade: 'C', spreadBps: 25, depth: 100 },
];

/**
 * A to D from the spread (bps of mid) and the smaller five-level depth (shares). D is also the answer for a missing
 * number and for a book whose `condition` is empty, crossed, locked or stale. A house definition.
 */
export function liquidityGrade(input: {
  readonly spreadBps: number | null;
  readonly depth5Min: number | null;
  readonly condition?: BookCondition;
}): LiquidityGrade {
  const { spreadBps, depth5Min, condition } = input;
  if (spreadBps === null || depth5Min === null) return 'D';
  // A spread of nothing or less is a locked or crossed book, whether or not its condition came along.
  if (!(spreadBps > 0) || (condition !== undefined && !isOrderly(condition))) return 'D';
  return bars.find((bar) => spreadBps < bar.spreadBps && depth5Min > bar.depth)?.grade ?? 'D';
}
