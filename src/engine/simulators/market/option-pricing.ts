/** Black-Scholes-Merton with a dividend yield; `years` is calendar time ACT/365, vols as fractions. */
export type OptionInputs = {
  readonly spot: number;
  readonly strike: number;
  readonly years: number;
  readonly vol: number;
  readonly rate: number;
  readonly dividendYield: number;
  readonly right: 'C' | 'P';
};

export type OptionValue = {
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  /** Per 1.00 of vol. */
  readonly vega: number;
  /** Per year of calendar time. */
  readonly theta: number;
};

const upper = [
  220.2068679123761, 221.2135961699311, 112.0792914978709, 33.912866078383, 6.37396220353165, 0.7003830644436881,
  0.03526249659989109,
];
const lower = [
  440.4137358247522, 793.8265125199484, 637.3336333788311, 296.5642487796737, 86.78073220294608, 16.06417757920695,
  1.755667163182642, 0.08838834764831844,
];

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let index = coefficients.length - 1; index >= 0; index -= 1) sum = sum * x + (coefficients[index] ?? 0);
  return sum;
}

/** Normal distribution (Hart 1968 as given by West 2005), double precision. */
export function normalCdf(x: number): number {
  const z = Math.abs(x);
  if (z > 37) return x > 0 ? 1 : 0;
  const density = Math.exp((-z * z) / 2);
  const tail =
    z < 7.07106781186547
      ? (density * horner(upper, z)) / horner(lower, z)
      : density / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / 2.506628274631;
  return x > 0 ? 1 - tail : tail;
}

export function priceOption(inputs: OptionInputs): OptionValue {
  const { spot, strike, years, vol, rate, dividendYield, right } = inputs;
  const sign = right === 'C' ? 1 : -1;
  if (years <= 0 || vol <= 0) {
    const inTheMoney = sign * (spot - strike);
    return { price: Math.max(0, inTheMoney), delta: inTheMoney > 0 ? sign : 0, gamma: 0, vega: 0, theta: 0 };
  }
  const spread = vol * Math.sqrt(years);
  const grown = spot * Math.exp(-dividendYield * years);
  const discounted = strike * Math.exp(-rate * years);
  const d1 = Math.log(grown / discounted) / spread + spread / 2;
  const density = (grown * Math.exp((-d1 * d1) / 2)) / 2.5066282746310002;
  const first = grown * normalCdf(sign * d1);
  const second = discounted * normalCdf(sign * (d1 - spread));
  return {
    price: sign * (first - second),
    delta: (sign * first) / spot,
    gamma: density / (spot * spot * spread),
    vega: density * Math.sqrt(years),
    theta: -(density * vol) / (2 * Math.sqrt(years)) + sign * (dividendYield * first - rate * second),
  };
}
