import { americanGreeks } from '../../../engine/quant/pricing/american-greeks.ts';
import { baroneAdesiWhaley } from '../../../engine/quant/pricing/barone-adesi-whaley.ts';
import { crrTree } from '../../../engine/quant/pricing/crr-tree.ts';
import { type Case, cases, count, flag, numberOrNull } from './fields.ts';
import { input, spotOption } from './option-terms.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

/** Allowed error of the default engine by quantity, of a reference value and the spot. */
const budgets = {
  price: (_value: number, spot: number) => 1e-4 * spot,
  european: (value: number, spot: number) => 1e-10 * Math.abs(value) + 1e-12 * spot,
  premium: (_value: number, spot: number) => 1e-4 * spot,
  delta: () => 2e-3,
  gamma: (value: number, spot: number) => 1e-2 * Math.abs(value) + 1e-3 / spot,
  theta: (value: number, spot: number) => 2e-2 * Math.abs(value) + 1e-3 * spot,
  vega: (value: number, spot: number) => 5e-3 * Math.abs(value) + 1e-3 * spot,
} as const;

/** A tree takes time with the square of its steps. */
const mostSteps = 20_000;

function optionOf({ fields, path }: Case) {
  return { ...spotOption(fields, path), vol: input(fields, 'sigma', path) };
}

/** A null Greek is one the reference could not difference near the boundary, not one that has no value. */
function compareReference(compare: Comparisons, row: Case): void {
  const { fields, path } = row;
  const option = optionOf(row);
  const greeks = americanGreeks(option);
  const ours = { ...greeks, premium: greeks.price - greeks.european };
  for (const [name, budget] of Object.entries(budgets)) {
    if (fields[name] === undefined) continue;
    const expected = numberOrNull(fields[name], `${path}.${name}`);
    if (expected === null && name !== 'price') continue;
    const actual = ours[name as keyof typeof budgets];
    const tolerance = budget(expected ?? 0, option.spot);
    compare.number({ quantity: name, actual, expected, tolerance, where: path });
  }
  if (fields['price'] === undefined) throw new MalformedVectors(`${path}.price: expected a number, found nothing`);
  if (fields['exercise_now'] === undefined) return;
  const expected = String(flag(fields['exercise_now'], `${path}.exercise_now`));
  compare.word({ quantity: 'exercise now', actual: String(greeks.exercised), expected, where: path });
}

function compareTree(compare: Comparisons, row: Case): void {
  const { fields, path } = row;
  const steps = count(fields['N'], `${path}.N`, mostSteps);
  const tree = crrTree(optionOf(row), steps);
  for (const name of ['american', 'european'] as const) {
    const expected = numberOrNull(fields[name], `${path}.${name}`);
    const tolerance = 1e-9 * Math.abs(expected ?? 0);
    compare.number({ quantity: `tree ${name}`, actual: tree[name], expected, tolerance, where: path });
  }
}

function compareApproximation(compare: Comparisons, row: Case): void {
  const option = optionOf(row);
  const expected = numberOrNull(row.fields['baw'], `${row.path}.baw`);
  const actual = baroneAdesiWhaley(option);
  compare.number({
    quantity: 'quadratic approximation',
    actual,
    expected,
    tolerance: 2e-6 * option.spot,
    where: row.path,
  });
}

/** American prices and Greeks against the reference, the textbook tree and the quadratic approximation. */
export const verifyAmerican: Verifier = (file, compare) => {
  for (const row of cases(file, 'reference')) compareReference(compare, row);
  if (file['crr'] !== undefined) for (const row of cases(file, 'crr')) compareTree(compare, row);
  if (file['baw'] !== undefined) for (const row of cases(file, 'baw')) compareApproximation(compare, row);
};
