import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chainGreeks } from './chain-greeks.ts';
import { impliedDividendYield, impliedForward } from './forward.ts';
import { allocateGreeks, allocateOptions, greekNames, pricingStatuses } from './option-columns.ts';
import { black76Greeks, bsmGreeks } from './option-greeks.ts';

const hull = { cp: 1, spot: 42, strike: 40, years: 0.5, vol: 0.2, rate: 0.1, dividendYield: 0 } as const;

describe('an option on a stock', () => {
  test('is priced as in the textbook: 42, strike 40, six months, 20 %, 10 %', () => {
    const call = bsmGreeks(hull);
    expect(call.price).toBeCloseTo(4.759422392871533, 12);
    expect(call.delta).toBeCloseTo(0.779131290942669, 12);
    expect(call.theta / 365).toBeCloseTo(-0.0124906, 6);
    expect(bsmGreeks({ ...hull, cp: -1 }).price).toBeCloseTo(0.808599372900096, 12);
  });

  test('obeys put-call parity and the pricing equation', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const terms = fc.tuple(number(0.3, 3), number(1e-4, 5), number(0.02, 3), number(-0.05, 0.2), number(-0.05, 0.2));
    fc.assert(
      fc.property(terms, ([moneyness, years, vol, rate, dividendYield]) => {
        const spot = 100;
        const shared = { spot, strike: spot * moneyness, years, vol, rate, dividendYield };
        const call = bsmGreeks({ ...shared, cp: 1 });
        const put = bsmGreeks({ ...shared, cp: -1 });
        const a = spot * Math.exp(-dividendYield * years);
        const b = shared.strike * Math.exp(-rate * years);
        expect(Math.abs(call.price - put.price - (a - b))).toBeLessThan(1e-12 * (a + b));
        for (const { price, delta, gamma, theta } of [call, put]) {
          const diffusion = 0.5 * vol * vol * spot * spot * gamma;
          const drift = (rate - dividendYield) * spot * delta;
          const scale = Math.abs(theta) + diffusion + a + b;
          expect(Math.abs(theta + drift + diffusion - rate * price)).toBeLessThan(1e-12 * scale);
        }
        expect([put.gamma, put.vega, put.vanna]).toEqual([call.gamma, call.vega, call.vanna]);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('has finite Greeks however extreme the terms', () => {
    const extreme = fc.tuple(
      fc.constantFrom(1e-160, 1e-6, 1, 1e9, 1e160),
      fc.constantFrom(1e-160, 1e-6, 1, 1e9, 1e160),
      fc.constantFrom(1e-320, 1e-155, 1e-9, 0.1, 50),
      fc.constantFrom(1e-320, 1e-160, 1e-140, 1e-9, 0.2, 40, 1e60, 1e300),
      fc.constantFrom(0, 0.1),
    );
    fc.assert(
      fc.property(extreme, ([spot, strike, years, vol, rate]) => {
        const greeks = bsmGreeks({ ...hull, spot, strike, years, vol, rate });
        for (const name of greekNames) expect(greeks[name], name).not.toBeNaN();
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    [{ spot: 0 }, 'invalid-input'],
    [{ strike: -1 }, 'invalid-input'],
    [{ vol: -0.1 }, 'invalid-input'],
    [{ rate: Number.NaN }, 'invalid-input'],
    [{ years: Infinity }, 'invalid-input'],
    [{ years: 0 }, 'expired'],
    [{ vol: 0 }, 'zero-vol'],
  ] as const)('with %o is %s', (change, status) => {
    const greeks = bsmGreeks({ ...hull, ...change });
    expect(greeks.status).toBe(status);
    expect(Number.isNaN(greeks.price)).toBe(status === 'invalid-input');
  });
});

test('a chain gives each row what it gets alone, whatever stands beside it', () => {
  const options = allocateOptions(60);
  for (let row = 0; row < 60; row += 1) {
    options.cp[row] = row % 2 === 0 ? 1 : -1;
    options.strike[row] = 80 + 2 * Math.floor((row % 20) / 2);
    options.years[row] = [0.01, 0.1, 0][Math.floor(row / 20)] ?? 0;
    options.vol[row] = row % 3 === 0 ? 0.25 : 0.2;
    options.rate[row] = 0.04;
    options.dividendYield[row] = row > 30 ? 0.01 : 0.02;
  }
  const out = allocateGreeks(60);
  chainGreeks(options, 90, out);
  for (let row = 0; row < 60; row += 1) {
    const alone = bsmGreeks({
      cp: options.cp[row] === 1 ? 1 : -1,
      spot: 90,
      strike: options.strike[row] ?? 0,
      years: options.years[row] ?? 0,
      vol: options.vol[row] ?? 0,
      rate: 0.04,
      dividendYield: options.dividendYield[row] ?? 0,
    });
    for (const name of greekNames) expect(out[name][row]).toBe(alone[name]);
  }
});

test('one expiry may be longer than a block, and bad rows in it change no other', () => {
  const size = 700;
  const options = allocateOptions(size);
  options.years.fill(0.1);
  options.rate.fill(0.04);
  options.dividendYield.fill(0.01);
  for (let row = 0; row < size; row += 1) {
    options.cp[row] = row % 2 === 0 ? 1 : -1;
    options.strike[row] = 60 + row / 10;
    options.vol[row] = 0.2 + (row % 7) / 100;
  }
  const plain = allocateGreeks(size);
  chainGreeks(options, 95, plain);
  const bad = new Map([
    [3, { vol: -0.2, status: 'invalid-input' }],
    [255, { vol: 0, status: 'zero-vol' }],
    [256, { vol: Number.NaN, status: 'invalid-input' }],
    [400, { strike: Number.POSITIVE_INFINITY, status: 'invalid-input' }],
    [401, { strike: 0, status: 'invalid-input' }],
    [699, { strike: -5, status: 'invalid-input' }],
  ] as const);
  for (const [row, change] of bad) {
    if ('vol' in change) options.vol[row] = change.vol;
    else options.strike[row] = change.strike;
  }
  const out = allocateGreeks(size);
  chainGreeks(options, 95, out);
  for (let row = 0; row < size; row += 1) {
    const change = bad.get(row as 3);
    expect(pricingStatuses[out.status[row] ?? 3]).toBe(change?.status ?? 'ok');
    if (change === undefined) for (const name of greekNames) expect(out[name][row], name).toBe(plain[name][row]);
    else if (change.status === 'invalid-input') expect(out.gamma[row]).toBeNaN();
  }
});

test('a chain at an impossible spot has no values, an empty one nothing to say', () => {
  const options = allocateOptions(3);
  options.cp.fill(1);
  options.strike.fill(100);
  options.years.set([0.5, 0.5, 0]);
  options.vol.fill(0.2);
  for (const spot of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    const out = allocateGreeks(3);
    chainGreeks(options, spot, out);
    expect([...out.status]).toEqual([3, 3, 3]);
    expect([...out.price]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  }
  expect(() => chainGreeks(allocateOptions(0), 100, allocateGreeks(0))).not.toThrow();
});

test('Black-76 equals Black-Scholes on the forward', () => {
  const forward = 42 * Math.exp(0.1 * 0.5);
  const { spot: _spot, dividendYield: _yield, ...terms } = hull;
  expect(black76Greeks({ ...terms, forward }).price).toBeCloseTo(bsmGreeks(hull).price, 12);
});

test('the forward comes from the strike where call and put are closest', () => {
  const strikes = Float64Array.of(95, 100, 105);
  const input = { strikes, callMids: Float64Array.of(8, 5, 2.4), putMids: Float64Array.of(2, 4, Number.NaN) };
  const forward = impliedForward({ ...input, rate: 0.05, years: 1 });
  expect(forward).toBeCloseTo(100 + Math.exp(0.05), 12);
  expect(impliedDividendYield({ spot: 100, forward: forward ?? 0, rate: 0.05, years: 1 })).toBeCloseTo(
    0.05 - Math.log((forward ?? 0) / 100),
    12,
  );
  expect(impliedForward({ ...input, callMids: new Float64Array(3).fill(Number.NaN), rate: 0, years: 1 })).toBeNull();
});
