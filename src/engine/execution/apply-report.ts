import type { Order } from '../domain/order.ts';
import type { BrokerEvent, BrokerOrderReport } from '../ports/broker.ts';
import { kindOfState, reasonOfStatus, type ReportSource, stateFromStatus, tellsOfHold } from './broker-state.ts';
import type { OrderChange } from './order-change.ts';

/** Terms of a change that has been sent and not yet confirmed. */
export type PendingTerms = Pick<Order, 'quantity' | 'limitPrice' | 'stopPrice'>;

type StatusEvent = Extract<BrokerEvent, { kind: 'status' }>;

/** What a status callback changes. Empty when it repeats what is known. */
export function applyStatus(order: Order, event: StatusEvent): readonly OrderChange[] {
  const known = withKeys(order, event);
  const state = stateFromStatus(order, event.status, 'live') ?? order.state;
  const reason = reasonOfStatus(event.status, event.whyHeld);
  const stays = state === order.state && reason === '' && !tellsOfHold(order.reason);
  return changesBetween(order, { ...known, state, reason: stays ? order.reason : reason }, event.status);
}

/** What a full order report changes: keys, state, and terms that were changed here or elsewhere. */
export function applyReport(
  order: Order,
  report: BrokerOrderReport,
  { source, pending }: { readonly source: ReportSource; readonly pending: PendingTerms | null },
): readonly OrderChange[] {
  const known = withKeys(order, report);
  const state = stateFromStatus(order, report.status, source) ?? order.state;
  const moved = {
    ...known,
    state,
    reason: state === order.state ? order.reason : report.completedReason || reasonOfStatus(report.status, ''),
  };
  const changes = [...changesBetween(order, moved, report.completedReason || report.status)];
  const terms = report.completed ? null : termsOf(moved, report);
  const confirmed =
    order.modifyPending && (source === 'snapshot' || (pending !== null && terms !== null && sameTerms(terms, pending)));
  if (terms !== null && !sameTerms(terms, order) && (!order.modifyPending || confirmed)) {
    const next = { ...moved, ...terms, modifyPending: false };
    changes.push({ kind: 'modified', detail: termsText(terms), order: next });
  } else if (confirmed) {
    const kept = pending !== null && terms !== null && !sameTerms(terms, pending);
    const detail = kept ? 'The change did not reach the broker; the old terms are working' : 'Change confirmed';
    changes.push({ kind: kept ? 'warning' : 'modified', detail, order: { ...moved, modifyPending: false } });
  }
  return changes;
}

/** The broker's numbers for an order, taken at first sight; a different permanent id is a different order. */
function withKeys(
  order: Order,
  keys: { readonly orderId: number; readonly permId: number | null; readonly clientId: number },
): Order {
  const clientId = order.clientId ?? keys.clientId;
  const brokerOrderId = order.brokerOrderId ?? (keys.orderId === 0 ? null : keys.orderId);
  return { ...order, clientId, brokerOrderId, permId: order.permId ?? keys.permId };
}

function changesBetween(before: Order, after: Order, words: string): readonly OrderChange[] {
  const changes: OrderChange[] = [];
  if (before.permId === null && after.permId !== null) {
    const order = { ...after, state: before.state, reason: before.reason };
    changes.push({ kind: 'acknowledged', detail: `The broker has the order (${after.permId})`, order });
  }
  if (before.state !== after.state) {
    changes.push({ kind: kindOfState(before.state, after.state), detail: after.reason || words, order: after });
  } else if (after.reason !== before.reason) {
    const kind = after.reason === '' ? 'working' : 'warning';
    changes.push({ kind, detail: after.reason || words, order: after });
  }
  return changes;
}

/** Only the prices that the type uses: the broker fills in others that nobody set. */
function termsOf(order: Order, report: BrokerOrderReport): PendingTerms {
  const hasLimit =
    order.type === 'LMT' || order.type === 'STP LMT' || (order.type === 'ADAPTIVE' && order.limitPrice !== null);
  const hasStop = order.type === 'STP' || order.type === 'STP LMT';
  return {
    quantity: report.quantity > 0 ? report.quantity : order.quantity,
    limitPrice: hasLimit ? (report.limitPrice ?? order.limitPrice) : order.limitPrice,
    stopPrice: hasStop ? (report.stopPrice ?? order.stopPrice) : order.stopPrice,
  };
}

export function sameTerms(a: PendingTerms, b: PendingTerms): boolean {
  return (
    samePrice(a.quantity, b.quantity) && samePrice(a.limitPrice, b.limitPrice) && samePrice(a.stopPrice, b.stopPrice)
  );
}

function samePrice(a: number | null, b: number | null): boolean {
  return a === b || (a !== null && b !== null && Math.abs(a - b) < 1e-9);
}

export function termsText({ quantity, limitPrice, stopPrice }: PendingTerms): string {
  const parts = [`quantity ${quantity}`];
  if (limitPrice !== null) parts.push(`limit ${limitPrice}`);
  if (stopPrice !== null) parts.push(`stop ${stopPrice}`);
  return `Now ${parts.join(', ')}`;
}
