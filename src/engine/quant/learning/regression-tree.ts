import { addLeaf, type DecisionTree, finishedTree, newTree, splitLeaf, type TreeBuilder } from './decision-tree.ts';
import { type BinnedFeatures, maxBins } from './feature-bins.ts';

/** First and second derivatives of the loss by row. */
export type Derivatives = { readonly gradient: Float64Array; readonly hessian: Float64Array };

export type TreeLimits = {
  readonly depth: number;
  /** Fewest rows a leaf may hold. */
  readonly leafRows: number;
  /** L2 penalty on leaf values. */
  readonly penalty: number;
};

/** Rows in [from, to) of `order`, with their derivatives summed. */
type Node = {
  readonly from: number;
  readonly to: number;
  readonly gradient: number;
  readonly hessian: number;
};

type Split = { readonly feature: number; readonly bin: number; readonly gain: number };

type Growth = {
  readonly features: BinnedFeatures;
  readonly derivatives: Derivatives;
  readonly limits: TreeLimits;
  readonly order: Int32Array;
  readonly histogram: { readonly gradient: Float64Array; readonly hessian: Float64Array; readonly count: Int32Array };
};

function fillHistogram({ features, derivatives, order, histogram }: Growth, node: Node, feature: number): void {
  const { gradient, hessian, count } = histogram;
  gradient.fill(0);
  hessian.fill(0);
  count.fill(0);
  const column = feature * features.rows;
  for (let at = node.from; at < node.to; at += 1) {
    const row = order[at] as number;
    const bin = features.bins[column + row] as number;
    gradient[bin] = (gradient[bin] as number) + (derivatives.gradient[row] as number);
    hessian[bin] = (hessian[bin] as number) + (derivatives.hessian[row] as number);
    count[bin] = (count[bin] as number) + 1;
  }
}

function bestOfFeature(growth: Growth, node: Node, feature: number): Split | null {
  fillHistogram(growth, node, feature);
  const { histogram, limits } = growth;
  const { leafRows, penalty } = limits;
  const score = (gradient: number, hessian: number): number => (gradient * gradient) / (hessian + penalty);
  const parent = score(node.gradient, node.hessian);
  const size = node.to - node.from;
  let gradient = 0;
  let hessian = 0;
  let count = 0;
  let best: Split | null = null;
  for (let bin = 0; bin < (growth.features.edges[feature] as Float64Array).length; bin += 1) {
    gradient += histogram.gradient[bin] as number;
    hessian += histogram.hessian[bin] as number;
    count += histogram.count[bin] as number;
    if (count < leafRows || size - count < leafRows) continue;
    const gain = score(gradient, hessian) + score(node.gradient - gradient, node.hessian - hessian) - parent;
    if (gain > 1e-12 && (best === null || gain > best.gain)) best = { feature, bin, gain };
  }
  return best;
}

function bestSplit(growth: Growth, node: Node): Split | null {
  let best: Split | null = null;
  for (let feature = 0; feature < growth.features.columns; feature += 1) {
    const split = bestOfFeature(growth, node, feature);
    if (split !== null && (best === null || split.gain > best.gain)) best = split;
  }
  return best;
}

function sumNode({ derivatives, order }: Growth, from: number, to: number): Node {
  let gradient = 0;
  let hessian = 0;
  for (let at = from; at < to; at += 1) {
    gradient += derivatives.gradient[order[at] as number] as number;
    hessian += derivatives.hessian[order[at] as number] as number;
  }
  return { from, to, gradient, hessian };
}

function partition({ features, order }: Growth, { from, to }: Node, { feature, bin }: Split): number {
  let middle = from;
  for (let at = from; at < to; at += 1) {
    const row = order[at] as number;
    if ((features.bins[feature * features.rows + row] as number) > bin) continue;
    order[at] = order[middle] as number;
    order[middle] = row;
    middle += 1;
  }
  return middle;
}

function grow(growth: Growth, tree: TreeBuilder, node: Node, depth: number): number {
  const { limits, features } = growth;
  const index = addLeaf(tree, -node.gradient / (node.hessian + limits.penalty));
  const split = depth < limits.depth ? bestSplit(growth, node) : null;
  if (split === null) return index;
  const middle = partition(growth, node, split);
  const left = grow(growth, tree, sumNode(growth, node.from, middle), depth + 1);
  const right = grow(growth, tree, sumNode(growth, middle, node.to), depth + 1);
  const threshold = (features.edges[split.feature] as Float64Array)[split.bin] as number;
  splitLeaf(tree, index, { feature: split.feature, threshold, left, right });
  return index;
}

/** The tree of the best second-order splits over the rows in `order`, which it rearranges. Chen & Guestrin 2016. */
export function growRegressionTree(
  features: BinnedFeatures,
  derivatives: Derivatives,
  { limits, order }: { readonly limits: TreeLimits; readonly order: Int32Array },
): DecisionTree {
  const histogram = {
    gradient: new Float64Array(maxBins + 1),
    hessian: new Float64Array(maxBins + 1),
    count: new Int32Array(maxBins + 1),
  };
  const growth = { features, derivatives, limits, order, histogram };
  const tree = newTree();
  grow(growth, tree, sumNode(growth, 0, order.length), 0);
  return finishedTree(tree);
}
