import { expectedCalibrationError, murphyParts, reliabilityTable } from '../../../engine/quant/learning/calibration.ts';
import { fitIsotonic, isotonicValue } from '../../../engine/quant/learning/isotonic.ts';
import {
  baseRate,
  brierScore,
  brierSkill,
  type Forecasts,
  logLoss,
} from '../../../engine/quant/learning/probability-scores.ts';
import { areaUnderCurve, averagePrecision, thresholdScores } from '../../../engine/quant/learning/ranking-scores.ts';
import { type Case, cases, type Fields, numberOrNull, numbers, record } from './fields.ts';
import { outcomes, sameLength } from './sample-fields.ts';
import type { Comparisons, Verifier } from './verifier.ts';

const tolerance = 1e-10;

type Quantities = Readonly<Record<string, number | null | undefined>>;

function compareFields(fields: Fields, path: string, actual: Quantities, compare: Comparisons): void {
  for (const [name, value] of Object.entries(actual)) {
    const where = `${path}.${name}`;
    const expected = numberOrNull(fields[name], where);
    compare.number({ quantity: name.replaceAll('_', ' '), actual: value, expected, tolerance, where });
  }
}

function scoresOf(forecasts: Forecasts): Quantities {
  const ranked = { scores: forecasts.probabilities, outcomes: forecasts.outcomes };
  const decided = thresholdScores(forecasts);
  return {
    brier: brierScore(forecasts),
    log_loss: logLoss(forecasts),
    ece10: expectedCalibrationError(forecasts),
    base_rate: baseRate(forecasts),
    brier_skill: brierSkill(forecasts),
    auc: areaUnderCurve(ranked),
    average_precision: averagePrecision(ranked),
    mcc: decided?.matthews,
    accuracy: decided?.accuracy,
  };
}

function compareTable(forecasts: Forecasts, { fields, path }: Case, compare: Comparisons): void {
  const table = reliabilityTable(forecasts) ?? [];
  const reference = cases(fields, 'reliability', path);
  compare.number({
    quantity: 'reliability bins',
    actual: table.length,
    expected: reference.length,
    tolerance: 0,
    where: `${path}.reliability`,
  });
  for (const [at, row] of reference.entries()) {
    const own = table[at];
    const actual = { bin: own?.bin, n: own?.count, mean_p: own?.meanProbability, freq: own?.frequency };
    compareFields(row.fields, row.path, actual, compare);
  }
}

function compareCase({ fields, path }: Case, compare: Comparisons): void {
  const happened = outcomes(fields['y'], `${path}.y`);
  const probabilities = numbers(fields['p'], `${path}.p`);
  sameLength(happened, probabilities, path);
  const forecasts = { probabilities, outcomes: happened };
  const at = `${path}.expected`;
  const expected = record(fields['expected'], at);
  compareFields(expected, at, scoresOf(forecasts), compare);
  compareTable(forecasts, { fields: expected, path: at }, compare);
  const parts = murphyParts(forecasts);
  const murphy = {
    reliability: parts?.reliability,
    resolution: parts?.resolution,
    uncertainty: parts?.uncertainty,
  };
  compareFields(record(expected['murphy'], `${at}.murphy`), `${at}.murphy`, murphy, compare);
}

function compareIsotonic(value: unknown, compare: Comparisons): void {
  const fields = record(value, 'isotonic');
  const of = (name: string): Float64Array => numbers(fields[name], `isotonic.${name}`);
  const [x, y, query, predict] = [of('x'), of('y'), of('query'), of('predict')];
  sameLength(x, y, 'isotonic');
  sameLength(query, predict, 'isotonic.predict');
  const map = fitIsotonic(x, y);
  for (const [at, expected] of predict.entries()) {
    const actual = map === null ? null : isotonicValue(map, query[at] as number);
    compare.number({ quantity: 'isotonic', actual, expected, tolerance, where: `isotonic.predict[${at}]` });
  }
}

/** `ml_metrics`: scores, calibration and ranking of probability forecasts, and the isotonic fit. */
export const verifyMlMetrics: Verifier = (file, compare) => {
  for (const each of cases(file, 'cases')) compareCase(each, compare);
  compareIsotonic(file['isotonic'], compare);
};
