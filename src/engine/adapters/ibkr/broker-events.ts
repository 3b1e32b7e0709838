import { shownText } from '../../domain/shown-text.ts';
import {
  EventName,
  type CommissionReport,
  type Contract,
  type Execution,
  type Order,
  type OrderState,
} from '@stoqey/ib';
import type { BrokerEvent, BrokerExecution, BrokerOrderReport, WhatIf } from '../../ports/broker.ts';
import { instrumentOfContract } from './instrument-translate.ts';
import { orderReport, permIdOf, statusOf } from './order-translate.ts';
import { plainText } from './plain-text.ts';
import { wireInstant } from './wire-time.ts';
import type { Wire } from './wire.ts';

/** What the order side hears, before anything is decided about it. */
export type BrokerHearing = {
  event(event: BrokerEvent): void;
  whatIf(orderId: number, answer: WhatIf): void;
  completed(report: BrokerOrderReport): void;
  /** End markers; `reqId` is null where TWS sends none. */
  ended(what: EventName, reqId: number | null): void;
  executionOf(reqId: number, execution: BrokerExecution): void;
  /** Something about a kind of security that is not supported: shown, never silently dropped. */
  unsupported(what: string): void;
  now(): number;
};

const orNull = (value: number | undefined): number | null => value ?? null;

export function hearBroker(wire: Wire, hear: BrokerHearing): void {
  hearOrders(wire, hear);
  hearExecutions(wire, hear);
  hearAccount(wire, hear);
  for (const end of [EventName.openOrderEnd, EventName.completedOrdersEnd, EventName.positionEnd]) {
    wire.listen<[]>(end, () => hear.ended(end, null));
  }
  for (const end of [EventName.execDetailsEnd, EventName.accountSummaryEnd]) {
    wire.listen<[number]>(end, (reqId) => hear.ended(end, reqId));
  }
}

function hearOrders(wire: Wire, hear: BrokerHearing): void {
  wire.listen<[number, Contract, Order, OrderState]>(EventName.openOrder, (orderId, contract, order, state) => {
    if (order.whatIf === true) return hear.whatIf(orderId, whatIfOf(state));
    const report = orderReport(contract, { ...order, orderId }, state, false);
    if (report) hear.event({ kind: 'order', report });
    else hear.unsupported(`order ${orderId} in ${String(contract.secType)} ${contract.symbol}`);
  });
  wire.listen<[Contract, Order, OrderState]>(EventName.completedOrder, (contract, order, state) => {
    const report = orderReport(contract, order, state, true);
    if (report) hear.completed(report);
    else hear.unsupported(`completed order in ${String(contract.secType)} ${contract.symbol}`);
  });
  wire.listen<[number, string, number, number, number, number, number, number, number, string]>(
    EventName.orderStatus,
    (...args) => {
      const [orderId, status, filled, remaining, averagePrice, permId, , , clientId, whyHeld] = args;
      hear.event({
        kind: 'status',
        orderId,
        permId: permIdOf(permId),
        clientId: clientId ?? 0,
        status: statusOf(status),
        filled: filled ?? 0,
        remaining: remaining ?? 0,
        averageFillPrice: averagePrice > 0 ? averagePrice : null,
        whyHeld: plainText(whyHeld ?? ''),
      });
    },
  );
}

function hearExecutions(wire: Wire, hear: BrokerHearing): void {
  wire.listen<[number, Contract, Execution]>(EventName.execDetails, (reqId, contract, execution) => {
    const translated = executionOf(contract, execution, hear.now());
    if (translated === null) return hear.unsupported(`execution ${execution.execId} in ${String(contract.secType)}`);
    hear.executionOf(reqId, translated);
    hear.event({ kind: 'execution', execution: translated });
  });
  wire.listen<[CommissionReport]>(EventName.commissionReport, (report) => {
    if (!report.execId) return;
    hear.event({
      kind: 'commission',
      execution: report.execId,
      commission: report.commission ?? 0,
      currency: plainText(report.currency ?? '', 10),
      realizedPnl: orNull(report.realizedPNL),
    });
  });
}

function hearAccount(wire: Wire, hear: BrokerHearing): void {
  wire.listen<[string, Contract, number, number]>(EventName.position, (account, contract, quantity, averageCost) => {
    const instrument = instrumentOfContract(contract);
    if (instrument === null) return hear.unsupported(`position in ${String(contract.secType)} ${contract.symbol}`);
    const averagePrice = (averageCost ?? 0) / instrument.multiplier;
    hear.event({ kind: 'position', position: { account, instrument, quantity: quantity ?? 0, averagePrice } });
  });
  const value = (account: string, key: string, text: string, currency: string): void => {
    const number = text === '' ? Number.NaN : Number(text);
    if (Number.isFinite(number) && Math.abs(number) < 1e300) {
      hear.event({ kind: 'account', account, key: plainText(key, 60), value: number, currency });
    }
  };
  wire.listen<[number, string, string, string, string]>(EventName.accountSummary, (_, account, key, text, currency) =>
    value(account, key, text, currency),
  );
  wire.listen<[string, string, string, string]>(EventName.updateAccountValue, (key, text, currency, account) =>
    value(account, key, text, currency),
  );
}

function executionOf(contract: Contract, execution: Execution, now: number): BrokerExecution | null {
  const instrument = instrumentOfContract(contract);
  if (instrument === null || !execution.execId) return null;
  return {
    execution: execution.execId,
    orderId: execution.orderId ?? 0,
    permId: permIdOf(execution.permId),
    clientId: execution.clientId ?? 0,
    orderRef: plainText(execution.orderRef ?? ''),
    account: plainText(execution.acctNumber ?? '', 20),
    instrument,
    side: execution.side === 'SLD' ? 'SELL' : 'BUY',
    quantity: execution.shares ?? 0,
    price: execution.price ?? 0,
    venue: plainText(execution.exchange ?? '', 20),
    eventTime: wireInstant(execution.time ?? '') ?? now,
  };
}

function whatIfOf(state: OrderState): WhatIf {
  return {
    initialMarginChange: orNull(state.initMarginChange),
    maintenanceMarginChange: orNull(state.maintMarginChange),
    equityWithLoanAfter: orNull(state.equityWithLoanAfter),
    commission: orNull(state.commission ?? state.maxCommission),
    warning: shownText(state.warningText ?? ''),
  };
}
