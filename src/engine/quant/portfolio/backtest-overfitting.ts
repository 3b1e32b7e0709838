import type { RowMatrix } from '../statistics/row-matrix.ts';

export type Overfitting = {
  /** Share of splits in which the best in sample came out below the median out of sample. */
  readonly probability: number;
  /** Logit of the relative rank out of sample, one a split: 0 = median. */
  readonly logits: Float64Array;
  /** Share of splits in which the best in sample lost money out of sample. */
  readonly lossProbability: number;
  /** Least-squares slope of its Sharpe ratio out of sample on that in sample; null when it does not vary in sample. */
  readonly degradation: number | null;
  readonly splits: number;
};

/** Sums and sums of squares of every configuration in every block: a split is an addition. */
type Blocks = { readonly sums: Float64Array; readonly squares: Float64Array; readonly length: number };

function sumBlocks({ rows, columns, values }: RowMatrix, blocks: number): Blocks {
  const length = Math.floor(rows / blocks);
  const first = rows - length * blocks;
  const sums = new Float64Array(blocks * columns);
  const squares = new Float64Array(blocks * columns);
  for (let row = first; row < rows; row += 1) {
    const block = Math.floor((row - first) / length) * columns;
    for (let column = 0; column < columns; column += 1) {
      const value = values[row * columns + column] as number;
      sums[block + column] = (sums[block + column] as number) + value;
      squares[block + column] = (squares[block + column] as number) + value * value;
    }
  }
  return { sums, squares, length };
}

/** Sharpe ratio per period from sums; a series without deviation counts as 0. */
function sharpe(sum: number, square: number, count: number): number {
  const mean = sum / count;
  const variance = (square - count * mean * mean) / (count - 1);
  return variance > 1e-14 * mean * mean && variance > 0 ? mean / Math.sqrt(variance) : 0;
}

/** Ratios of all configurations over the blocks of `mask`. */
function sharpesOf(blocks: Blocks, mask: number, out: Float64Array): void {
  const columns = out.length;
  const total = blocks.sums.length / columns;
  for (let column = 0; column < columns; column += 1) {
    let sum = 0;
    let square = 0;
    for (let block = 0; block < total; block += 1) {
      if ((mask & (1 << block)) === 0) continue;
      sum += blocks.sums[block * columns + column] as number;
      square += blocks.squares[block * columns + column] as number;
    }
    out[column] = sharpe(sum, square, (blocks.length * total) / 2);
  }
}

function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at += 1) if ((values[at] as number) > (values[best] as number)) best = at;
  return best;
}

/** Rank of one value among all from 1, equal values sharing their mean rank, over size + 1: strictly inside (0, 1). */
function relativeRank(values: Float64Array, index: number): number {
  const own = values[index] as number;
  let below = 0;
  let equal = 0;
  for (const value of values) {
    if (value < own) below += 1;
    else if (value === own) equal += 1;
  }
  return (below + (equal + 1) / 2) / (values.length + 1);
}

/** The next mask with as many blocks (Gosper's hack). */
function nextMask(mask: number): number {
  const lowest = mask & -mask;
  const ripple = mask + lowest;
  return ripple | (((mask ^ ripple) >>> 2) / lowest);
}

function slope(x: readonly number[], y: readonly number[]): number | null {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanX = mean(x);
  const meanY = mean(y);
  let cross = 0;
  let square = 0;
  for (let at = 0; at < x.length; at += 1) {
    const distance = (x[at] as number) - meanX;
    cross += distance * ((y[at] as number) - meanY);
    square += distance * distance;
  }
  return square > 0 ? cross / square : null;
}

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation: returns per period (rows) of every
 * configuration tried (columns), cut into an even number of blocks (2 to 20); every half of them once in sample. Rows
 * that fill no block are left out at the start. Null for fewer than two configurations, fewer than two periods a block,
 * or a value that is not finite. Bailey, Borwein, Lopez de Prado & Zhu, J. Computational Finance 20(4) (2017) 39.
 */
export function backtestOverfitting(returns: RowMatrix, blocks = 16): Overfitting | null {
  const { rows, columns, values } = returns;
  const fits = blocks >= 2 && blocks <= 20 && blocks % 2 === 0 && rows >= 2 * blocks && columns >= 2;
  if (!fits || !values.every(Number.isFinite)) return null;
  const sums = sumBlocks(returns, blocks);
  const all = 2 ** blocks - 1;
  const inside = new Float64Array(columns);
  const outside = new Float64Array(columns);
  const logits: number[] = [];
  const chosenInside: number[] = [];
  const chosenOutside: number[] = [];
  for (let mask = 2 ** (blocks / 2) - 1; mask <= all; mask = nextMask(mask)) {
    sharpesOf(sums, mask, inside);
    sharpesOf(sums, all ^ mask, outside);
    const best = indexOfLargest(inside);
    const rank = relativeRank(outside, best);
    logits.push(Math.log(rank / (1 - rank)));
    chosenInside.push(inside[best] as number);
    chosenOutside.push(outside[best] as number);
  }
  const share = (list: readonly number[], holds: (value: number) => boolean): number =>
    list.filter(holds).length / list.length;
  return {
    // A rank at the median is a coin toss: the definition counts it as overfit.
    probability: share(logits, (logit) => logit <= 0),
    logits: Float64Array.from(logits),
    lossProbability: share(chosenOutside, (value) => value < 0),
    degradation: slope(chosenInside, chosenOutside),
    splits: logits.length,
  };
}
