import { type DealerPositions, dealerPositions } from './dealer-positions.ts';
import { expMinus } from '../pricing/exponential.ts';
import { logRatio } from '../pricing/log-ratio.ts';
import { inverseSqrtTwoPi } from '../pricing/normal.ts';
import { type ExposureChain, hasVol } from './exposure-chain.ts';

/**
 * What the gamma profile needs of each contract with strike, time, rates and own vol held fixed (sticky strike):
 * d1(x) = (ln(x/S) - center) / deviation and GEX(x) = scale x n(d1) with scale already holding sign, size and e^-qT.
 */
export type GammaTerms = {
  /** S, which moneyness is taken from: ln x - ln K would lose the digits that count seconds before expiry. */
  readonly spot: number;
  readonly center: Float64Array;
  readonly inverseDeviation: Float64Array;
  /** D m 0.01 e^-qT / (vol sqrt T) / sqrt(2 pi), D the contracts dealers hold, signed. */
  readonly scale: Float64Array;
};

/** Terms of the rows that carry Greeks. GEX(x) = x * sum scale exp(-d1^2/2), since D gamma m x^2 0.01 = scale n(d1) x. */
export function gammaTerms(chain: ExposureChain, positions: DealerPositions = dealerPositions(chain)): GammaTerms {
  const rows: number[] = [];
  for (let row = 0; row < chain.strike.length; row += 1) {
    if (positions.dealer[row] !== 0 && hasVol(chain, row)) rows.push(row);
  }
  const center = new Float64Array(rows.length);
  const inverseDeviation = new Float64Array(rows.length);
  const scale = new Float64Array(rows.length);
  for (const [index, row] of rows.entries()) {
    const years = chain.years[row] as number;
    const vol = chain.vol[row] as number;
    const dividendYield = chain.dividendYield[row] as number;
    const deviation = vol * Math.sqrt(years);
    const drift = ((chain.rate[row] as number) - dividendYield) * years + 0.5 * deviation * deviation;
    const size = (positions.dealer[row] as number) * chain.multiplier * 0.01;
    center[index] = logRatio(chain.strike[row] as number, chain.spot) - drift;
    inverseDeviation[index] = 1 / deviation;
    scale[index] = (size * Math.exp(-dividendYield * years) * inverseSqrtTwoPi) / deviation;
  }
  return { spot: chain.spot, center, inverseDeviation, scale };
}

/** Net GEX at spot `x`, $ per 1 %. */
export function gammaExposureAt(terms: GammaTerms, x: number): number {
  const log = logRatio(x, terms.spot);
  let sum = 0;
  for (let index = 0; index < terms.scale.length; index += 1) {
    const d1 = (log - (terms.center[index] as number)) * (terms.inverseDeviation[index] as number);
    sum += (terms.scale[index] as number) * expMinus(0.5 * d1 * d1);
  }
  return x * sum;
}
