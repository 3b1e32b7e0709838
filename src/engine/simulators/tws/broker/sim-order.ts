import type { InstrumentId } from '../../../domain/ids.ts';

export type OrderStatus =
  | 'Untransmitted'
  | 'PreSubmitted'
  | 'Submitted'
  | 'PendingCancel'
  | 'Cancelled'
  | 'Filled'
  | 'Inactive';

/** What an order asks for; replaced as a whole by a modification. */
export type OrderTerms = {
  readonly action: 'BUY' | 'SELL';
  readonly quantity: number;
  readonly orderType: string;
  readonly limitPrice: number | null;
  readonly auxPrice: number | null;
  readonly tif: string;
  readonly ocaGroup: string;
  readonly ocaType: number;
  readonly account: string;
  readonly openClose: string;
  readonly origin: number;
  readonly orderRef: string;
  readonly transmit: boolean;
  readonly parentId: number;
  readonly displaySize: number | null;
  readonly triggerMethod: number;
  readonly outsideRth: boolean;
  readonly hidden: boolean;
  readonly allOrNone: boolean;
  readonly goodAfterTime: string;
  readonly goodTillDate: string;
  readonly trailStopPrice: number | null;
  readonly trailingPercent: number | null;
  readonly limitOffset: number | null;
  readonly algoStrategy: string;
  readonly algoParams: readonly { readonly tag: string; readonly value: string }[];
  readonly whatIf: boolean;
  readonly overridePercentage: boolean;
};

/** An order as the broker keeps it. Plain data: the exported state is a list of these. */
export type SimOrder = {
  readonly clientId: number;
  /** 0 for orders placed by hand until client 0 binds them to a negative id. */
  orderId: number;
  readonly permId: number;
  readonly instrument: InstrumentId;
  readonly exchange: string;
  terms: OrderTerms;
  status: OrderStatus;
  filled: number;
  averagePrice: number;
  lastPrice: number;
  /** Empty, `child` or `trigger`. */
  whyHeld: string;
  /** Why it was cancelled or rejected. */
  reason: string;
  commission: number;
  readonly placedMs: number;
  /** When it reached the exchange; null before. */
  activeMs: number | null;
  completedMs: number | null;
  /** Shares in front of it at its own price level; null while it is not resting. */
  queueAhead: number | null;
  triggered: boolean;
  /** The working stop of stop and trailing orders. */
  stopPrice: number | null;
};

/** An order that nobody has sent on yet. */
export function newOrder(
  given: Pick<SimOrder, 'clientId' | 'orderId' | 'permId' | 'instrument' | 'exchange' | 'terms' | 'placedMs'>,
): SimOrder {
  return {
    ...given,
    status: 'Untransmitted',
    filled: 0,
    averagePrice: 0,
    lastPrice: 0,
    whyHeld: '',
    reason: '',
    commission: 0,
    activeMs: null,
    completedMs: null,
    queueAhead: null,
    triggered: false,
    stopPrice: null,
  };
}

export function isWorking(order: SimOrder): boolean {
  return order.status === 'PreSubmitted' || order.status === 'Submitted' || order.status === 'PendingCancel';
}

export function isDone(order: SimOrder): boolean {
  return order.status === 'Cancelled' || order.status === 'Filled' || order.status === 'Inactive';
}

export function remainingOf(order: SimOrder): number {
  return roundQuantity(order.terms.quantity - order.filled);
}

/** Fractional sizes go to four decimals. */
export function roundQuantity(quantity: number): number {
  return Math.round(quantity * 10_000) / 10_000;
}

export function orderKey(clientId: number, orderId: number): string {
  return `${clientId}/${orderId}`;
}

export function direction(action: 'BUY' | 'SELL'): 1 | -1 {
  return action === 'BUY' ? 1 : -1;
}

export type SimExecution = {
  readonly execId: string;
  readonly clientId: number;
  readonly orderId: number;
  readonly permId: number;
  readonly instrument: InstrumentId;
  readonly account: string;
  readonly action: 'BUY' | 'SELL';
  readonly shares: number;
  readonly price: number;
  readonly cumulative: number;
  readonly averagePrice: number;
  readonly venue: string;
  /** 1 added liquidity, 2 removed it. */
  readonly liquidity: number;
  readonly orderRef: string;
  readonly timeMs: number;
  readonly commission: number;
  /** Null for opening trades, where the wire says "unset". */
  readonly realizedPnl: number | null;
};
