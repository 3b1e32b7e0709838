import type { DecisionTree } from '../../../engine/quant/learning/decision-tree.ts';
import { growIsolationForest, isolationScores } from '../../../engine/quant/learning/isolation-forest.ts';
import { areaUnderCurve } from '../../../engine/quant/learning/ranking-scores.ts';
import { seededUniform } from '../../../engine/quant/statistics/seeded-uniform.ts';
import { type Case, cases, number, numbers, record } from './fields.ts';
import { matrix, outcomes, sameLength } from './sample-fields.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

const scoreError = 1e-9;
const rankingError = 0.02;

function treeOf({ fields, path }: Case): DecisionTree {
  const feature = Int32Array.from(numbers(fields['feature'], `${path}.feature`));
  const of = (name: string): Float64Array => {
    const column = numbers(fields[name], `${path}.${name}`);
    sameLength(feature, column, `${path}.${name}`);
    return column;
  };
  // Leaves may be marked with any negative feature.
  return {
    feature: feature.map((index) => Math.max(-1, index)),
    threshold: of('threshold'),
    left: Int32Array.from(of('left')),
    right: Int32Array.from(of('right')),
    value: of('n'),
  };
}

function compareQuality(value: unknown, compare: Comparisons): void {
  const fields = record(value, 'quality');
  const sample = matrix(fields['X'], 'quality.X');
  const labels = outcomes(fields['label'], 'quality.label');
  if (labels.length !== sample.rows) throw new MalformedVectors('quality.label: one for each row of X is due');
  const forest = growIsolationForest(sample, { trees: 100, uniform: seededUniform(1) });
  const scores = forest === null ? null : isolationScores(forest, sample);
  const area = scores === null ? null : areaUnderCurve({ scores: scores.map((score) => -score), outcomes: labels });
  const anchor = number(fields['auc_mean'], 'quality.auc_mean');
  compare.number({
    quantity: 'own forest: AUC short of the anchor',
    actual: area === null ? null : Math.max(0, anchor - area),
    expected: 0,
    tolerance: rankingError,
    where: 'quality.auc_mean',
  });
}

/** `isolation_forest`: exact scores on the trees of the file, and the ranking of a forest of our own. */
export const verifyIsolationForest: Verifier = (file, compare) => {
  const trees = cases(file, 'trees').map(treeOf);
  const forest = { trees, sampleSize: number(file['max_samples'], 'max_samples') };
  const scores = isolationScores(forest, matrix(file['query'], 'query'));
  if (scores === null) throw new MalformedVectors('trees: no trees, or nodes that lead outside them or the features');
  const reference = numbers(file['score'], 'score');
  sameLength(scores, reference, 'score');
  for (const [at, expected] of reference.entries()) {
    const where = `score[${at}]`;
    compare.number({ quantity: 'score', actual: scores[at], expected, tolerance: scoreError, where });
  }
  compareQuality(file['quality'], compare);
};
