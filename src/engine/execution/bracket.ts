import type { TradingMode } from '../domain/account.ts';
import type { IntentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Order, OrderRole } from '../domain/order.ts';
import type { BrokerOrder } from '../ports/broker.ts';
import type { ProposedOrder } from '../risk/risk-context.ts';

const targetSuffix = ':t';
const stopSuffix = ':s';

/** The intent the trader submitted, from the id of any order of its group. */
export function rootIntent(intent: IntentId): IntentId {
  return intent.endsWith(targetSuffix) || intent.endsWith(stopSuffix) ? intent.slice(0, -2) : intent;
}

export function groupIntents(intent: IntentId): readonly IntentId[] {
  const root = rootIntent(intent);
  return [root, root + targetSuffix, root + stopSuffix];
}

/** One exit cancels or reduces the other at the broker. The name is used once: it carries the intent. */
export function ocaGroupOf(order: Pick<Order, 'role' | 'parentIntent'>): string | null {
  return order.role === 'target' || order.role === 'stop' ? `oca:${order.parentIntent ?? ''}` : null;
}

export type GroupContext = {
  readonly instrument: Instrument;
  readonly account: string;
  readonly mode: TradingMode;
  readonly clientId: number;
  readonly now: number;
};

/** The orders of one submit, parent first; their order is the order on the wire. */
export function ordersOfIntent(wanted: ProposedOrder, ids: readonly number[], context: GroupContext): readonly Order[] {
  const { target, stop } = exitsOf(wanted);
  const hasExits = target !== null || stop !== null;
  const parent = newOrder(wanted, { role: hasExits ? 'parent' : 'single', suffix: '' }, context);
  const orders = [parent];
  if (target !== null) orders.push(exitOrder(parent, { role: 'target', suffix: targetSuffix, price: target }));
  if (stop !== null) orders.push(exitOrder(parent, { role: 'stop', suffix: stopSuffix, price: stop }));
  return orders.map((order, index) => ({ ...order, brokerOrderId: ids[index] ?? null }));
}

export function legCount(wanted: Pick<ProposedOrder, 'bracket'>): number {
  const { target, stop } = exitsOf(wanted);
  return 1 + (target === null ? 0 : 1) + (stop === null ? 0 : 1);
}

function exitsOf({ bracket }: Pick<ProposedOrder, 'bracket'>) {
  return { target: bracket?.targetPrice ?? null, stop: bracket?.stopPrice ?? null };
}

function newOrder(wanted: ProposedOrder, leg: { role: OrderRole; suffix: string }, context: GroupContext): Order {
  const { instrument, account, mode, clientId, now } = context;
  const { intent, side, quantity, type, limitPrice, stopPrice, trailAmount, timeInForce, outsideRth, origin } = wanted;
  return {
    intent: intent + leg.suffix,
    role: leg.role,
    parentIntent: null,
    instrument: instrument.id,
    ticker: instrument.symbol,
    side,
    quantity,
    type,
    limitPrice,
    stopPrice,
    trailAmount,
    timeInForce,
    outsideRth,
    account,
    mode,
    origin,
    state: 'intended',
    reason: '',
    brokerOrderId: null,
    permId: null,
    clientId,
    filled: 0,
    averageFillPrice: null,
    modifyPending: false,
    adopted: false,
    createdTime: now,
    sentTime: null,
    updatedTime: now,
  };
}

/** Exits outlive the day: a position must not lose its stop at the close because the entry was a day order. */
function exitOrder(parent: Order, exit: { role: 'target' | 'stop'; suffix: string; price: number }): Order {
  return {
    ...parent,
    intent: parent.intent + exit.suffix,
    role: exit.role,
    parentIntent: parent.intent,
    side: parent.side === 'BUY' ? 'SELL' : 'BUY',
    type: exit.role === 'target' ? 'LMT' : 'STP',
    limitPrice: exit.role === 'target' ? exit.price : null,
    stopPrice: exit.role === 'stop' ? exit.price : null,
    trailAmount: null,
    timeInForce: 'GTC',
  };
}

/** As it goes on the wire, always built from our own terms, never from what the broker echoed. */
export function brokerOrderOf(order: Order, instrument: Instrument, parentOrderId: number | null): BrokerOrder | null {
  if (order.brokerOrderId === null) return null;
  const { intent, account, side, quantity, type, limitPrice, stopPrice, trailAmount, timeInForce, outsideRth } = order;
  const terms = { side, quantity, type, limitPrice, stopPrice, trailAmount, timeInForce, outsideRth };
  return {
    ...terms,
    orderId: order.brokerOrderId,
    intent,
    instrument,
    account,
    parentOrderId,
    ocaGroup: ocaGroupOf(order),
  };
}
