import type { ExposureChain } from '../../../src/engine/quant/exposure/exposure-chain.ts';

// The baselines: each formula as the textbook has it, one contract at a time, nothing shared between rows.

const inverseSqrtTwoPi = 0.398_942_280_401_432_7;
const pdf = (x: number): number => inverseSqrtTwoPi * Math.exp(-0.5 * x * x);

/** Abramowitz & Stegun 26.2.17: what a straightforward program uses, seven digits. */
function cdf(x: number): number {
  const t = 1 / (1 + 0.231_641_9 * Math.abs(x));
  const poly =
    t * (0.319_381_530 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  const tail = pdf(x) * poly;
  return x >= 0 ? 1 - tail : tail;
}

/** Price and eleven Greeks of every row; answers with their sum so that nothing is optimised away. */
export function plainGreeks(chain: ExposureChain, spot: number): number {
  let sum = 0;
  for (let row = 0; row < chain.strike.length; row += 1) {
    const cp = chain.cp[row] as number;
    const strike = chain.strike[row] as number;
    const years = chain.years[row] as number;
    const vol = chain.vol[row] as number;
    const rate = chain.rate[row] as number;
    const carry = chain.dividendYield[row] as number;
    const root = Math.sqrt(years);
    const d1 = (Math.log(spot / strike) + (rate - carry + 0.5 * vol * vol) * years) / (vol * root);
    const d2 = d1 - vol * root;
    const growth = Math.exp(-carry * years);
    const discount = Math.exp(-rate * years);
    const density = pdf(d1);
    const n1 = cdf(cp * d1);
    const n2 = cdf(cp * d2);
    const price = cp * (spot * growth * n1 - strike * discount * n2);
    const delta = cp * growth * n1;
    const gamma = (growth * density) / (spot * vol * root);
    const vega = spot * growth * density * root;
    const theta =
      (-spot * growth * density * vol) / (2 * root) + cp * (carry * spot * growth * n1 - rate * strike * discount * n2);
    const rho = cp * strike * years * discount * n2;
    const vanna = (-growth * density * d2) / vol;
    const vomma = (vega * d1 * d2) / vol;
    const charm =
      cp * carry * growth * n1 -
      (growth * density * (2 * (rate - carry) * years - d2 * vol * root)) / (2 * years * vol * root);
    const speed = (-gamma / spot) * (d1 / (vol * root) + 1);
    const zomma = (gamma * (d1 * d2 - 1)) / vol;
    const veta = vega * (carry + ((rate - carry) * d1) / (vol * root) - (1 + d1 * d2) / (2 * years));
    sum += price + delta + gamma + vega + theta + rho + vanna + vomma + charm + speed + zomma + veta;
  }
  return sum;
}

/** Gamma exposure at `points` spots: every gamma anew at every spot. */
export function plainProfile(chain: ExposureChain, spot: number, points: number): number {
  let sum = 0;
  for (let point = 0; point < points; point += 1) {
    const x = spot * (0.8 + (0.4 * point) / (points - 1));
    let net = 0;
    for (let row = 0; row < chain.strike.length; row += 1) {
      const years = chain.years[row] as number;
      const vol = chain.vol[row] as number;
      const carry = chain.dividendYield[row] as number;
      const deviation = vol * Math.sqrt(years);
      const drift = ((chain.rate[row] as number) - carry + 0.5 * vol * vol) * years;
      const d1 = (Math.log(x / (chain.strike[row] as number)) + drift) / deviation;
      const gamma = (Math.exp(-carry * years) * pdf(d1)) / (x * deviation);
      net += (chain.cp[row] as number) * gamma * (chain.openInterest[row] as number) * chain.multiplier * x * x * 0.01;
    }
    sum += Math.abs(net);
  }
  return sum;
}

/** Newton from 20 % vol. */
export function plainImpliedVols(chain: ExposureChain, prices: Float64Array, spot: number): number {
  let sum = 0;
  for (let row = 0; row < prices.length; row += 1) {
    const cp = chain.cp[row] as number;
    const strike = chain.strike[row] as number;
    const years = chain.years[row] as number;
    const root = Math.sqrt(years);
    const forward = (chain.rate[row] as number) - (chain.dividendYield[row] as number);
    const growth = Math.exp(-(chain.dividendYield[row] as number) * years);
    const discount = Math.exp(-(chain.rate[row] as number) * years);
    let vol = 0.2;
    for (let step = 0; step < 20; step += 1) {
      const d1 = (Math.log(spot / strike) + (forward + 0.5 * vol * vol) * years) / (vol * root);
      const price = cp * (spot * growth * cdf(cp * d1) - strike * discount * cdf(cp * (d1 - vol * root)));
      const miss = price - (prices[row] as number);
      const vega = spot * growth * pdf(d1) * root;
      if (Math.abs(miss) < 1e-8 || vega < 1e-8) break;
      vol = Math.min(5, Math.max(0.001, vol - miss / vega));
    }
    sum += vol;
  }
  return sum;
}
