import type { DealerExposure } from '../../../engine/quant/exposure/dealer-exposure.ts';
import type { ExposureChain } from '../../../engine/quant/exposure/exposure-chain.ts';
import type { StrikeExposure } from '../../../engine/quant/exposure/exposure-sums.ts';
import type { ExpiryExposure } from '../../../engine/quant/exposure/expiry-exposure.ts';
import { gammaExposureAt, gammaTerms } from '../../../engine/quant/exposure/gamma-terms.ts';
import { type Case, cases, type Fields, number, numberOrNull, numbers, record, text } from './fields.ts';
import type { Comparisons } from './verifier.ts';

/** What our functions make of a chain, and where in the file its references stand. */
export type ExposureReference = {
  readonly compare: Comparisons;
  readonly chain: ExposureChain;
  readonly exposure: DealerExposure;
  readonly expected: Fields;
  readonly path: string;
};

/** Sums are judged against the sum of their absolute terms. */
const relativeToGross = 1e-10;

const sumNames = {
  gex: 'gex',
  gex_shares: 'gexShares',
  dex: 'dex',
  dex_dealer: 'dexDealer',
  vex: 'vex',
  cex: 'cex',
} as const;

const levelNames: Readonly<Record<string, keyof DealerExposure['levels']>> = {
  call_wall: 'callWall',
  put_wall: 'putWall',
  call_wall_above: 'callWallAbove',
  put_wall_below: 'putWallBelow',
  max_abs_gamma_strike: 'maxAbsGammaStrike',
  max_pos_gamma_strike: 'maxPositiveGammaStrike',
  max_neg_gamma_strike: 'maxNegativeGammaStrike',
};

const strikeColumns: Readonly<Record<string, readonly [keyof StrikeExposure, keyof typeof sumNames]>> = {
  call_gex: ['callGex', 'gex'],
  put_gex: ['putGex', 'gex'],
  net_gex: ['netGex', 'gex'],
  dex: ['dex', 'dex'],
  vex: ['vex', 'vex'],
  cex: ['cex', 'cex'],
};

function grossOf({ exposure }: ExposureReference, name: keyof typeof sumNames): number {
  return relativeToGross * exposure.gross[sumNames[name]];
}

function isSum(name: string): name is keyof typeof sumNames {
  return name in sumNames;
}

/** Totals and gross sums, every one the file states. */
export function compareTotals(reference: ExposureReference): void {
  const { compare, exposure, expected, path } = reference;
  for (const kind of ['totals', 'gross'] as const) {
    const where = `${path}.${kind}`;
    const stated = record(expected[kind], where);
    for (const name of Object.keys(stated).filter(isSum)) {
      const value = numberOrNull(stated[name], `${where}.${name}`);
      const quantity = kind === 'gross' ? `${name} gross` : name;
      const actual = exposure[kind][sumNames[name]];
      compare.number({ quantity, actual, expected: value, tolerance: grossOf(reference, name), where });
    }
  }
}

export function compareStrikes(reference: ExposureReference): void {
  const { compare, exposure, expected, path } = reference;
  const rows = cases(expected, 'per_strike', path);
  const { strikes } = exposure;
  compare.number({
    quantity: 'strikes',
    actual: strikes.strike.length,
    expected: rows.length,
    tolerance: 0,
    where: path,
  });
  for (const { fields, path: where } of rows) {
    const at = strikes.strike.indexOf(number(fields['K'], `${where}.K`));
    for (const [name, [column, gross]] of Object.entries(strikeColumns)) {
      if (fields[name] === undefined) continue;
      const value = numberOrNull(fields[name], `${where}.${name}`);
      const tolerance = grossOf(reference, gross);
      compare.number({ quantity: `${name} of strike`, actual: strikes[column][at], expected: value, tolerance, where });
    }
  }
}

/** An expiry of the file among ours; files name them by date or by years. */
function expiryOf(expiries: readonly ExpiryExposure[], { fields, path }: Case): ExpiryExposure | undefined {
  const { expiry } = fields;
  if (typeof expiry === 'string') return expiries.find((each) => each.expiry === expiry);
  const years = number(fields['T'], `${path}.T`);
  return expiries.find((each) => each.years === years);
}

const exactOfExpiry = {
  max_pain: 'maxPain',
  call_oi: 'callOpenInterest',
  put_oi: 'putOpenInterest',
} as const;

export function compareExpiries(reference: ExposureReference): void {
  const { compare, exposure, expected, path } = reference;
  const rows = cases(expected, 'per_expiry', path);
  const count = exposure.expiries.length;
  compare.number({ quantity: 'expiries', actual: count, expected: rows.length, tolerance: 0, where: path });
  for (const row of rows) {
    const { fields, path: where } = row;
    const ours = expiryOf(exposure.expiries, row);
    for (const name of ['gex', 'dex', 'vex', 'cex'] as const) {
      if (fields[name] === undefined) continue;
      const value = numberOrNull(fields[name], `${where}.${name}`);
      const tolerance = grossOf(reference, name);
      compare.number({ quantity: `${name} of expiry`, actual: ours?.[name], expected: value, tolerance, where });
    }
    for (const [name, field] of Object.entries(exactOfExpiry)) {
      if (fields[name] === undefined) continue;
      const value = numberOrNull(fields[name], `${where}.${name}`);
      compare.number({
        quantity: name,
        actual: ours?.[field as keyof ExpiryExposure] as number | null,
        expected: value,
        tolerance: 0,
        where,
      });
    }
    if (fields['max_pain_cost'] === undefined) continue;
    const cost = numberOrNull(fields['max_pain_cost'], `${where}.max_pain_cost`);
    const tolerance = 1e-12 * Math.abs(cost ?? 0);
    compare.number({ quantity: 'max_pain_cost', actual: ours?.maxPainCost, expected: cost, tolerance, where });
  }
}

/** Zero gamma with all its crossings, the regime, and the strikes that stand out. */
export function compareLevels(reference: ExposureReference): void {
  const { compare, chain, exposure, expected } = reference;
  const where = `${reference.path}.levels`;
  const levels = record(expected['levels'], where);
  const near = 1e-6 * chain.spot;
  const zero = numberOrNull(levels['zero_gamma'], `${where}.zero_gamma`);
  compare.number({ quantity: 'zero gamma', actual: exposure.zeroGamma.level, expected: zero, tolerance: near, where });
  const { crossings } = exposure.zeroGamma;
  const roots = numbers(levels['zero_gamma_roots'], `${where}.zero_gamma_roots`);
  compare.number({ quantity: 'crossings', actual: crossings.length, expected: roots.length, tolerance: 0, where });
  for (const [at, root] of roots.entries()) {
    compare.number({ quantity: 'crossing', actual: crossings[at], expected: root, tolerance: near, where });
  }
  for (const [name, level] of Object.entries(levelNames)) {
    if (levels[name] === undefined) continue;
    const value = numberOrNull(levels[name], `${where}.${name}`);
    compare.number({ quantity: name, actual: exposure.levels[level], expected: value, tolerance: 0, where });
  }
  if (levels['gamma_regime'] !== undefined) {
    const regime = levels['gamma_regime'] === null ? null : text(levels['gamma_regime'], `${where}.gamma_regime`);
    compare.word({ quantity: 'gamma regime', actual: exposure.regime, expected: regime, where });
  }
  if (levels['total_gross_gex'] === undefined) return;
  const gross = numberOrNull(levels['total_gross_gex'], `${where}.total_gross_gex`);
  const tolerance = grossOf(reference, 'gex');
  compare.number({ quantity: 'gex gross', actual: exposure.gross.gex, expected: gross, tolerance, where });
}

/** The profile at the file's own spots, and the ratios. */
export function compareProfile(reference: ExposureReference): void {
  const { compare, chain, exposure, expected, path } = reference;
  const terms = gammaTerms(chain);
  const absolute = { ...terms, scale: terms.scale.map(Math.abs) };
  for (const { fields, path: where } of cases(expected, 'profile', path)) {
    const x = number(fields['x'], `${where}.x`);
    const actual = gammaExposureAt(terms, x);
    const value = numberOrNull(fields['gex'], `${where}.gex`);
    // Far from spot the sum of absolute terms may be many times that at spot.
    const tolerance = Math.max(grossOf(reference, 'gex'), relativeToGross * gammaExposureAt(absolute, x));
    compare.number({ quantity: 'profile', actual, expected: value, tolerance, where });
  }
  const ratios = { pcr_oi: exposure.putCallOpenInterest, pcr_volume: exposure.putCallVolume };
  for (const [name, actual] of Object.entries(ratios)) {
    if (expected[name] === undefined) continue;
    const value = numberOrNull(expected[name], `${path}.${name}`);
    compare.number({ quantity: name, actual, expected: value, tolerance: 1e-12 * Math.abs(value ?? 0), where: path });
  }
}
