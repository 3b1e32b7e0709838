import type { RowMatrix } from '../statistics/row-matrix.ts';
import { rowOf } from '../statistics/row-matrix.ts';
import { drawBelow, shuffleFirst, type Uniform } from '../statistics/seeded-uniform.ts';
import {
  addLeaf,
  type DecisionTree,
  finishedTree,
  isWalkable,
  newTree,
  splitLeaf,
  type TreeBuilder,
  type Walk,
  walkTree,
} from './decision-tree.ts';

export type IsolationForest = {
  readonly trees: readonly DecisionTree[];
  /** Samples each tree was grown on. */
  readonly sampleSize: number;
};

const eulerGamma = 0.5772156649015329;

/** Mean path length of an unsuccessful search among n samples: what a leaf that still holds several adds to a path. */
export function meanPathLength(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + eulerGamma) - (2 * (n - 1)) / n;
}

/** Value of one feature over the rows in [from, to) of `order`. */
type Slice = { readonly order: Int32Array; readonly from: number; readonly to: number };

function rangeOf(sample: RowMatrix, { order, from, to }: Slice, feature: number): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = from; at < to; at += 1) {
    const value = sample.values[(order[at] as number) * sample.columns + feature] as number;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** Moves the rows at or below the threshold to the front; answers where the others begin. */
function partition(sample: RowMatrix, { order, from, to }: Slice, feature: number, threshold: number): number {
  let middle = from;
  for (let at = from; at < to; at += 1) {
    const row = order[at] as number;
    if ((sample.values[row * sample.columns + feature] as number) > threshold) continue;
    order[at] = order[middle] as number;
    order[middle] = row;
    middle += 1;
  }
  return middle;
}

/** A feature that varies in the slice, drawn at random among them all; null when every row is the same. */
function drawSplit(
  sample: RowMatrix,
  slice: Slice,
  uniform: Uniform,
): { readonly feature: number; readonly threshold: number } | null {
  const tried = Int32Array.from({ length: sample.columns }, (_, feature) => feature);
  for (let left = tried.length; left > 0; left -= 1) {
    const at = drawBelow(uniform, left);
    const feature = tried[at] as number;
    tried[at] = tried[left - 1] as number;
    const [low, high] = rangeOf(sample, slice, feature);
    if (!(high > low)) continue;
    const threshold = low + uniform() * (high - low);
    // Rounding can reach the top of a narrow range, which would leave the right side empty.
    return { feature, threshold: threshold < high ? threshold : low };
  }
  return null;
}

type Growth = { readonly sample: RowMatrix; readonly uniform: Uniform; readonly depthLimit: number };

function grow(growth: Growth, tree: TreeBuilder, slice: Slice, depth: number): number {
  const { sample, uniform, depthLimit } = growth;
  const size = slice.to - slice.from;
  const node = addLeaf(tree, size);
  const split = size > 1 && depth < depthLimit ? drawSplit(sample, slice, uniform) : null;
  if (split === null) return node;
  const middle = partition(sample, slice, split.feature, split.threshold);
  const left = grow(growth, tree, { ...slice, to: middle }, depth + 1);
  const right = grow(growth, tree, { ...slice, from: middle }, depth + 1);
  splitLeaf(tree, node, { ...split, left, right });
  return node;
}

export type IsolationForestOptions = {
  readonly trees?: number;
  /** Rows drawn for each tree, without replacement. */
  readonly sampleSize?: number;
  readonly uniform: Uniform;
};

/**
 * A forest of random splits over the rows of a sample; the same generator state gives the same forest. Null for fewer
 * than two rows, no column, or a value that is not finite. Liu, Ting & Zhou, ICDM 2008.
 */
export function growIsolationForest(sample: RowMatrix, options: IsolationForestOptions): IsolationForest | null {
  const { trees = 100, sampleSize = 256, uniform } = options;
  const size = Math.min(sampleSize, sample.rows);
  if (!(size >= 2 && sample.columns > 0 && trees >= 1) || !sample.values.every(Number.isFinite)) return null;
  const growth = { sample, uniform, depthLimit: Math.ceil(Math.log2(size)) };
  const order = Int32Array.from({ length: sample.rows }, (_, row) => row);
  return {
    sampleSize: size,
    trees: Array.from({ length: trees }, () => {
      shuffleFirst(order, size, uniform);
      const tree = newTree();
      grow(growth, tree, { order, from: 0, to: size }, 0);
      return finishedTree(tree);
    }),
  };
}

/**
 * Score of every row, -2^(-E[path] / c(sample size)): near -1 anomalous, near -0.5 or above ordinary. NaN for a row with
 * a value that is not finite; null for a forest without trees or one that does not fit the columns.
 */
export function isolationScores(forest: IsolationForest, rows: RowMatrix): Float64Array | null {
  const { trees, sampleSize } = forest;
  const usual = meanPathLength(sampleSize);
  if (trees.length === 0 || usual === 0 || !trees.every((tree) => isWalkable(tree, rows.columns))) return null;
  const walk: Walk = { leaf: 0, edges: 0 };
  const out = new Float64Array(rows.rows);
  for (let row = 0; row < rows.rows; row += 1) {
    const values = rowOf(rows, row);
    let path = 0;
    for (const tree of trees) {
      walkTree(tree, values, walk);
      path += walk.edges + meanPathLength(tree.value[walk.leaf] as number);
    }
    out[row] = values.every(Number.isFinite) ? -(2 ** (-path / trees.length / usual)) : Number.NaN;
  }
  return out;
}
