import type { ManualOrder } from '../tws-simulator.ts';
import type { OrderTerms } from './sim-order.ts';

/** Full terms of an order that somebody typed in, with TWS's usual settings. */
export function manualTerms(order: ManualOrder, account: string): OrderTerms {
  return {
    action: order.action,
    quantity: order.quantity,
    orderType: order.orderType,
    limitPrice: order.limitPrice ?? null,
    auxPrice: order.auxPrice ?? null,
    tif: order.tif ?? 'DAY',
    ocaGroup: '',
    ocaType: 0,
    account,
    openClose: '',
    origin: 0,
    orderRef: '',
    transmit: true,
    parentId: 0,
    displaySize: null,
    triggerMethod: 0,
    outsideRth: order.outsideRth ?? false,
    hidden: false,
    allOrNone: false,
    goodAfterTime: '',
    goodTillDate: '',
    trailStopPrice: null,
    trailingPercent: null,
    limitOffset: null,
    algoStrategy: '',
    algoParams: [],
    whatIf: false,
    overridePercentage: false,
  };
}
