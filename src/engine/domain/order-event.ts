import type { ExecutionId, InstrumentId, IntentId } from './ids.ts';
import type { Order, OrderSide } from './order.ts';

/** Truth about money: one execution report, keyed by `execution`. */
export type Fill = {
  readonly execution: ExecutionId;
  readonly intent: IntentId | null;
  readonly permId: number | null;
  readonly brokerOrderId: number | null;
  readonly account: string;
  readonly instrument: InstrumentId;
  readonly side: OrderSide;
  readonly quantity: number;
  readonly price: number;
  readonly venue: string;
  /** Null until the commission report arrives. */
  readonly commission: number | null;
  readonly realizedPnl: number | null;
  readonly eventTime: number;
  readonly receivedTime: number;
};

export type OrderEventKind =
  | 'intended'
  | 'denied'
  | 'sent'
  | 'acknowledged'
  | 'working'
  | 'modified'
  | 'fill'
  | 'commission'
  | 'cancel-requested'
  | 'cancelled'
  | 'rejected'
  | 'unknown'
  | 'resolved'
  | 'adopted'
  | 'warning';

/** One immutable line of an order's history, numbered by the journal. */
export type OrderEvent = {
  readonly seq: number;
  readonly intent: IntentId;
  readonly kind: OrderEventKind;
  readonly detail: string;
  readonly order: Order;
  readonly fill: Fill | null;
  readonly eventTime: number;
};
