import type { BrokerEvent } from '../broker/broker-event.ts';
import type { SimExecution, SimOrder } from '../broker/sim-order.ts';
import { commissionReport, executionDetails } from '../encode/executions.ts';
import { openOrder, orderStatus } from '../encode/orders.ts';
import { answerIds } from '../wire/message-ids.ts';
import type { Session } from './session.ts';

export function sendOrder(session: Session, order: SimOrder, withCommission: boolean): void {
  const instrument = session.world.market.byId(order.instrument);
  if (instrument)
    session.send(openOrder({ order, instrument, version: session.version, withCommission, preview: null }));
}

export function sendStatus(session: Session, order: SimOrder): void {
  if (!session.world.switches.omitOrderStatus) session.send(orderStatus(order));
}

function sendExecution(session: Session, execution: SimExecution): void {
  const instrument = session.world.market.byId(execution.instrument);
  if (instrument) session.send(executionDetails({ execution, instrument, requestId: -1, version: session.version }));
}

/** A client hears of its own orders; the master client of everybody's. */
export function hearsOf(session: Session, clientId: number): boolean {
  return session.clientId === clientId || session.clientId === session.world.settings.masterClientId;
}

/** Turns what the broker did into this client's messages. */
export function reportOrderEvent(session: Session, event: BrokerEvent): void {
  if (event.kind === 'position') return;
  const owner = 'order' in event ? event.order : event.execution;
  if (!hearsOf(session, owner.clientId)) return;
  if (event.kind === 'order') sendOrder(session, event.order, event.withCommission);
  else if (event.kind === 'status') sendStatus(session, event.order);
  else if (event.kind === 'execution') sendExecution(session, event.execution);
  else if (event.kind === 'commission') session.send(commissionReport(event.execution));
  else if (event.kind === 'bound')
    session.send([answerIds.orderBound, event.order.permId, event.order.clientId, event.order.orderId]);
  else session.error(event.order.orderId, event.code, event.message, event.rejectJson);
}
