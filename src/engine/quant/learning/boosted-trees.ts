import { type RowMatrix, rowOf } from '../statistics/row-matrix.ts';
import { shuffleFirst, type Uniform } from '../statistics/seeded-uniform.ts';
import { type DecisionTree, type Walk, walkTree } from './decision-tree.ts';
import { binFeatures } from './feature-bins.ts';
import { isLearnable, type LabelledSample, sigmoid } from './logistic-regression.ts';
import { type Derivatives, growRegressionTree, type TreeLimits } from './regression-tree.ts';

/** Log-odds: the base, plus the learning rate times what every tree says. */
export type BoostedTrees = {
  readonly base: number;
  readonly learningRate: number;
  readonly trees: readonly DecisionTree[];
};

export type BoostingOptions = Partial<TreeLimits> & {
  readonly trees?: number;
  readonly learningRate?: number;
  /** Share of the rows each tree sees, drawn without replacement. */
  readonly rowShare?: number;
  readonly uniform: Uniform;
};

function differentiate(scores: Float64Array, outcomes: Uint8Array, { gradient, hessian }: Derivatives): void {
  for (let row = 0; row < scores.length; row += 1) {
    const p = sigmoid(scores[row] as number);
    gradient[row] = p - (outcomes[row] as number);
    hessian[row] = Math.max(p * (1 - p), 1e-16);
  }
}

function addTree(scores: Float64Array, features: RowMatrix, tree: DecisionTree, learningRate: number): void {
  const walk: Walk = { leaf: 0, edges: 0 };
  for (let row = 0; row < scores.length; row += 1) {
    walkTree(tree, rowOf(features, row), walk);
    scores[row] = (scores[row] as number) + learningRate * (tree.value[walk.leaf] as number);
  }
}

/**
 * Gradient-boosted trees on log-loss over histograms of 64 bins; the same generator state gives the same model. Null for
 * unusable samples (one outcome only, lengths that differ, values not finite) or no tree. Friedman, Annals of Statistics
 * 29 (2001) 1189; second-order splits of Chen & Guestrin, KDD 2016; row sampling of Friedman 2002.
 */
export function fitBoostedTrees(sample: LabelledSample, options: BoostingOptions): BoostedTrees | null {
  const { trees = 150, learningRate = 0.05, rowShare = 0.5, uniform } = options;
  const limits = { depth: options.depth ?? 3, leafRows: options.leafRows ?? 20, penalty: options.penalty ?? 1 };
  if (!isLearnable(sample) || !(trees >= 1 && learningRate > 0 && rowShare > 0 && rowShare <= 1)) return null;
  const { features, outcomes } = sample;
  const binned = binFeatures(features);
  const happened = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const base = Math.log(happened / (outcomes.length - happened));
  const scores = new Float64Array(outcomes.length).fill(base);
  const derivatives = { gradient: new Float64Array(scores.length), hessian: new Float64Array(scores.length) };
  const order = Int32Array.from({ length: scores.length }, (_, row) => row);
  const drawn = Math.max(1, Math.round(rowShare * order.length));
  const grown: DecisionTree[] = [];
  for (let round = 0; round < trees; round += 1) {
    differentiate(scores, outcomes, derivatives);
    shuffleFirst(order, drawn, uniform);
    const tree = growRegressionTree(binned, derivatives, { limits, order: order.subarray(0, drawn) });
    addTree(scores, features, tree, learningRate);
    grown.push(tree);
  }
  return { base, learningRate, trees: grown };
}

/** Probabilities of every row; a feature that is NaN goes right at every split on it. */
export function predictBoostedTrees({ base, learningRate, trees }: BoostedTrees, features: RowMatrix): Float64Array {
  const scores = new Float64Array(features.rows).fill(base);
  for (const tree of trees) addTree(scores, features, tree, learningRate);
  return scores.map(sigmoid);
}
