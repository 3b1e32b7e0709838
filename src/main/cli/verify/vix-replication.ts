import type { StripQuotes } from '../../../engine/quant/volatility/strip-quotes.ts';
import { replicateVariance, type VarianceReplication } from '../../../engine/quant/volatility/variance-replication.ts';
import { minutesPerYear, type VolIndex, volIndex } from '../../../engine/quant/volatility/vol-index.ts';
import { type Case, cases, type Fields, list, number, numbers, record, text } from './fields.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';
import { compareFlatChain } from './vix-flat-chain.ts';

const exact = 0;
const forwardTolerance = 1e-9;
const varianceTolerance = 1e-12;
const indexTolerance = 1e-8;

type Term = { readonly replication: VarianceReplication; readonly minutes: number; readonly years: number };

function quotesOf(value: unknown, names: readonly string[], path: string): StripQuotes {
  const rows = list(value, path).map((row, at) => numbers(row, `${path}[${at}]`));
  const column = (name: string) => {
    const at = names.indexOf(name);
    if (at < 0) throw new MalformedVectors(`${path}: no column named ${name}`);
    return Float64Array.from(rows, (row) => row[at] ?? Number.NaN);
  };
  return {
    strike: column('strike'),
    callBid: column('call_bid'),
    callAsk: column('call_ask'),
    putBid: column('put_bid'),
    putAsk: column('put_ask'),
  };
}

function pair(value: unknown, path: string): readonly [number, number] {
  const [first, second] = numbers(value, path);
  if (first === undefined || second === undefined) throw new MalformedVectors(`${path}: two numbers are needed`);
  return [first, second];
}

const sideNames: Readonly<Record<string, number>> = { P: -1, A: 0, C: 1 };

function compareStrip({ strip }: VarianceReplication, expected: Case, compare: Comparisons): void {
  if (expected.fields['contributions'] === undefined) return;
  const stated = cases(expected.fields, 'contributions', expected.path);
  for (const [row, { fields, path }] of stated.entries()) {
    const number_ = (quantity: string, actual: number | undefined, name: string, tolerance: number) =>
      compare.number({ quantity, actual, expected: number(fields[name], `${path}.${name}`), tolerance, where: path });
    number_('strike of the strip', strip.strike[row], 'K', exact);
    number_('mid of the strip', strip.mid[row], 'mid', forwardTolerance);
    number_('contribution', strip.contribution[row], 'contribution', varianceTolerance);
    const side = text(fields['type'], `${path}.type`);
    const ours = Object.keys(sideNames).find((name) => sideNames[name] === strip.side[row]) ?? null;
    compare.word({ quantity: 'side of the strip', actual: ours, expected: side, where: path });
  }
}

function compareTerm({ replication }: Term, expected: Case, compare: Comparisons): void {
  const { fields, path } = expected;
  const one = (name: string, actual: number, tolerance: number) =>
    compare.number({
      quantity: name,
      actual,
      expected: number(fields[name], `${path}.${name}`),
      tolerance,
      where: path,
    });
  one('forward_strike', replication.forwardStrike, exact);
  one('forward', replication.forward, forwardTolerance);
  one('K0', replication.centralStrike, exact);
  one('n_options', replication.strip.strike.length, exact);
  one('sum_contributions', replication.sum, varianceTolerance);
  one('variance', replication.variance, varianceTolerance);
  compareStrip(replication, expected, compare);
}

/** Half a unit of the last digit that was printed. */
function printedTolerance(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const decimals = (digits.split('.')[1] ?? '').length - Number(exponent);
  // The printed number itself is rounded to a double.
  return 0.5 * 10 ** -decimals + 4 * Number.EPSILON * Math.abs(value);
}

function comparePublished(terms: readonly [Term, Term], index: VolIndex, published: Case, compare: Comparisons): void {
  const [near, next] = terms;
  const values: Readonly<Record<string, number>> = {
    T1: near.years,
    T2: next.years,
    F1: near.replication.forward,
    F2: next.replication.forward,
    K0: near.replication.centralStrike,
    var1: near.replication.variance,
    var2: next.replication.variance,
    vix: index.value,
  };
  for (const [name, actual] of Object.entries(values)) {
    if (published.fields[name] === undefined) continue;
    const expected = number(published.fields[name], `${published.path}.${name}`);
    const tolerance = name === 'K0' ? exact : printedTolerance(expected);
    compare.number({ quantity: `published ${name}`, actual, expected, tolerance, where: published.path });
  }
}

function nested(fields: Fields, name: string, path: string): Case {
  return { fields: record(fields[name], `${path}.${name}`), path: `${path}.${name}` };
}

function compareCase({ fields, path }: Case, compare: Comparisons): void {
  const names = list(fields['columns'], `${path}.columns`).map((name, at) => text(name, `${path}.columns[${at}]`));
  const minutes = pair(fields['minutes'], `${path}.minutes`);
  const rates = pair(fields['rates'], `${path}.rates`);
  const stated = pair(fields['T'], `${path}.T`);
  const term = (name: string, at: 0 | 1): Term => {
    const years = minutes[at] / minutesPerYear;
    const quotes = quotesOf(fields[name], names, `${path}.${name}`);
    return { replication: replicateVariance(quotes, { years, rate: rates[at] }), minutes: minutes[at], years };
  };
  const terms = [term('near', 0), term('next', 1)] as const;
  for (const at of [0, 1] as const) {
    const where = `${path}.T[${at}]`;
    compare.number({ quantity: 'T', actual: terms[at].years, expected: stated[at], tolerance: 1e-12, where });
    compareTerm(terms[at], nested(fields, at === 0 ? 'near_expected' : 'next_expected', path), compare);
  }
  const [near, next] = terms.map((one) => ({ minutes: one.minutes, variance: one.replication.variance }));
  if (near === undefined || next === undefined) return;
  const index = volIndex({ near, next });
  const expected = number(fields['vix'], `${path}.vix`);
  compare.number({ quantity: 'vix', actual: index.value, expected, tolerance: indexTolerance, where: path });
  const published = fields['published'];
  if (published !== null && published !== undefined) {
    comparePublished(terms, index, nested(fields, 'published', path), compare);
  }
}

export const verifyVixReplication: Verifier = (file, compare) => {
  for (const one of cases(file, 'cases')) compareCase(one, compare);
  if (file['synthetic_flat'] === undefined) return;
  for (const one of cases(file, 'synthetic_flat')) compareFlatChain(one, compare);
};
