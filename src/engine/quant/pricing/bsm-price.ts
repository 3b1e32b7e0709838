import { logRatio } from './log-ratio.ts';
import { normalCdf } from './normal.ts';

/** One option on a spot price: years ACT/365 fixed, vol 1.00 = 100 %, rates continuous per year. */
export type SpotOption = {
  /** +1 call, -1 put. */
  readonly cp: 1 | -1;
  readonly spot: number;
  readonly strike: number;
  readonly years: number;
  readonly vol: number;
  readonly rate: number;
  readonly dividendYield: number;
};

/** Inputs that have a price: finite, spot and strike positive, vol not negative. Years may be past. */
export function isPriceable({ spot, strike, years, vol, rate, dividendYield }: SpotOption): boolean {
  return Number.isFinite(spot + strike + years + vol + rate + dividendYield) && spot > 0 && strike > 0 && vol >= 0;
}

/** European price alone, for solvers that need nothing else; the same limits as `bsmGreeks`. NaN for invalid input. */
export function bsmPrice(option: SpotOption): number {
  if (!isPriceable(option)) return Number.NaN;
  const { cp, spot, strike, years, vol, rate, dividendYield } = option;
  if (years <= 0) return Math.max(cp * (spot - strike), 0);
  const a = spot * Math.exp(-dividendYield * years);
  const b = strike * Math.exp(-rate * years);
  const deviation = vol * Math.sqrt(years);
  if (deviation === 0) return Math.max(cp * (a - b), 0);
  const d1 = (logRatio(spot, strike) + (rate - dividendYield) * years) / deviation + 0.5 * deviation;
  return cp * (a * normalCdf(cp * d1) - b * normalCdf(cp * (d1 - deviation)));
}
