import {
  fixedFractionalQuantity,
  kellyOfBets,
  kellyOfReturns,
  volTargetLeverage,
} from '../../../engine/quant/portfolio/position-sizing.ts';
import { tradeExcursion } from '../../../engine/quant/portfolio/trade-excursion.ts';
import { tradeStatistics } from '../../../engine/quant/portfolio/trade-statistics.ts';
import { type Case, cases, type Fields, number, numberOrNull, numbers, record, text } from './fields.ts';
import { relative, sameLength } from './sample-fields.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

const share = 1e-9;

type Quantities = Readonly<Record<string, number | null | undefined>>;

function compareFields(
  { fields, path }: Case,
  actual: Quantities,
  { compare, group }: { readonly compare: Comparisons; readonly group: string },
): void {
  for (const [name, value] of Object.entries(actual)) {
    const where = `${path}.${name}`;
    const expected = numberOrNull(fields[name], where);
    const tolerance = name === 'qty' || name === 'n' ? 0 : relative(expected, share);
    compare.number({ quantity: `${group} ${name.replaceAll('_', ' ')}`, actual: value, expected, tolerance, where });
  }
}

function reader({ fields, path }: Case): (name: string) => number {
  return (name) => number(fields[name], `${path}.${name}`);
}

function compareSizing(file: Fields, compare: Comparisons): void {
  for (const each of cases(file, 'kelly')) {
    const of = reader(each);
    const kelly = kellyOfBets(of('p'), of('b'));
    compareFields(each, { kelly: kelly?.full, half: kelly?.half }, { compare, group: 'bets' });
  }
  for (const each of cases(file, 'kelly_continuous')) {
    const of = reader(each);
    compareFields(each, { kelly: kellyOfReturns(of('mu'), of('sigma'))?.full }, { compare, group: 'returns' });
  }
  for (const each of cases(file, 'vol_target')) {
    const of = reader(each);
    const input = { target: of('target'), realised: of('realised'), maxLeverage: of('max_leverage') };
    compareFields(each, { leverage: volTargetLeverage(input) }, { compare, group: 'vol target' });
  }
  for (const each of cases(file, 'fixed_fractional')) {
    const of = reader(each);
    const input = { equity: of('equity'), riskShare: of('risk_pct'), entry: of('entry'), stop: of('stop') };
    const qty = fixedFractionalQuantity({ ...input, multiplier: of('multiplier') });
    compareFields(each, { qty }, { compare, group: 'fixed fractional' });
  }
}

/** Compares one trade; answers its P&L and R multiple as we have them. */
function compareTrade(each: Case, compare: Comparisons): { readonly pnl: number; readonly r: number | null } {
  const { fields, path } = each;
  const of = reader(each);
  const side = text(fields['side'], `${path}.side`);
  if (side !== 'long' && side !== 'short') throw new MalformedVectors(`${path}.side: neither long nor short`);
  const highs = numbers(fields['highs'], `${path}.highs`);
  const lows = numbers(fields['lows'], `${path}.lows`);
  sameLength(highs, lows, path);
  const [entry, exit] = [of('entry'), of('exit')];
  const ours = tradeExcursion({ side, entry, stop: of('stop'), exit, highs, lows });
  const pnl = (side === 'long' ? exit - entry : entry - exit) * of('qty');
  const actual = {
    r_multiple: ours?.rMultiple,
    mae: ours?.adverse,
    mfe: ours?.favourable,
    mae_r: ours?.adverseR,
    mfe_r: ours?.favourableR,
    pnl,
  };
  compareFields(each, actual, { compare, group: 'trade' });
  return { pnl, r: ours?.rMultiple ?? null };
}

function statistics(pnl: Float64Array): Quantities {
  const ours = tradeStatistics(pnl);
  return {
    n: ours.count,
    win_rate: ours.winRate,
    profit_factor: ours.profitFactor,
    expectancy: ours.expectancy,
    avg_win: ours.averageWin,
    avg_loss: ours.averageLoss,
    payoff: ours.payoff,
  };
}

/** Statistics over a list of P&L of its own; it states only what it is about. */
function compareEdge(file: Fields, name: string, compare: Comparisons): void {
  const fields = record(file[name], name);
  const all = statistics(numbers(fields['pnl'], `${name}.pnl`));
  const stated = Object.fromEntries(Object.entries(all).filter(([quantity]) => quantity in fields));
  compareFields({ fields, path: name }, stated, { compare, group: name.replaceAll('_', ' ') });
}

/** `sizing_trades`: Kelly, vol target, fixed fractional, R multiples, excursions and trade statistics. */
export const verifySizingTrades: Verifier = (file, compare) => {
  compareSizing(file, compare);
  const trades = cases(file, 'trades').map((each) => compareTrade(each, compare));
  const rMultiples = Float64Array.from(trades, ({ r }) => r ?? Number.NaN);
  const all = statistics(Float64Array.from(trades, ({ pnl }) => pnl));
  const stats = { fields: record(file['stats'], 'stats'), path: 'stats' };
  const expectancyR = tradeStatistics(rMultiples).expectancy;
  compareFields(stats, { ...all, expectancy_r: expectancyR }, { compare, group: 'statistics' });
  compareEdge(file, 'no_losses', compare);
  compareEdge(file, 'no_trades', compare);
};
