import type { OrderEventKind } from '../domain/order-event.ts';
import type { Order, OrderState } from '../domain/order.ts';
import type { BrokerOrderStatus } from '../ports/broker.ts';

/** `snapshot` = part of one complete answer, which outweighs what was believed; `live` = a single callback, possibly late. */
export type ReportSource = 'live' | 'snapshot';

/** The state a broker status means for an order, or null when it says nothing new. A status is never proof of a fill. */
export function stateFromStatus(order: Order, status: BrokerOrderStatus, source: ReportSource): OrderState | null {
  switch (status) {
    case 'PendingSubmit':
    case 'ApiPending':
      return order.state === 'unknown' ? 'working' : null;
    case 'PreSubmitted':
    case 'Submitted':
      return liveState(order, source);
    case 'PendingCancel':
      return order.state === 'cancelled' || order.state === 'rejected' ? null : 'cancel-pending';
    case 'Cancelled':
    case 'ApiCancelled':
      return 'cancelled';
    case 'Inactive':
      return order.state === 'rejected' || order.state === 'cancelled' ? null : 'inactive';
    case 'Filled':
    case 'Unknown':
      return null;
  }
}

/** A late "Submitted" must neither revive a cancelled order nor take back a cancel that is on its way. */
function liveState(order: Order, source: ReportSource): OrderState | null {
  if (source === 'snapshot') return 'working';
  return order.state === 'cancelled' || order.state === 'cancel-pending' ? null : 'working';
}

export function kindOfState(before: OrderState, after: OrderState): OrderEventKind {
  if (before === 'unknown') return 'resolved';
  switch (after) {
    case 'working':
      return 'working';
    case 'cancel-pending':
      return 'cancel-requested';
    case 'cancelled':
      return 'cancelled';
    case 'rejected':
      return 'rejected';
    case 'unknown':
      return 'unknown';
    default:
      return 'warning';
  }
}

const holds: Readonly<Record<string, string>> = {
  trigger: 'Waits for its trigger',
  child: 'Waits for its parent',
  locate: 'Waits for shares to borrow',
};

export function reasonOfStatus(status: BrokerOrderStatus, whyHeld: string): string {
  if (status === 'Inactive') return 'Inactive at the broker: refused or held back';
  return whyHeld === '' ? '' : (holds[whyHeld] ?? `Held: ${whyHeld}`);
}

/** True for a reason that ends with the hold it tells of: a status without one takes it away. */
export function tellsOfHold(reason: string): boolean {
  return reason.startsWith('Held: ') || Object.values(holds).includes(reason);
}
