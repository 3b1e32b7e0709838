import type { IntentId } from '../domain/ids.ts';
import { isFinal, isOpen, type Order } from '../domain/order.ts';
import type { BrokerOrderReport, BrokerSnapshot } from '../ports/broker.ts';
import type { BrokerInbox } from './broker-inbox.ts';
import type { ReportSource } from './broker-state.ts';
import { matchOrder } from './match-order.ts';
import type { OrderChange } from './order-change.ts';
import type { OrderLedger } from './order-ledger.ts';

export type MergeDeps = {
  readonly ledger: OrderLedger;
  readonly inbox: BrokerInbox;
  readonly account: string;
  readonly scope: string;
  /** True while an order was handed over so recently that it may still be on its way inside the broker. */
  maybeInTransit(intent: IntentId): boolean;
  cancelInTransit(intent: IntentId): boolean;
};

export type Merged = {
  readonly open: number;
  readonly adopted: number;
  readonly resolved: number;
  readonly unknown: number;
  readonly undecided: number;
};

/**
 * Brings the ledger in line with one complete answer: open orders, then executions, then completed orders, and at last
 * what is in none of them. `mark` = how much had been heard when the question was asked.
 */
export function mergeSnapshot(snapshot: BrokerSnapshot, mark: number, deps: MergeDeps): Merged {
  const { ledger, inbox, account } = deps;
  const adoptedBefore = ledger.orders().filter((order) => order.adopted).length;
  const unknownBefore = countUnknown(ledger);
  const mine = (row: { readonly account: string }) => row.account === '' || row.account === account;
  const openReports = snapshot.openOrders.filter(mine);
  for (const report of openReports) {
    const source = sourceOf(report, mark, deps);
    if (source !== null) inbox.takeReport(report, source);
  }
  for (const execution of snapshot.executions.filter(mine)) inbox.takeExecution(execution);
  for (const report of snapshot.completedOrders.filter(mine))
    inbox.takeReport({ ...report, completed: true }, 'snapshot');
  inbox.settleParked();
  settleFilled(snapshot.completedOrders.filter(mine), deps);
  const undecided = settleAbsent(openReports, mark, deps);
  const unknown = countUnknown(ledger);
  return {
    open: ledger.openOrders().length,
    adopted: ledger.orders().filter((order) => order.adopted).length - adoptedBefore,
    resolved: Math.max(0, unknownBefore - unknown),
    unknown,
    undecided,
  };
}

function countUnknown(ledger: OrderLedger): number {
  return ledger.orders().filter((order) => order.state === 'unknown').length;
}

/**
 * A live message that came in after the question may be newer than the answer: an order that ended since stays ended,
 * and a cancel or change that went out since is still on its way.
 */
function sourceOf(report: BrokerOrderReport, mark: number, deps: MergeDeps): ReportSource | null {
  const { ledger, inbox, scope, cancelInTransit } = deps;
  const order = matchOrder(ledger, report, scope);
  if (order === null) return 'snapshot';
  if (isFinal(order.state) && inbox.heardSince(order.intent, mark)) return null;
  return inbox.sentSince(order.intent, mark) || cancelInTransit(order.intent) ? 'live' : 'snapshot';
}

/** Completed as filled, with executions of another day that nobody reports any more. */
function settleFilled(completed: readonly BrokerOrderReport[], { ledger, scope }: MergeDeps): void {
  for (const report of completed) {
    const order = report.status === 'Filled' ? matchOrder(ledger, report, scope) : null;
    if (order === null || !isOpen(order.state)) continue;
    const reason = `Filled at the broker; executions for ${order.filled} of ${order.quantity} are still reported`;
    ledger.record({
      changes: [
        { kind: 'resolved', detail: reason, order: { ...order, state: 'filled', reason, modifyPending: false } },
      ],
    });
  }
}

/** Answers how many could not be decided: too young, or heard of while the answer was on its way. */
function settleAbsent(openReports: readonly BrokerOrderReport[], mark: number, deps: MergeDeps): number {
  const { ledger, inbox, account, scope } = deps;
  const present = new Set(openReports.map((report) => matchOrder(ledger, report, scope)?.intent));
  const absent = ledger
    .openOrders()
    .filter((order) => !present.has(order.intent) && (order.account === '' || order.account === account));
  const decided = absent.filter(
    ({ intent }) => !inbox.heardSince(intent, mark) && !inbox.sentSince(intent, mark) && !deps.maybeInTransit(intent),
  );
  for (const order of decided) ledger.record({ changes: [absentChange(order)] });
  return absent.length - decided.length;
}

function absentChange(order: Order): OrderChange {
  const acknowledged = order.permId !== null;
  const reason = acknowledged
    ? 'No longer open at the broker: cancelled, expired or filled while nobody listened; compare the position'
    : 'Never reached the broker: in none of its open orders, completed orders and executions';
  const next = { ...order, state: 'cancelled' as const, reason, modifyPending: false };
  return { kind: order.state === 'unknown' ? 'resolved' : 'cancelled', detail: reason, order: next };
}
