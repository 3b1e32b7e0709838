import { newYork } from '../../../domain/time.ts';
import type { AccountValues } from '../broker/valuation.ts';
import type { ValuedPosition } from '../broker/mark-price.ts';
import { localSymbol, multiplierText } from '../contracts/local-symbol.ts';
import { unsetNumber, type Message } from '../wire/field-writer.ts';
import { answerIds } from '../wire/message-ids.ts';
import { clockText } from '../wire/wire-time.ts';
import { orderContract, strikeText, tradingClassOf } from './contract-fields.ts';

export type AccountRow = { readonly key: string; readonly value: string; readonly currency: string };

function money(value: number): string {
  return (Math.abs(value) < 0.005 ? 0 : value).toFixed(2);
}

/** The account window's rows, in the order TWS sends them. */
export function accountRows(account: string, values: AccountValues): readonly AccountRow[] {
  const usd = (key: string, value: number): AccountRow => ({ key, value: money(value), currency: 'USD' });
  const leverage = values.netLiquidation === 0 ? 0 : values.grossPositionValue / values.netLiquidation;
  const cushion = values.netLiquidation === 0 ? 0 : values.excessLiquidity / values.netLiquidation;
  return [
    { key: 'AccountCode', value: account, currency: '' },
    { key: 'AccountReady', value: 'true', currency: '' },
    { key: 'AccountType', value: 'INDIVIDUAL', currency: '' },
    usd('AccruedCash', 0),
    usd('AvailableFunds', values.availableFunds),
    usd('BuyingPower', values.buyingPower),
    usd('CashBalance', values.cash),
    { key: 'Currency', value: 'USD', currency: 'USD' },
    { key: 'Cushion', value: cushion.toFixed(6), currency: '' },
    { key: 'DayTradesRemaining', value: '-1', currency: '' },
    usd('EquityWithLoanValue', values.equityWithLoan),
    usd('ExcessLiquidity', values.excessLiquidity),
    { key: 'ExchangeRate', value: '1.00', currency: 'USD' },
    usd('FullAvailableFunds', values.availableFunds),
    usd('FullExcessLiquidity', values.excessLiquidity),
    usd('FullInitMarginReq', values.initialMargin),
    usd('FullMaintMarginReq', values.maintenanceMargin),
    usd('FuturesPNL', values.futuresPnl),
    usd('GrossPositionValue', values.grossPositionValue),
    usd('InitMarginReq', values.initialMargin),
    { key: 'Leverage', value: leverage.toFixed(2), currency: '' },
    usd('LookAheadAvailableFunds', values.availableFunds),
    usd('LookAheadExcessLiquidity', values.excessLiquidity),
    usd('LookAheadInitMarginReq', values.initialMargin),
    usd('LookAheadMaintMarginReq', values.maintenanceMargin),
    usd('MaintMarginReq', values.maintenanceMargin),
    usd('NetLiquidation', values.netLiquidation),
    usd('NetLiquidationByCurrency', values.netLiquidation),
    usd('OptionMarketValue', values.optionValue),
    usd('PreviousDayEquityWithLoanValue', values.netLiquidation - values.dailyPnl),
    usd('RealizedPnL', values.realized),
    usd('SettledCash', values.cash),
    usd('StockMarketValue', values.stockValue),
    usd('TotalCashBalance', values.cash),
    usd('TotalCashValue', values.cash),
    usd('UnrealizedPnL', values.unrealized),
  ];
}

/** Rows of the cash ledger, for the `$LEDGER` tag and for model requests that ask for the ledger only. */
const ledgerKeys = new Set([
  'AccruedCash',
  'CashBalance',
  'Currency',
  'ExchangeRate',
  'FuturesPNL',
  'NetLiquidationByCurrency',
  'OptionMarketValue',
  'RealizedPnL',
  'StockMarketValue',
  'TotalCashBalance',
  'UnrealizedPnL',
]);

export function isLedgerRow(row: AccountRow): boolean {
  return ledgerKeys.has(row.key);
}

export function accountValue(account: string, row: AccountRow): Message {
  return [answerIds.accountValue, 2, row.key, row.value, row.currency, account];
}

export function portfolioValue(account: string, position: ValuedPosition): Message {
  const { details } = position;
  return [
    answerIds.portfolioValue,
    8,
    details.conId,
    details.symbol,
    details.secType,
    details.expiry,
    strikeText(details),
    details.right ?? '0',
    multiplierText(details),
    details.primaryExchange,
    details.currency,
    localSymbol(details),
    tradingClassOf(details),
    position.quantity,
    round(position.marketPrice),
    round(position.marketValue),
    round(position.averageCost),
    round(position.unrealized),
    round(position.realizedToday),
    account,
  ];
}

export function accountTime(timeMs: number): Message {
  return [answerIds.accountTime, 1, clockText(timeMs, newYork).slice(0, 5)];
}

export function accountDownloadEnd(account: string): Message {
  return [answerIds.accountDownloadEnd, 1, account];
}

/** Real reports carry no exchange for positions. */
export function positionRow(account: string, position: ValuedPosition): Message {
  return [
    answerIds.position,
    3,
    account,
    ...orderContract(position.details, '', ''),
    position.quantity,
    round(position.averageCost),
  ];
}

export function positionEnd(): Message {
  return [answerIds.positionEnd, 1];
}

export function positionMulti(requestId: number, account: string, position: ValuedPosition): Message {
  return [
    answerIds.positionMulti,
    1,
    requestId,
    account,
    ...orderContract(position.details, '', ''),
    position.quantity,
    round(position.averageCost),
    '',
  ];
}

export function positionMultiEnd(requestId: number): Message {
  return [answerIds.positionMultiEnd, 1, requestId];
}

export function accountSummary(requestId: number, account: string, row: AccountRow): Message {
  return [answerIds.accountSummary, 1, requestId, account, row.key, row.value, row.currency];
}

export function accountSummaryEnd(requestId: number): Message {
  return [answerIds.accountSummaryEnd, 1, requestId];
}

export function accountUpdateMulti(requestId: number, account: string, row: AccountRow): Message {
  return [answerIds.accountUpdateMulti, 1, requestId, account, '', row.key, row.value, row.currency];
}

export function accountUpdateMultiEnd(requestId: number): Message {
  return [answerIds.accountUpdateMultiEnd, 1, requestId];
}

export function pnl(requestId: number, values: AccountValues): Message {
  return [answerIds.pnl, requestId, round(values.dailyPnl), round(values.unrealized), round(values.realized)];
}

/** Null position: the account holds none of it, so everything but the size is unset. */
export function pnlSingle(requestId: number, position: ValuedPosition | null, dailyPnl: number): Message {
  if (!position) return [answerIds.pnlSingle, requestId, 0, unsetNumber, unsetNumber, unsetNumber, unsetNumber];
  return [
    answerIds.pnlSingle,
    requestId,
    position.quantity,
    round(dailyPnl),
    round(position.unrealized),
    round(position.realizedToday),
    round(position.marketValue),
  ];
}

function round(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}
