import type { SimInstrument, SimulatedMarket } from '../../simulated-market.ts';
import type { AccountLedger, LedgerPosition } from './account-ledger.ts';
import { marginOf } from './margin.ts';
import { markPrice, type ValuedPosition } from './mark-price.ts';

export type AccountValues = {
  readonly netLiquidation: number;
  readonly cash: number;
  readonly grossPositionValue: number;
  readonly stockValue: number;
  readonly optionValue: number;
  readonly futuresPnl: number;
  readonly unrealized: number;
  readonly realized: number;
  readonly dailyPnl: number;
  readonly equityWithLoan: number;
  readonly initialMargin: number;
  readonly maintenanceMargin: number;
  readonly availableFunds: number;
  readonly excessLiquidity: number;
  readonly buyingPower: number;
};

export function valuedPositions(market: SimulatedMarket, ledger: AccountLedger): readonly ValuedPosition[] {
  const valued: ValuedPosition[] = [];
  for (const position of ledger.positions()) {
    const details = market.byId(position.instrument);
    if (details) valued.push(valuePosition(market, position, details));
  }
  return valued;
}

function valuePosition(market: SimulatedMarket, position: LedgerPosition, details: SimInstrument): ValuedPosition {
  const marketPrice = markPrice(market.quote(details.id)) ?? position.averageCost / details.multiplier;
  const marketValue = position.quantity * marketPrice * details.multiplier;
  return {
    ...position,
    details,
    marketPrice,
    marketValue,
    unrealized: marketValue - position.quantity * position.averageCost,
  };
}

export function accountValues(market: SimulatedMarket, ledger: AccountLedger): AccountValues {
  return valuesOf(market, ledger, valuedPositions(market, ledger));
}

/** Values with a given set of positions, so that a what-if can ask about positions nobody holds yet. */
export function valuesOf(
  market: SimulatedMarket,
  ledger: Pick<AccountLedger, 'cash' | 'realizedToday' | 'dayStartValue'>,
  positions: readonly ValuedPosition[],
): AccountValues {
  const sum = (secTypes: readonly string[], value: (position: ValuedPosition) => number): number =>
    positions.reduce(
      (total, position) => (secTypes.includes(position.details.secType) ? total + value(position) : total),
      0,
    );
  const stockValue = sum(['STK', 'CASH', 'CRYPTO'], (position) => position.marketValue);
  const optionValue = sum(['OPT'], (position) => position.marketValue);
  const futuresPnl = sum(['FUT'], (position) => position.unrealized);
  const netLiquidation = ledger.cash + stockValue + optionValue + futuresPnl;
  const equityWithLoan = ledger.cash + stockValue + futuresPnl;
  const { initial, maintenance } = marginOf(market, positions);
  const availableFunds = equityWithLoan - initial;
  return {
    netLiquidation,
    cash: ledger.cash,
    stockValue,
    optionValue,
    futuresPnl,
    grossPositionValue: sum(['STK', 'CASH', 'CRYPTO', 'OPT'], (position) => Math.abs(position.marketValue)),
    unrealized: positions.reduce((total, position) => total + position.unrealized, 0),
    realized: ledger.realizedToday,
    dailyPnl: netLiquidation - ledger.dayStartValue,
    equityWithLoan,
    initialMargin: initial,
    maintenanceMargin: maintenance,
    availableFunds,
    excessLiquidity: equityWithLoan - maintenance,
    // Day-trading margin account: four times what is free, never negative.
    buyingPower: Math.max(0, availableFunds * 4),
  };
}
