import { portfolioGreeks } from '../../../engine/quant/portfolio/stress-approximation.ts';
import { type StressPosition, stressBooks } from '../../../engine/quant/portfolio/stress-book.ts';
import { noShock, type StressAsset, type StressScenario } from '../../../engine/quant/portfolio/stress-scenario.ts';
import { stressTest } from '../../../engine/quant/portfolio/stress.ts';
import { type Case, cases, number, record, text } from './fields.ts';
import { relative } from './sample-fields.ts';
import { type Comparisons, MalformedVectors, type VectorFile, type Verifier } from './verifier.ts';

const pnlError = 1e-6;
const greekShare = 1e-10;
/** Beside the relative part: a hedged portfolio's Greeks are small differences of large ones. */
const greekError = 1e-9;

function assetOf(file: VectorFile): StressAsset {
  return {
    assetClass: 'equity',
    spot: number(file['S'], 'S'),
    rate: number(file['r'], 'r'),
    dividendYield: number(file['q'], 'q'),
    isFuture: false,
    currencyRate: 1,
    isForeign: false,
  };
}

function positionOf(asset: StressAsset, { fields, path }: Case): StressPosition {
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  const kind = text(fields['kind'], `${path}.kind`);
  if (kind === 'stock') return { asset, quantity: of('qty'), multiplier: 1, option: null };
  const type = text(fields['type'], `${path}.type`);
  if (kind !== 'option' || (type !== 'C' && type !== 'P'))
    throw new MalformedVectors(`${path}: neither a stock nor a call or put`);
  const option = { cp: type === 'C' ? 1 : -1, strike: of('K'), years: of('T'), vol: of('iv') } as const;
  return { asset, quantity: of('qty'), multiplier: of('multiplier'), option };
}

function scenarioOf({ fields, path }: Case): StressScenario {
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  const prices = { ...noShock.prices, equity: of('spot_pct') };
  return { ...noShock, prices, vol: of('vol_abs'), days: of('days') };
}

function compareGreeks(positions: readonly StressPosition[], value: unknown, compare: Comparisons): void {
  const fields = record(value, 'portfolio_greeks');
  const greeks = portfolioGreeks(stressBooks(positions));
  for (const name of ['delta', 'gamma', 'vega', 'theta'] as const) {
    const where = `portfolio_greeks.${name}`;
    const expected = number(fields[name], where);
    compare.number({
      quantity: `portfolio ${name}`,
      actual: greeks?.[name] ?? null,
      expected,
      tolerance: relative(expected, greekShare) + greekError,
      where,
    });
  }
}

/** `stress`: the profit of a portfolio in one underlying under spot, vol and time, and its Greeks today. */
export const verifyStress: Verifier = (file, compare) => {
  const asset = assetOf(file);
  const positions = cases(file, 'positions').map((each) => positionOf(asset, each));
  compareGreeks(positions, file['portfolio_greeks'], compare);
  const scenarios = cases(file, 'scenarios');
  const results = stressTest(positions, scenarios.map(scenarioOf));
  for (const [at, { fields, path }] of scenarios.entries()) {
    compare.number({
      quantity: 'profit',
      actual: results[at]?.pnl ?? null,
      expected: number(fields['pnl'], `${path}.pnl`),
      tolerance: pnlError,
      where: path,
    });
  }
};
