import { expect, test } from 'vitest';
import { chainBlack76Greeks } from './chain-greeks.ts';
import { displayDivisor } from './display-units.ts';
import { black76ImpliedVol, chainBlack76ImpliedVols, impliedVolStatuses } from './implied-vol.ts';
import { allocateGreeks, allocateOptions, greekNames, pricingStatuses } from './option-columns.ts';
import { black76Greeks } from './option-greeks.ts';

const size = 300;

/** More rows than one block, each with its own forward; an expired, a vol-less and an invalid row among them. */
function futuresOptions() {
  const options = allocateOptions(size);
  const forwards = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    options.cp[row] = row % 2 === 0 ? 1 : -1;
    options.strike[row] = 60 + (row % 40);
    options.years[row] = 0.02 + Math.floor(row / 50) * 0.2;
    options.vol[row] = 0.2 + 0.001 * (row % 17);
    options.rate[row] = 0.04;
    forwards[row] = 75 + Math.floor(row / 50);
  }
  options.years[10] = 0;
  options.vol[270] = 0;
  forwards[299] = -1;
  return { options, forwards };
}

test('Black-76 of a chain gives each row what it gets alone', () => {
  const { options, forwards } = futuresOptions();
  const out = allocateGreeks(size);
  chainBlack76Greeks(options, forwards, out);
  for (let row = 0; row < size; row += 1) {
    const alone = black76Greeks({
      cp: options.cp[row] === 1 ? 1 : -1,
      forward: forwards[row] ?? 0,
      strike: options.strike[row] ?? 0,
      years: options.years[row] ?? 0,
      vol: options.vol[row] ?? 0,
      rate: options.rate[row] ?? 0,
    });
    expect(pricingStatuses[out.status[row] ?? 3]).toBe(alone.status);
    for (const name of greekNames) {
      const value = out[name][row] ?? Number.NaN;
      if (Number.isNaN(alone[name])) expect(value).toBeNaN();
      else expect(Math.abs(value - alone[name]), name).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(alone[name])));
    }
  }
  expect([10, 270, 299].map((row) => pricingStatuses[out.status[row] ?? 3])).toEqual([
    'expired',
    'zero-vol',
    'invalid-input',
  ]);
});

test('Black-76 vols come back from their prices, alone and in a chain', () => {
  const { options, forwards } = futuresOptions();
  const greeks = allocateGreeks(size);
  chainBlack76Greeks(options, forwards, greeks);
  const out = { vol: new Float64Array(size), status: new Uint8Array(size) };
  chainBlack76ImpliedVols({ options, prices: greeks.price, forwards }, out);
  let inverted = 0;
  for (let row = 0; row < size; row += 1) {
    const alone = black76ImpliedVol({
      cp: options.cp[row] === 1 ? 1 : -1,
      price: greeks.price[row] ?? 0,
      forward: forwards[row] ?? 0,
      strike: options.strike[row] ?? 0,
      years: options.years[row] ?? 0,
      rate: 0.04,
    });
    expect(impliedVolStatuses[out.status[row] ?? 4]).toBe(alone.status);
    expect(Number.isNaN(out.vol[row]) ? null : out.vol[row]).toBe(alone.vol);
    if (alone.status !== 'ok' || (greeks.vega[row] ?? 0) < 0.01) continue;
    inverted += 1;
    expect(Math.abs((alone.vol ?? 0) - (options.vol[row] ?? 0))).toBeLessThan(1e-9);
  }
  expect(inverted).toBeGreaterThan(200);
  expect([out.status[10], out.status[299]].map((code) => impliedVolStatuses[code ?? 0])).toEqual([
    'invalid-input',
    'invalid-input',
  ]);
});

test('every Greek has a unit to be shown in', () => {
  for (const name of greekNames) expect(displayDivisor[name]).toBeGreaterThanOrEqual(1);
  expect([displayDivisor.theta, displayDivisor.vega, displayDivisor.charm]).toEqual([365, 100, 365]);
});
