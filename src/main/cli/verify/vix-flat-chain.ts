import { bsmPrice } from '../../../engine/quant/pricing/bsm-price.ts';
import type { StripQuotes } from '../../../engine/quant/volatility/strip-quotes.ts';
import { replicateVariance } from '../../../engine/quant/volatility/variance-replication.ts';
import { minutesPerYear, volIndex } from '../../../engine/quant/volatility/vol-index.ts';
import { type Case, number, numbers } from './fields.ts';
import { type Comparisons, MalformedVectors } from './verifier.ts';

/** Vol points that strikes a step apart and cut wings may cost. */
const tolerance = 0.02;
/** Against a reference over the same strikes: they are known where the spot stands on the step. */
const sameStrikes = 1e-8;
/** Chains that never end come from a step or a vol that is none. */
const mostStrikes = 100_000;

const usualDeviations = 9;

type FlatChain = {
  /** How far the strikes go, in deviations to the expiry. */
  readonly deviations: number;
  readonly vol: number;
  readonly spot: number;
  readonly rate: number;
  readonly dividendYield: number;
  readonly step: number;
};

/** Every strike on the step with |ln(K/S)| below so many deviations, quoted without a spread at the flat vol's price. */
function flatQuotes(chain: FlatChain, years: number, path: string): StripQuotes {
  const { spot, step, vol, rate, dividendYield, deviations } = chain;
  const reach = deviations * vol * Math.sqrt(years);
  const first = Math.floor((spot * Math.exp(-reach)) / step) + 1;
  const count = Math.ceil((spot * Math.exp(reach)) / step) - first;
  if (!(count > 1 && count < mostStrikes)) throw new MalformedVectors(`${path}: ${count} strikes are no chain`);
  const strike = Float64Array.from({ length: count }, (_value, index) => (first + index) * step);
  const price = (cp: 1 | -1) =>
    strike.map((one) => bsmPrice({ cp, spot, strike: one, years, vol, rate, dividendYield }));
  const [call, put] = [price(1), price(-1)];
  return { strike, callBid: call, callAsk: call, putBid: put, putAsk: put };
}

/** `|ln(K/S)|<9 sigma sqrt(T)` -> 9. */
function cutOf(value: unknown): number {
  const stated = typeof value === 'string' ? /<\s*(\d+(?:\.\d+)?)\s*sigma/i.exec(value)?.[1] : undefined;
  return stated === undefined ? usualDeviations : Number(stated);
}

/** The index of a chain built at one vol must give that vol back. */
export function compareFlatChain({ fields, path }: Case, compare: Comparisons): void {
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  const vol = of('sigma');
  const [spot, step] = [of('S'), of('strike_step')];
  const deviations = cutOf(fields['log_moneyness_cut']);
  const chain: FlatChain = { deviations, vol, spot, rate: of('r'), dividendYield: of('q'), step };
  const terms = Array.from(numbers(fields['minutes'], `${path}.minutes`), (minutes) => {
    const years = minutes / minutesPerYear;
    const { variance } = replicateVariance(flatQuotes(chain, years, path), { years, rate: chain.rate });
    return { minutes, variance };
  });
  const [near, next] = terms;
  if (near === undefined || next === undefined) throw new MalformedVectors(`${path}.minutes: two numbers are needed`);
  const actual = volIndex({ near, next }).value;
  compare.number({ quantity: 'flat chain against its vol', actual, expected: 100 * vol, tolerance, where: path });
  const expected = of('vix');
  const close = spot % step === 0 ? sameStrikes : tolerance;
  compare.number({ quantity: 'flat chain against the reference', actual, expected, tolerance: close, where: path });
}
