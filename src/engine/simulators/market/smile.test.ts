import { describe, expect, it } from 'vitest';
import { symbolTable } from './symbol-table.ts';
import { smileVariance } from './smile.ts';
import type { SkewSpec } from './symbol-spec.ts';
import { totalVariance } from './variance-curve.ts';

/** Smallest value of Gatheral and Jacquier's g on a grid: negative means a butterfly with a negative price. */
function leastG(atm: number, skew: SkewSpec): number {
  const w = (k: number): number => smileVariance(atm, k, skew);
  const width = Math.sqrt(atm);
  const h = width * 1e-3;
  let least = Infinity;
  for (let z = -6; z <= 6; z += 0.08) {
    const k = z * width;
    const first = (w(k + h) - w(k - h)) / (2 * h);
    const second = (w(k + h) - 2 * w(k) + w(k - h)) / (h * h);
    const g = (1 - (k * first) / (2 * w(k))) ** 2 - (first ** 2 / 4) * (1 / w(k) + 1 / 4) + second / 2;
    least = Math.min(least, g);
  }
  return least;
}

const optionable = symbolTable.flatMap((spec) =>
  spec.options ? [{ symbol: spec.symbol, skew: spec.options.skew }] : [],
);
/** From the last minutes of a quiet same-day option to two months of a wild stock. */
const levels = [1e-7, 1e-5, 1e-4, 1e-3, 0.01, 0.05, 0.2];
/** Episodes swing rho this far. */
const swings = [-0.38, -0.1, 0, 0.1, 0.38];

describe('smiles', () => {
  it.each(optionable)('$symbol has no butterfly arbitrage at any level or swing', ({ skew }) => {
    for (const level of levels) {
      for (const swing of swings) {
        const rho = Math.max(-0.85, Math.min(0.6, skew.rho + swing));
        expect(skew.eta ** 2 * (1 + Math.abs(rho))).toBeLessThanOrEqual(4);
        expect(leastG(level, { rho, eta: skew.eta })).toBeGreaterThan(0);
      }
    }
  });

  it('would notice an arbitrageable smile', () => {
    expect(leastG(0.01, { rho: -0.9, eta: 4 })).toBeLessThan(0);
  });

  it.each(optionable)('$symbol has no calendar arbitrage', ({ skew }) => {
    for (const curve of [
      { near: 0.01, far: 0.04 },
      { near: 0.3, far: 0.05 },
    ]) {
      for (let k = -0.4; k <= 0.4; k += 0.02) {
        let before = 0;
        for (let days = 0.05; days < 60; days *= 1.3) {
          const variance = smileVariance(totalVariance(curve, days / 365), k, skew);
          expect(variance).toBeGreaterThan(before);
          before = variance;
        }
      }
    }
  });
});
