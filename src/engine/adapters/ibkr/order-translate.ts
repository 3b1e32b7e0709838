import type { Contract, Order, OrderAction, OrderState, OrderType as WireOrderType } from '@stoqey/ib';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import { shownText } from '../../domain/shown-text.ts';
import type { BrokerCode, BrokerOrder, BrokerOrderReport, BrokerOrderStatus } from '../../ports/broker.ts';
import { instrumentOfContract } from './instrument-translate.ts';
import { plainText } from './plain-text.ts';

/** Prices go out as plain positive decimals: JavaScript writes 0.0000001 as 1e-7, which TWS cannot read. */
function wirePrice(price: number | null): number | null {
  if (price === null || !Number.isFinite(price)) return null;
  const rounded = Math.round(price * 1e6) / 1e6;
  return rounded > 0 && !String(rounded).includes('e') ? rounded : null;
}

/** Reduce the others by what one member fills, one member at a time: no overfill of a bracket. */
const reduceWithBlock = 2;

type Priced = { readonly orderType: string; readonly fields: Partial<Order> };

function pricesOf(order: BrokerOrder): Priced | null {
  const limit = wirePrice(order.limitPrice);
  const stop = wirePrice(order.stopPrice);
  const trail = wirePrice(order.trailAmount);
  switch (order.type) {
    case 'MKT':
    case 'MOC':
      return { orderType: order.type, fields: {} };
    case 'LMT':
      return limit === null ? null : { orderType: 'LMT', fields: { lmtPrice: limit } };
    case 'STP':
      return stop === null ? null : { orderType: 'STP', fields: { auxPrice: stop } };
    case 'STP LMT':
      return stop === null || limit === null
        ? null
        : { orderType: 'STP LMT', fields: { auxPrice: stop, lmtPrice: limit } };
    case 'TRAIL':
      return trail === null
        ? null
        : { orderType: 'TRAIL', fields: { auxPrice: trail, ...(stop === null ? {} : { trailStopPrice: stop }) } };
    case 'ADAPTIVE':
      return {
        orderType: limit === null ? 'MKT' : 'LMT',
        fields: {
          ...(limit === null ? {} : { lmtPrice: limit }),
          algoStrategy: 'Adaptive',
          algoParams: [{ tag: 'adaptivePriority', value: 'Normal' }],
        },
      };
  }
}

/** The order as it goes on the wire, built from our own intent alone. `transmit` false holds it for the rest of its group. */
export function wireOrder(order: BrokerOrder, transmit: boolean): Outcome<Order, BrokerCode> {
  const priced = pricesOf(order);
  if (priced === null) return fail('invalid-order', `a ${order.type} order lacks a usable price`);
  if (!Number.isInteger(order.orderId) || order.orderId <= 0) return fail('invalid-order', 'order id must be positive');
  if (!(order.quantity > 0) || !Number.isFinite(order.quantity)) {
    return fail('invalid-order', 'quantity must be positive');
  }
  const wire: Order = {
    ...priced.fields,
    orderType: priced.orderType as WireOrderType,
    action: order.side as OrderAction,
    totalQuantity: order.quantity,
    tif: order.timeInForce,
    outsideRth: order.outsideRth,
    account: plainText(order.account, 20),
    orderRef: plainText(order.intent),
    transmit,
  };
  if (order.parentOrderId !== null) wire.parentId = order.parentOrderId;
  if (order.ocaGroup !== null) {
    wire.ocaGroup = plainText(order.ocaGroup, 60);
    wire.ocaType = reduceWithBlock;
  }
  return ok(wire);
}

const statuses: readonly BrokerOrderStatus[] = [
  'PendingSubmit',
  'PreSubmitted',
  'Submitted',
  'PendingCancel',
  'ApiCancelled',
  'Cancelled',
  'Filled',
  'Inactive',
  'ApiPending',
];

export function statusOf(text: string | undefined): BrokerOrderStatus {
  return statuses.find((status) => status === text) ?? 'Unknown';
}

/** 0 = not known yet; the largest 64-bit number, which JavaScript cannot hold, = none. */
export function permIdOf(permId: number | undefined): number | null {
  return permId !== undefined && permId > 0 && Number.isSafeInteger(permId) ? permId : null;
}

/** TWS fills in prices that nobody set; only those the type uses mean anything. */
function limitOf(order: Order): number | null {
  return String(order.orderType).includes('LMT') || order.orderType === ('LIT' as WireOrderType)
    ? (order.lmtPrice ?? null)
    : null;
}

function stopOf(order: Order): number | null {
  const type = String(order.orderType);
  if (type.startsWith('TRAIL')) return order.trailStopPrice ?? null;
  return type.startsWith('STP') ? (order.auxPrice ?? null) : null;
}

export function orderReport(
  contract: Contract,
  order: Order,
  state: OrderState,
  completed: boolean,
): BrokerOrderReport | null {
  const instrument = instrumentOfContract(contract);
  if (instrument === null) return null;
  return {
    orderId: order.orderId ?? 0,
    permId: permIdOf(order.permId),
    clientId: order.clientId ?? 0,
    parentOrderId: order.parentId ? order.parentId : null,
    orderRef: plainText(order.orderRef ?? ''),
    account: plainText(order.account ?? '', 20),
    instrument,
    side: String(order.action).startsWith('S') ? 'SELL' : 'BUY',
    type: order.algoStrategy === 'Adaptive' ? 'ADAPTIVE' : String(order.orderType),
    quantity: order.totalQuantity ?? order.filledQuantity ?? 0,
    limitPrice: limitOf(order),
    stopPrice: stopOf(order),
    timeInForce: String(order.tif ?? ''),
    status: statusOf(state.status),
    completed,
    completedReason: completed ? shownText(state.completedStatus ?? '') : '',
  };
}
