import type { Order } from '../domain/order.ts';
import type { BrokerExecution, BrokerOrderReport } from '../ports/broker.ts';
import { adoptedIntent } from './adopt-order.ts';
import type { OrderLedger } from './order-ledger.ts';

type Keys = Pick<BrokerOrderReport, 'orderRef' | 'clientId' | 'orderId' | 'permId'> | BrokerExecution;

/** Ours by reference, unless the broker shows a second order behind the same reference: that one is a stranger. */
export function matchOrder(ledger: OrderLedger, keys: Keys, scope: string): Order | null {
  const anonymous = keys.orderId === 0;
  const found = ledger.find({
    orderRef: keys.orderRef,
    clientId: anonymous ? null : keys.clientId,
    orderId: anonymous ? null : keys.orderId,
    permId: keys.permId,
  });
  if (found === null || found.permId === null || keys.permId === null || found.permId === keys.permId) return found;
  return ledger.order(adoptedIntent(keys, scope));
}

export function sameOrder(a: BrokerExecution, b: BrokerExecution): boolean {
  if (a.permId !== null && b.permId !== null) return a.permId === b.permId;
  return a.clientId === b.clientId && a.orderId === b.orderId;
}
