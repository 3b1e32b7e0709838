import { fitBoostedTrees, predictBoostedTrees } from '../../../engine/quant/learning/boosted-trees.ts';
import { expectedCalibrationError } from '../../../engine/quant/learning/calibration.ts';
import {
  fitLogistic,
  type LabelledSample,
  predictLogistic,
} from '../../../engine/quant/learning/logistic-regression.ts';
import { brierScore, type Forecasts, logLoss } from '../../../engine/quant/learning/probability-scores.ts';
import { areaUnderCurve } from '../../../engine/quant/learning/ranking-scores.ts';
import type { RowMatrix } from '../../../engine/quant/statistics/row-matrix.ts';
import { seededUniform } from '../../../engine/quant/statistics/seeded-uniform.ts';
import { number, numbers, record } from './fields.ts';
import { matrix, outcomes } from './sample-fields.ts';
import { type Comparisons, MalformedVectors, type VectorFile, type Verifier } from './verifier.ts';

const logisticBrier = 0.003;
const boostingBrier = 0.006;
const boostingLogLoss = 0.02;
/** The base rate is arithmetic, not learning: its scores are held to the tolerance of the metrics. */
const metricError = 1e-10;

function rowsOf({ columns, values }: RowMatrix, first: number, end: number): RowMatrix {
  return { rows: end - first, columns, values: values.subarray(first * columns, end * columns) };
}

/** The samples of a range [first, end) that the file states. */
function part(file: VectorFile, name: string, all: LabelledSample): LabelledSample {
  const range = numbers(file[name], name);
  const [first, end] = [range[0], range[1]];
  const inside = first !== undefined && end !== undefined && first >= 0 && first < end && end <= all.outcomes.length;
  if (!inside || range.length !== 2 || !range.every(Number.isInteger))
    throw new MalformedVectors(`${name}: not a range of the samples`);
  return { features: rowsOf(all.features, first, end), outcomes: all.outcomes.subarray(first, end) };
}

/** How much worse than an anchor; better is never an error. */
type Shortfall = {
  readonly model: string;
  readonly score: 'brier' | 'log_loss';
  readonly actual: number | null;
  readonly tolerance: number;
};

function anchorOf(file: VectorFile, model: string, score: string): number {
  const path = `anchors.${model}`;
  return number(record(record(file['anchors'], 'anchors')[model], path)[score], `${path}.${score}`);
}

function compareShortfall(
  file: VectorFile,
  compare: Comparisons,
  { model, score, actual, tolerance }: Shortfall,
): void {
  compare.number({
    quantity: `${model}: ${score.replace('_', ' ')} above the anchor`,
    actual: actual === null ? null : Math.max(0, actual - anchorOf(file, model, score)),
    expected: 0,
    tolerance,
    where: `anchors.${model}.${score}`,
  });
}

function compareBaseRate(file: VectorFile, forecasts: Forecasts, compare: Comparisons): void {
  const scores = {
    brier: brierScore(forecasts),
    log_loss: logLoss(forecasts),
    auc: areaUnderCurve({ scores: forecasts.probabilities, outcomes: forecasts.outcomes }),
    ece10: expectedCalibrationError(forecasts),
  };
  for (const [name, actual] of Object.entries(scores)) {
    compare.number({
      quantity: `base rate: ${name.replace('_', ' ')}`,
      actual,
      expected: anchorOf(file, 'base_rate', name),
      tolerance: metricError,
      where: `anchors.base_rate.${name}`,
    });
  }
}

/** `ml_quality`: our learners trained on the first range and judged on the last, against anchors. */
export const verifyMlQuality: Verifier = (file, compare) => {
  const all = { features: matrix(file['X'], 'X'), outcomes: outcomes(file['y'], 'y') };
  if (all.features.rows !== all.outcomes.length) throw new MalformedVectors('y: one for each row of X is due');
  const train = part(file, 'train', all);
  const test = part(file, 'test', all);
  const scored = (probabilities: Float64Array | undefined): Forecasts | null =>
    probabilities === undefined ? null : { probabilities, outcomes: test.outcomes };
  const rate = train.outcomes.reduce((sum, outcome) => sum + outcome, 0) / train.outcomes.length;
  compareBaseRate(file, { probabilities: new Float64Array(test.outcomes.length).fill(rate), ...test }, compare);
  const logistic = fitLogistic(train);
  const boosted = fitBoostedTrees(train, { uniform: seededUniform(1) });
  const byLogistic = scored(logistic === null ? undefined : predictLogistic(logistic, test.features));
  const byBoosting = scored(boosted === null ? undefined : predictBoostedTrees(boosted, test.features));
  const brier = (forecasts: Forecasts | null): number | null => (forecasts === null ? null : brierScore(forecasts));
  const shortfalls: readonly Shortfall[] = [
    { model: 'logistic', score: 'brier', actual: brier(byLogistic), tolerance: logisticBrier },
    { model: 'gbm', score: 'brier', actual: brier(byBoosting), tolerance: boostingBrier },
    {
      model: 'gbm',
      score: 'log_loss',
      actual: byBoosting === null ? null : logLoss(byBoosting),
      tolerance: boostingLogLoss,
    },
  ];
  for (const shortfall of shortfalls) compareShortfall(file, compare, shortfall);
};
