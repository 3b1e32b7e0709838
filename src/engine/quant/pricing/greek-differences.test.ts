import { describe, expect, test } from 'vitest';
import type { GreekName } from './option-columns.ts';
import { bsmGreeks } from './option-greeks.ts';

/** Fixed-point numbers of 240 binary places, 72 decimal ones. */
const places = 240n;
const one = 1n << places;
const fixed = (x: number): bigint => BigInt(x * 2 ** 64) << (places - 64n);
const float = (x: bigint): number => Number(x >> (places - 160n)) / 2 ** 160;
const times = (a: bigint, b: bigint): bigint => (a * b) >> places;
const over = (a: bigint, b: bigint): bigint => (a << places) / b;

function exponential(x: bigint): bigint {
  const small = x >> 12n;
  let term = one;
  let sum = one;
  for (let k = 1n; term !== 0n && k < 60n; k += 1n) {
    term = times(term, small) / k;
    sum += term;
  }
  for (let square = 0; square < 12; square += 1) sum = times(sum, sum);
  return sum;
}

function logarithm(x: bigint): bigint {
  let y = fixed(Math.log(float(x)) + 8) - 8n * one;
  for (let step = 0; step < 3; step += 1) {
    const e = exponential(y);
    y += over(2n * (x - e), x + e);
  }
  return y;
}

function squareRoot(x: bigint): bigint {
  let root = fixed(Math.sqrt(float(x)));
  for (let step = 0; step < 4; step += 1) root = (root + over(x, root)) / 2n;
  return root;
}

const perRoot2Pi = over(
  one,
  squareRoot(2n * ((314159265358979323846264338327950288419716939937510582097494n * one) / 10n ** 59n)),
);

/** 1/2 + n(x) (x + x^3/3 + x^5/15 + ...). */
function cumulative(x: bigint): bigint {
  const square = times(x, x);
  let term = x;
  let sum = x;
  for (let k = 3n; term !== 0n && k < 2000n; k += 2n) {
    term = times(term, square) / k;
    sum += term;
  }
  return one / 2n + times(times(perRoot2Pi, exponential(-square / 2n)), sum);
}

type Terms = {
  readonly spot: bigint;
  readonly strike: bigint;
  readonly years: bigint;
  readonly vol: bigint;
  readonly rate: bigint;
  readonly dividendYield: bigint;
};

function price(cp: bigint, { spot, strike, years, vol, rate, dividendYield }: Terms): bigint {
  const deviation = times(vol, squareRoot(years));
  const drift = times(rate - dividendYield, years);
  const d1 = over(logarithm(over(spot, strike)) + drift, deviation) + deviation / 2n;
  const stock = times(times(spot, exponential(-times(dividendYield, years))), cumulative(cp * d1));
  const debt = times(times(strike, exponential(-times(rate, years))), cumulative(cp * (d1 - deviation)));
  return cp * (stock - debt);
}

const step = one >> 40n;

/** Central differences nested once per name: error about step^2, 1e-24. */
function derivative(cp: bigint, terms: Terms, by: readonly (keyof Terms)[]): bigint {
  const [name, ...rest] = by;
  if (name === undefined) return price(cp, terms);
  const at = (change: bigint) => derivative(cp, { ...terms, [name]: terms[name] + change }, rest);
  return over(at(step) - at(-step), 2n * step);
}

/** By what the price is differentiated; calendar time runs against years. */
const definitions: readonly (readonly [GreekName, 1 | -1, readonly (keyof Terms)[]])[] = [
  ['price', 1, []],
  ['delta', 1, ['spot']],
  ['gamma', 1, ['spot', 'spot']],
  ['vega', 1, ['vol']],
  ['theta', -1, ['years']],
  ['rho', 1, ['rate']],
  ['epsilon', 1, ['dividendYield']],
  ['vanna', 1, ['spot', 'vol']],
  ['vomma', 1, ['vol', 'vol']],
  ['charm', -1, ['spot', 'years']],
  ['speed', 1, ['spot', 'spot', 'spot']],
  ['zomma', 1, ['spot', 'spot', 'vol']],
  ['color', -1, ['spot', 'spot', 'years']],
  ['veta', -1, ['vol', 'years']],
  ['dualDelta', 1, ['strike']],
];

const options = [
  { cp: 1, spot: 100, strike: 105, years: 0.5, vol: 0.25, rate: 0.04, dividendYield: 0.015 },
  { cp: -1, spot: 100, strike: 80, years: 0.25, vol: 0.35, rate: 0.05, dividendYield: 0 },
  { cp: -1, spot: 62.5, strike: 70, years: 2, vol: 0.8, rate: -0.01, dividendYield: 0.03 },
  { cp: 1, spot: 50, strike: 50.5, years: 0.0078125, vol: 0.15, rate: 0.03, dividendYield: 0.01 },
] as const;

describe.each(options)('Greeks of %o', (option) => {
  test('equal differences of a price with 72 digits', () => {
    const { cp, spot, strike, years, vol, rate, dividendYield } = option;
    const greeks = bsmGreeks(option);
    const terms = {
      spot: fixed(spot),
      strike: fixed(strike),
      years: fixed(years),
      vol: fixed(vol),
      rate: fixed(rate),
      dividendYield: fixed(dividendYield),
    };
    for (const [name, sign, by] of definitions) {
      const reference = sign * float(derivative(BigInt(cp), terms, by));
      expect(Math.abs(greeks[name] - reference), name).toBeLessThan(1e-11 * Math.max(Math.abs(reference), 1e-3));
    }
  });
});
