import type { TradingMode } from '../domain/account.ts';
import { type Order, orderTypes, type OrderState, type OrderType } from '../domain/order.ts';
import type { BrokerExecution, BrokerOrderReport } from '../ports/broker.ts';
import { stateFromStatus } from './broker-state.ts';

type AdoptContext = {
  readonly mode: TradingMode;
  readonly now: number;
  /** Distinguishes the runs of a market that begins its numbers anew; empty for real brokers. */
  readonly scope: string;
  readonly ownClientId: number;
};

/** The id of an order that was not made here: the same after every restart, so that it is adopted once. */
export function adoptedIntent(
  keys: { readonly permId: number | null; readonly clientId: number; readonly orderId: number },
  scope: string,
): string {
  return keys.permId === null ? `adopted:${scope}${keys.clientId}/${keys.orderId}` : `adopted:${scope}${keys.permId}`;
}

/** An order placed in TWS, on the phone, or by an earlier session without a journal. */
export function adoptedOrder(report: BrokerOrderReport, context: AdoptContext): Order {
  const { instrument } = report;
  const order = {
    ...base(report, context),
    instrument: instrument.id,
    ticker: instrument.symbol,
    quantity: report.quantity,
    type: knownType(report.type),
    limitPrice: report.limitPrice,
    stopPrice: report.stopPrice,
    timeInForce: report.timeInForce === 'GTC' ? ('GTC' as const) : ('DAY' as const),
    state: 'working' as OrderState,
    reason: report.completedReason,
  };
  const state =
    report.status === 'Filled' ? 'filled' : (stateFromStatus(order, report.status, 'snapshot') ?? 'working');
  return { ...order, state, filled: state === 'filled' ? report.quantity : 0 };
}

/** Executions without any order report: the order has ended, and its fills say all that is known of it. */
export function orderOfExecution(execution: BrokerExecution, context: AdoptContext): Order {
  return {
    ...base(execution, context),
    instrument: execution.instrument.id,
    ticker: execution.instrument.symbol,
    quantity: execution.quantity,
    type: 'MKT',
    limitPrice: null,
    stopPrice: null,
    timeInForce: 'DAY',
    state: 'working',
    reason: 'Known only by its executions',
  };
}

type Origins = Pick<BrokerOrderReport, 'side' | 'account' | 'orderId' | 'permId' | 'clientId'>;

function base(from: Origins, { mode, now, scope, ownClientId }: AdoptContext) {
  const where =
    from.clientId === ownClientId ? 'an earlier session' : from.clientId === 0 ? 'TWS' : `client ${from.clientId}`;
  return {
    intent: adoptedIntent(from, scope),
    role: 'single' as const,
    parentIntent: null,
    side: from.side,
    account: from.account,
    mode,
    origin: { source: 'adopted' as const, label: where },
    trailAmount: null,
    outsideRth: false,
    brokerOrderId: from.orderId === 0 ? null : from.orderId,
    permId: from.permId,
    clientId: from.clientId,
    filled: 0,
    averageFillPrice: null,
    modifyPending: false,
    adopted: true,
    createdTime: now,
    sentTime: null,
    updatedTime: now,
  };
}

function knownType(type: string): OrderType {
  return orderTypes.find((known) => known === type) ?? 'LMT';
}
