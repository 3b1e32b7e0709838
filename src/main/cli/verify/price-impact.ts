import { corwinSchultzSpread } from '../../../engine/quant/microstructure/corwin-schultz.ts';
import type { LinearFitResult } from '../../../engine/quant/microstructure/linear-fit.ts';
import { amihudIlliquidity, hasbrouckLambda, kyleLambda } from '../../../engine/quant/microstructure/price-impact.ts';
import { rollSpread } from '../../../engine/quant/microstructure/roll-spread.ts';
import { cases, type Fields, numberOrNull, numbers, record } from './fields.ts';
import type { Comparisons, Verifier } from './verifier.ts';

const relative = 1e-9;

type Line = { readonly quantity: string; readonly actual: number | null | undefined; readonly field: string };

/** Every named quantity of an `expected` object, at 1e-9 of itself. */
function compareLines(expectation: Fields, path: string, lines: readonly Line[], compare: Comparisons): void {
  for (const { quantity, actual, field } of lines) {
    const expected = numberOrNull(expectation[field], `${path}.${field}`);
    const tolerance = relative * Math.abs(expected ?? 0);
    compare.number({ quantity, actual, expected, tolerance, where: `${path}.${field}` });
  }
}

function fitLines(name: string, fit: LinearFitResult | null): readonly Line[] {
  return [
    { quantity: `${name} lambda`, actual: fit?.slope, field: 'lambda' },
    { quantity: `${name} t`, actual: fit?.tStat, field: 't_stat' },
    { quantity: `${name} R2`, actual: fit?.rSquared, field: 'r2' },
  ];
}

function verifyKyle(kyle: Fields, compare: Comparisons): void {
  const fit = kyleLambda(numbers(kyle['dp'], 'kyle.dp'), numbers(kyle['signed_volume'], 'kyle.signed_volume'));
  const lines = [
    ...fitLines('Kyle', fit),
    { quantity: 'Kyle intercept', actual: fit?.intercept, field: 'intercept' },
    { quantity: 'Kyle n', actual: fit?.count, field: 'n' },
  ];
  compareLines(record(kyle['expected'], 'kyle.expected'), 'kyle.expected', lines, compare);
}

function verifyDegenerate(file: Fields, compare: Comparisons): void {
  const kyle = record(file['kyle'], 'kyle');
  const field = 'degenerate' in kyle ? { fields: kyle, within: 'kyle' } : { fields: file, within: '' };
  for (const { fields, path } of cases(field.fields, 'degenerate', field.within)) {
    const fit = kyleLambda(
      numbers(fields['dp'], `${path}.dp`),
      numbers(fields['signed_volume'], `${path}.signed_volume`),
    );
    const line = { quantity: 'Kyle lambda', actual: fit?.slope, field: 'lambda' };
    compareLines(fields, path, [line], compare);
  }
}

function verifyHasbrouck(fields: Fields, compare: Comparisons): void {
  const fit = hasbrouckLambda(
    numbers(fields['log_return'], 'hasbrouck.log_return'),
    numbers(fields['signed_sqrt_dollar'], 'hasbrouck.signed_sqrt_dollar'),
  );
  const expectation = record(fields['expected'], 'hasbrouck.expected');
  compareLines(expectation, 'hasbrouck.expected', fitLines('Hasbrouck', fit), compare);
}

function verifyAmihud(fields: Fields, compare: Comparisons): void {
  const result = amihudIlliquidity(
    numbers(fields['close'], 'amihud.close'),
    numbers(fields['volume'], 'amihud.volume'),
  );
  const lines = [
    { quantity: 'Amihud', actual: result.value, field: 'amihud_1e6' },
    { quantity: 'Amihud n', actual: result.count, field: 'n' },
  ];
  compareLines(record(fields['expected'], 'amihud.expected'), 'amihud.expected', lines, compare);
}

function verifyRoll(fields: Fields, compare: Comparisons): void {
  const positive = record(fields['positive_cov_case'], 'roll.positive_cov_case');
  const sets = [
    { from: fields, at: 'roll', expectation: record(fields['expected'], 'roll.expected') },
    { from: positive, at: 'roll.positive_cov_case', expectation: positive },
  ];
  for (const { from, at, expectation } of sets) {
    const result = rollSpread(numbers(from['price'], `${at}.price`));
    const lines = [
      { quantity: 'Roll covariance', actual: result.covariance, field: 'cov' },
      { quantity: 'Roll spread', actual: result.spread, field: 'spread' },
    ];
    compareLines(expectation, at, lines, compare);
  }
}

/** What lies this close to 0 is 0: the estimate is set to 0 below it, and rounding decides which side it fell on. */
const roundingFloor = 1e-15;

function verifyCorwinSchultz(fields: Fields, compare: Comparisons): void {
  const high = numbers(fields['high'], 'corwin_schultz.high');
  const spread = corwinSchultzSpread(high, numbers(fields['low'], 'corwin_schultz.low'));
  for (const [pair, value] of numbers(fields['expected'], 'corwin_schultz.expected').entries()) {
    const expected = Number.isNaN(value) ? null : value;
    const tolerance = relative * Math.abs(expected ?? 0) + roundingFloor;
    const where = `corwin_schultz.expected[${pair}]`;
    compare.number({ quantity: 'Corwin-Schultz spread', actual: spread[pair], expected, tolerance, where });
  }
}

export const verifyPriceImpact: Verifier = (file, compare) => {
  verifyKyle(record(file['kyle'], 'kyle'), compare);
  verifyDegenerate(file, compare);
  verifyHasbrouck(record(file['hasbrouck'], 'hasbrouck'), compare);
  verifyAmihud(record(file['amihud'], 'amihud'), compare);
  verifyRoll(record(file['roll'], 'roll'), compare);
  verifyCorwinSchultz(record(file['corwin_schultz'], 'corwin_schultz'), compare);
};
