import {
  expectedMoveFromStraddle,
  expectedMoveFromVol,
  meanAbsoluteMove,
} from '../../../engine/quant/volatility/expected-move.ts';
import { deltaSkew } from '../../../engine/quant/volatility/delta-skew.ts';
import { constantMaturityVol, forwardVols } from '../../../engine/quant/volatility/term-structure.ts';
import { type Case, cases, flag, list, number, numberOrNull, numbers, record } from './fields.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';
import { compareSsvi, compareSvi, compareSviFit } from './vol-surface-svi.ts';

const relative = 1e-11;

type Named = Readonly<Record<string, number | null | undefined>>;

/** Compares fields by name, each with its own tolerance. */
function compareFields(
  { fields, path }: Case,
  values: Named,
  { compare, tolerance }: { readonly compare: Comparisons; readonly tolerance: (expected: number) => number },
): void {
  for (const [quantity, actual] of Object.entries(values)) {
    const expected = number(fields[quantity], `${path}.${quantity}`);
    compare.number({ quantity, actual, expected, tolerance: tolerance(expected), where: path });
  }
}

/** `30d` -> 30 / 365. */
function yearsOf(label: string, path: string): number {
  const days = /^(\d+(?:\.\d+)?)d$/.exec(label)?.[1];
  if (days === undefined) throw new MalformedVectors(`${path}: "${label}" is not a number of days such as 30d`);
  return Number(days) / 365;
}

function compareTerms({ fields, path }: Case, compare: Comparisons): void {
  const structure = { years: numbers(fields['T'], `${path}.T`), vols: numbers(fields['iv'], `${path}.iv`) };
  const forwards = forwardVols(structure);
  const stated = list(fields['forward_vol'], `${path}.forward_vol`);
  for (const [at, value] of stated.entries()) {
    const where = `${path}.forward_vol[${at}]`;
    const expected = numberOrNull(value, where);
    const tolerance = relative * Math.abs(expected ?? 0);
    compare.number({ quantity: 'forward vol', actual: forwards.vols[at], expected, tolerance, where });
  }
  const arbitrage = flag(fields['calendar_arbitrage'], `${path}.calendar_arbitrage`);
  compare.word({
    quantity: 'calendar arbitrage',
    actual: String(forwards.calendarArbitrage),
    expected: String(arbitrage),
    where: path,
  });
  const maturities = record(fields['constant_maturity'], `${path}.constant_maturity`);
  for (const [label, value] of Object.entries(maturities)) {
    const where = `${path}.constant_maturity.${label}`;
    const expected = numberOrNull(value, where);
    const actual = constantMaturityVol(structure, yearsOf(label, where));
    const tolerance = relative * Math.abs(expected ?? 0);
    compare.number({ quantity: 'constant maturity vol', actual, expected, tolerance, where });
  }
}

function compareSkew(one: Case, compare: Comparisons): void {
  const { fields, path } = one;
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  const [years, dividendYield] = [of('T'), of('q')];
  const forward = of('S') * Math.exp((of('r') - dividendYield) * years);
  const strikes = numbers(fields['strikes'], `${path}.strikes`);
  const smile = { strikes, vols: numbers(fields['ivs'], `${path}.ivs`), forward };
  const skew = deltaSkew({ smile, years, dividendYield });
  const vols = {
    atmf_iv: skew?.atmVol,
    call25_iv: skew?.callVol,
    put25_iv: skew?.putVol,
    rr25: skew?.riskReversal,
    bf25: skew?.butterfly,
  };
  compareFields(one, vols, { compare, tolerance: () => 1e-9 });
  const strikesFound = { call25_strike: skew?.callStrike, put25_strike: skew?.putStrike };
  compareFields(one, strikesFound, { compare, tolerance: (expected) => 1e-7 * expected });
  compareFields(one, { forward }, { compare, tolerance: (expected) => relative * expected });
}

function compareMoves(one: Case, compare: Comparisons): void {
  const { fields, path } = one;
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  const terms = { spot: of('S'), vol: of('iv'), years: of('T') };
  const quoted = expectedMoveFromStraddle({
    atmCall: of('call_atm'),
    atmPut: of('put_atm'),
    otmCall1: of('call_otm1'),
    otmPut1: of('put_otm1'),
    otmCall2: of('call_otm2'),
    otmPut2: of('put_otm2'),
  });
  const moves = {
    em_iv: expectedMoveFromVol(terms),
    em_straddle: quoted.straddle,
    em_straddle85: quoted.straddle85,
    em_weighted: quoted.weighted,
    em_mean_abs: meanAbsoluteMove(terms),
  };
  compareFields(one, moves, { compare, tolerance: (expected) => relative * Math.abs(expected) });
}

export const verifyVolSurface: Verifier = (file, compare) => {
  const sections: Readonly<Record<string, (one: Case, compare: Comparisons) => void>> = {
    svi: compareSvi,
    ssvi: compareSsvi,
    svi_fit: compareSviFit,
    term_structure: compareTerms,
    skew: compareSkew,
    expected_move: compareMoves,
  };
  for (const [section, compareOne] of Object.entries(sections)) {
    for (const one of cases(file, section)) compareOne(one, compare);
  }
};
