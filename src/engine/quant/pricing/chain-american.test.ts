import { expect, test } from 'vitest';
import { americanGreeks } from './american-greeks.ts';
import { allocateAmerican, chainAmericanGreeks, chainAmericanImpliedVols } from './chain-american.ts';
import { impliedVolStatuses } from './implied-vol.ts';
import { allocateOptions, pricingStatuses } from './option-columns.ts';

test('an American chain gives each row what it gets alone, and its vols come back', () => {
  const options = allocateOptions(8);
  options.cp.set([1, -1, 1, -1, 1, -1, -1, -1]);
  options.strike.set([90, 90, 100, 100, 110, 110, 180, 0]);
  options.years.fill(0.4);
  options.vol.fill(0.3);
  options.rate.fill(0.05);
  options.dividendYield.fill(0.02);
  const out = allocateAmerican(8);
  chainAmericanGreeks(options, 100, out);
  for (let row = 0; row < 8; row += 1) {
    const alone = americanGreeks({
      cp: options.cp[row] === 1 ? 1 : -1,
      spot: 100,
      strike: options.strike[row] ?? 0,
      years: 0.4,
      vol: 0.3,
      rate: 0.05,
      dividendYield: 0.02,
    });
    expect(pricingStatuses[out.status[row] ?? 0]).toBe(alone.status);
    expect([out.price[row], out.vega[row], out.exercised[row]]).toEqual([
      alone.price,
      alone.vega,
      alone.exercised ? 1 : 0,
    ]);
  }
  const vols = { vol: new Float64Array(8), status: new Uint8Array(8) };
  chainAmericanImpliedVols({ options, prices: out.price, spot: 100 }, vols);
  for (let row = 0; row < 6; row += 1) expect(vols.vol[row]).toBeCloseTo(0.3, 5);
  expect([vols.status[6], vols.status[7]].map((code) => impliedVolStatuses[code ?? 0])).toEqual([
    'at-intrinsic',
    'invalid-input',
  ]);
});

test('an empty American chain is nothing to do', () => {
  const out = allocateAmerican(0);
  chainAmericanGreeks(allocateOptions(0), 100, out);
  expect(out.price).toHaveLength(0);
});
