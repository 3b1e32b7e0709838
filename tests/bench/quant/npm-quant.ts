import greeks from 'greeks';
import impliedVolatility from 'implied-volatility';
import { atr, ema, rsi, sma } from 'indicatorts';
import type { BenchBars } from './bench-bars.ts';
import type { OptionColumns } from '../../../src/engine/quant/pricing/option-columns.ts';

// What the registry has for the same jobs; it lacks a dividend yield, vanna, charm and a volatility of full precision.

/** Five Greeks of the first rows: all that the package knows. */
export function npmGreeks(options: OptionColumns, spot: number, rows: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) {
    const side = (options.cp[row] as number) > 0 ? 'call' : 'put';
    const [strike, years] = [options.strike[row] as number, options.years[row] as number];
    const [vol, rate] = [options.vol[row] as number, options.rate[row] as number];
    sum += greeks.getDelta(spot, strike, years, vol, rate, side) + greeks.getGamma(spot, strike, years, vol, rate);
    sum += greeks.getVega(spot, strike, years, vol, rate) + greeks.getTheta(spot, strike, years, vol, rate, side);
    sum += greeks.getRho(spot, strike, years, vol, rate, side);
  }
  return sum;
}

/** Vols of the first rows to the cent of its price, which is where the package stops. */
export function npmImpliedVols(input: {
  readonly options: OptionColumns;
  readonly spot: number;
  readonly prices: Float64Array;
  readonly rows: number;
}): number {
  const { options, spot, prices, rows } = input;
  let sum = 0;
  for (let row = 0; row < rows; row += 1) {
    const side = (options.cp[row] as number) > 0 ? 'call' : 'put';
    const [strike, years, rate] = [
      options.strike[row] as number,
      options.years[row] as number,
      options.rate[row] as number,
    ];
    sum += impliedVolatility.getImpliedVolatility(prices[row] as number, spot, strike, years, rate, side);
  }
  return sum;
}

/** The package takes plain arrays only. */
type PlainBars = { readonly high: number[]; readonly low: number[]; readonly close: number[] };

export function plainBars({ high, low, close }: BenchBars): PlainBars {
  return { high: [...high], low: [...low], close: [...close] };
}

export const npmIndicators: Readonly<Record<string, (bars: PlainBars) => unknown>> = {
  'SMA 20': ({ close }) => sma(close, { period: 20 }),
  'EMA 20': ({ close }) => ema(close, { period: 20 }),
  'RSI 14': ({ close }) => rsi(close, { period: 14 }),
  'ATR 14': ({ high, low, close }) => atr(high, low, close, { period: 14 }),
};
