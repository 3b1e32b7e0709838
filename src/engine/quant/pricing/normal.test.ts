import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalWithin } from './normal-within.ts';
import { inverseSqrtTwoPi, millsRatio, normalCdf, normalCdfOver, normalPdf } from './normal.ts';

const rounding = 4 * Number.EPSILON;

function relative(value: number, reference: number): number {
  return Math.abs(value / reference - 1);
}

describe('the normal distribution', () => {
  test("Mills' ratio has every digit from the middle to the far tail (references of 30 digits)", () => {
    const references = [
      [0, 1.2533141373155003],
      [0.1, 1.1592623996187363],
      [0.5, 0.8763644564536923],
      [1, 0.6556795424187984],
      [2, 0.4213692292880545],
      [3.5, 0.26656776896822376],
      [8, 0.1231319632579323],
      [20, 0.04987592598183679],
      [37, 0.027007327965128336],
      [1e8, 9.999999999999999e-9],
      [1e24, 1e-24],
    ] as const;
    for (const [x, ratio] of references) expect(relative(millsRatio(x), ratio), String(x)).toBeLessThan(rounding);
    expect(Number.isFinite(millsRatio(Number.POSITIVE_INFINITY))).toBe(true);
    expect(millsRatio(Number.NaN)).toBeNaN();
  });

  test("Mills' ratio solves its equation m' = x m - 1", () => {
    const places = fc.double({ min: 0.01, max: 30, noNaN: true });
    fc.assert(
      fc.property(places, (x) => {
        const h = 1e-3 * Math.min(1, x);
        const [far, near] = [millsRatio(x + 2 * h) - millsRatio(x - 2 * h), millsRatio(x + h) - millsRatio(x - h)];
        const slope = (8 * near - far) / (12 * h);
        expect(Math.abs(slope - (x * millsRatio(x) - 1))).toBeLessThan(1e-9);
      }),
    );
  });

  test('matches printed values, also far in the tail', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(relative(normalPdf(0), inverseSqrtTwoPi)).toBe(0);
    expect(relative(normalPdf(-1), 0.24197072451914337)).toBeLessThan(rounding);
    expect(relative(normalCdf(1.959963984540054), 0.975)).toBeLessThan(rounding);
    expect(relative(normalCdf(-10), 7.619853024160527e-24)).toBeLessThan(1e-14);
    expect(relative(normalCdf(-37), 5.725571222524577e-300)).toBeLessThan(1e-13);
    expect([normalCdf(-40), normalCdf(40), normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1, 0, 1]);
    expect([normalCdf(Number.NaN), normalPdf(Number.NaN)]).toEqual([Number.NaN, Number.NaN]);
  });

  test('a column gets what each value gets alone', () => {
    const column = Float64Array.from({ length: 700 }, (_each, row) => (row - 350) / 40);
    column[300] = Number.NaN;
    column[301] = Number.NEGATIVE_INFINITY;
    const alone = column.map((x) => normalCdf(x));
    normalCdfOver(column);
    expect(column).toEqual(alone);
  });

  test('rises, and both tails together are 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9, noNaN: true }), (x) => {
        expect(Math.abs(normalCdf(x) + normalCdf(-x) - 1)).toBeLessThan(rounding);
        expect(normalCdf(x + 1e-6)).toBeGreaterThanOrEqual(normalCdf(x));
      }),
    );
  });

  test('around the mean it keeps its digits, and the two ways of computing it meet', () => {
    expect(relative(normalWithin(1e-9), 2 * inverseSqrtTwoPi * 1e-9)).toBeLessThan(rounding);
    expect(relative(normalWithin(0.1), 0.07965567455405796)).toBeLessThan(rounding);
    const edge = 0.46875 * Math.SQRT2;
    expect(relative(normalWithin(edge * (1 + 1e-15)), normalWithin(edge * (1 - 1e-15)))).toBeLessThan(1e-14);
    expect(normalWithin(9)).toBe(1);
  });
});
