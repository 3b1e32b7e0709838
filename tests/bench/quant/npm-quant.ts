import greeks from 'greeks';
import impliedVolatility from 'implied-volatility';
import { atr, ema, rsi, sma } from 'indicatorts';
import type { ExposureChain } from '../../../src/engine/quant/exposure/exposure-chain.ts';

// What the registry has for the same jobs; it lacks a dividend yield, vanna, charm and a volatility of full precision.

/** Five Greeks of every row: all that the package knows. */
export function npmGreeks(chain: ExposureChain, spot: number): number {
  let sum = 0;
  for (let row = 0; row < chain.strike.length; row += 1) {
    const side = (chain.cp[row] as number) > 0 ? 'call' : 'put';
    const [strike, years] = [chain.strike[row] as number, chain.years[row] as number];
    const [vol, rate] = [chain.vol[row] as number, chain.rate[row] as number];
    sum += greeks.getDelta(spot, strike, years, vol, rate, side) + greeks.getGamma(spot, strike, years, vol, rate);
    sum += greeks.getVega(spot, strike, years, vol, rate) + greeks.getTheta(spot, strike, years, vol, rate, side);
    sum += greeks.getRho(spot, strike, years, vol, rate, side);
  }
  return sum;
}

/** Vol of every row to the cent of its price, which is where the package stops. */
export function npmImpliedVols(chain: ExposureChain, prices: Float64Array, spot: number): number {
  let sum = 0;
  for (let row = 0; row < prices.length; row += 1) {
    const side = (chain.cp[row] as number) > 0 ? 'call' : 'put';
    const [strike, years, rate] = [chain.strike[row] as number, chain.years[row] as number, chain.rate[row] as number];
    sum += impliedVolatility.getImpliedVolatility(prices[row] as number, spot, strike, years, rate, side);
  }
  return sum;
}

/** The package takes plain arrays only. */
export type PlainBars = { readonly high: number[]; readonly low: number[]; readonly close: number[] };

export const npmIndicators: Readonly<Record<string, (bars: PlainBars) => unknown>> = {
  'SMA 20': ({ close }) => sma(close, { period: 20 }),
  'EMA 20': ({ close }) => ema(close, { period: 20 }),
  'RSI 14': ({ close }) => rsi(close, { period: 14 }),
  'ATR 14': ({ high, low, close }) => atr(high, low, close, { period: 14 }),
};
