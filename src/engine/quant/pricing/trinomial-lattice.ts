import { bsmPrice, type SpotOption } from './bsm-price.ts';

/** A cash dividend: paid per share at `years` from now, to holders from before that moment. */
export type CashDividend = { readonly years: number; readonly amount: number };

/** Value now at the spot and one lattice step in ln spot below and above it. */
export type LatticeValues = {
  readonly below: number;
  readonly at: number;
  readonly above: number;
  readonly step: number;
};

/**
 * Present value at `time` of the dividends still to come by expiry. At a dividend's own moment a call is exercised just
 * before it and a put just after it, so that moment counts for a call only.
 */
export function pendingDividends(option: SpotOption, dividends: readonly CashDividend[], time: number): number {
  let sum = 0;
  for (const { years, amount } of dividends) {
    const isAhead = option.cp > 0 ? years >= time : years > time;
    if (isAhead && years > 0 && years <= option.years) sum += amount * Math.exp(-option.rate * (years - time));
  }
  return sum;
}

/** Times of the steps: as even as they can be with one on every dividend, so that exercise just before it is seen. */
function stepTimes(years: number, steps: number, dividends: readonly CashDividend[]): readonly number[] {
  const stops = dividends.map((dividend) => dividend.years).filter((time) => time > 0 && time < years);
  const edges = [0, ...[...new Set(stops)].sort((a, b) => a - b), years];
  return edges.slice(1).flatMap((end, index) => {
    const start = edges[index] as number;
    const count = Math.max(1, Math.ceil(((end - start) / years) * steps));
    // The last one exactly on the edge: a dividend's moment is compared with it.
    return Array.from({ length: count }, (_each, k) =>
      k + 1 < count ? start + ((end - start) * (k + 1)) / count : end,
    );
  });
}

type Lattice = {
  readonly option: SpotOption;
  readonly dividends: readonly CashDividend[];
  readonly times: readonly number[];
  /** Step in ln spot: sigma sqrt(1.5 dt) of the longest dt. */
  readonly step: number;
};

/** Prices one step before expiry: European over the last step, which smooths the corner of the payoff away. */
function lastStep({ option, dividends, times, step }: Lattice, values: Float64Array, center: number): void {
  const from = times.at(-2) ?? 0;
  const pending = pendingDividends(option, dividends, from);
  const years = option.years - from;
  for (let at = 0; at < values.length; at += 1) {
    const spot = option.spot * Math.exp((at - center) * step);
    const held = bsmPrice({ ...option, spot, years });
    values[at] = Math.max(held, option.cp * (spot + pending - option.strike));
  }
}

/** One step back in place: values[at] from its three successors; the outermost place on each side drops out. */
function stepBack(lattice: Lattice, values: Float64Array, move: { from: number; years: number; margin: number }): void {
  const { option, dividends, step } = lattice;
  const { vol, rate, dividendYield, cp, strike } = option;
  const drift = (rate - dividendYield - 0.5 * vol * vol) * move.years;
  const spread = (vol * vol * move.years + drift * drift) / (step * step);
  const discount = Math.exp(-rate * move.years);
  const up = 0.5 * discount * (spread + drift / step);
  const down = 0.5 * discount * (spread - drift / step);
  const stay = discount * (1 - spread);
  const pending = pendingDividends(option, dividends, move.from);
  const center = (values.length - 1) / 2;
  const ratio = Math.exp(step);
  let spot = option.spot * Math.exp((move.margin - center) * step);
  let left = values[move.margin - 1] as number;
  for (let at = move.margin; at < values.length - move.margin; at += 1) {
    const here = values[at] as number;
    const held = down * left + stay * here + up * (values[at + 1] as number);
    values[at] = Math.max(held, cp * (spot + pending - strike));
    left = here;
    spot *= ratio;
  }
}

/**
 * American option on a trinomial lattice; `option.spot` is the part of the spot that is not owed as dividends and is what
 * moves (escrowed-dividend model), exercise is against that part plus the dividends still to come. Boyle 1986; Hull,
 * Options, Futures and Other Derivatives, ch. 21. Needs years, vol > 0 and drift within reach of the step, see
 * `latticeSteps`.
 */
export function trinomialLattice(option: SpotOption, steps: number, dividends: readonly CashDividend[]): LatticeValues {
  const times = stepTimes(option.years, steps, dividends);
  const step = option.vol * Math.sqrt((1.5 * option.years) / steps);
  const lattice = { option, dividends, times, step };
  const center = times.length;
  const values = new Float64Array(2 * center + 1);
  lastStep(lattice, values, center);
  for (let index = times.length - 2; index >= 0; index -= 1) {
    const from = index === 0 ? 0 : (times[index - 1] as number);
    stepBack(lattice, values, { from, years: (times[index] as number) - from, margin: times.length - 1 - index });
  }
  const value = (at: number) => values[at] as number;
  return { below: value(center - 1), at: value(center), above: value(center + 1), step };
}

/** Steps with every probability positive: drift sqrt(dt) must stay below 0.8 sigma. */
export function latticeSteps({ vol, rate, dividendYield, years }: SpotOption, wanted: number): number {
  const drift = (rate - dividendYield - 0.5 * vol * vol) / vol;
  return Math.max(wanted, Math.ceil(4 * drift * drift * years));
}
