import { isPriceable, type SpotOption } from './bsm-price.ts';

export type TreePrices = { readonly american: number; readonly european: number };

/** Node payoffs at one time step: S u^(2 j - step), j up-moves, for j = 0..step. */
function spotAt(option: SpotOption, up: number, ups: number): number {
  return option.spot * Math.exp(up * ups);
}

/**
 * American and European price on the textbook tree: u = e^{sigma sqrt dt}, d = 1/u, p = (e^{(r-q)dt} - d)/(u - d),
 * exercise checked at every node including today. NaN for invalid input or `steps` so few that p leaves (0, 1).
 * Cox, Ross & Rubinstein, J. Financial Economics 7 (1979) 229-263.
 */
export function crrTree(option: SpotOption, steps: number): TreePrices {
  const { cp, spot, strike, years, vol, rate, dividendYield } = option;
  if (!isPriceable(option) || !(steps >= 1)) return { american: Number.NaN, european: Number.NaN };
  const intrinsic = Math.max(cp * (spot - strike), 0);
  if (years <= 0) return { american: intrinsic, european: intrinsic };
  const dt = years / steps;
  const logUp = vol * Math.sqrt(dt);
  const up = Math.exp(logUp);
  const probability = (Math.exp((rate - dividendYield) * dt) - 1 / up) / (up - 1 / up);
  if (!(probability > 0 && probability < 1)) return { american: Number.NaN, european: Number.NaN };
  const discount = Math.exp(-rate * dt);
  const upWeight = discount * probability;
  const downWeight = discount * (1 - probability);
  // Every payoff of the tree is one of these 2 steps + 1 prices.
  const payoffs = Float64Array.from({ length: 2 * steps + 1 }, (_each, index) =>
    Math.max(cp * (spotAt(option, logUp, index - steps) - strike), 0),
  );
  const american = new Float64Array(steps + 1);
  for (let ups = 0; ups <= steps; ups += 1) american[ups] = payoffs[2 * ups] as number;
  const european = american.slice();
  for (let step = steps - 1; step >= 0; step -= 1) {
    for (let ups = 0; ups <= step; ups += 1) {
      european[ups] = upWeight * (european[ups + 1] as number) + downWeight * (european[ups] as number);
      const held = upWeight * (american[ups + 1] as number) + downWeight * (american[ups] as number);
      american[ups] = Math.max(held, payoffs[2 * ups - step + steps] as number);
    }
  }
  return { american: american[0] as number, european: european[0] as number };
}
