import { allocateChain, type ExposureChain } from '../../../src/engine/quant/exposure/exposure-chain.ts';

export const contracts = 8_000;
export const spot = 5_000;

/** A chain of calls and puts in pairs over 20 expiries of 200 strikes; scalar.cpp makes the same one. */
export function benchChain(): ExposureChain {
  const expiries = Array.from({ length: 20 }, (_each, index) => `E${index}`);
  const chain = allocateChain({ size: contracts, expiries, spot, multiplier: 100 });
  for (let row = 0; row < contracts; row += 1) {
    const expiry = Math.floor(row / 400);
    const place = Math.floor((row % 400) / 2);
    const strike = 4_000 + place * 10;
    chain.cp[row] = row % 2 === 0 ? 1 : -1;
    chain.strike[row] = strike;
    chain.expiry[row] = expiry;
    chain.years[row] = (1 + expiry * 3) / 365;
    chain.vol[row] = 0.14 + 0.3 * Math.abs(strike / spot - 1);
    chain.rate[row] = 0.04;
    chain.dividendYield[row] = 0.013;
    chain.openInterest[row] = 100 + ((row * 37) % 1_000);
  }
  return chain;
}
