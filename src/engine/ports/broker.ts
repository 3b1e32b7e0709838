import type { ExecutionId, IntentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { OrderTerms } from '../domain/order.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Connection, Subscription } from './connection.ts';

export type BrokerCode = 'not-connected' | 'invalid-order' | 'timeout' | 'vendor-error' | 'link-lost';

/** One order as it goes on the wire. `orderRef` carries the intent id. */
export type BrokerOrder = Omit<OrderTerms, 'instrument'> & {
  readonly orderId: number;
  readonly intent: IntentId;
  readonly instrument: Instrument;
  readonly account: string;
  readonly parentOrderId: number | null;
  readonly ocaGroup: string | null;
};

export type BrokerOrderStatus =
  | 'PendingSubmit'
  | 'PreSubmitted'
  | 'Submitted'
  | 'PendingCancel'
  | 'ApiCancelled'
  | 'Cancelled'
  | 'Filled'
  | 'Inactive'
  | 'ApiPending'
  | 'Unknown';

/** The broker's view of an order; hints, never proof of a fill. */
export type BrokerOrderReport = {
  readonly orderId: number;
  readonly permId: number | null;
  readonly clientId: number;
  readonly parentOrderId: number | null;
  /** orderRef: our intent id when the order is ours. */
  readonly orderRef: string;
  readonly account: string;
  readonly instrument: Instrument;
  readonly side: 'BUY' | 'SELL';
  readonly type: string;
  readonly quantity: number;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
  readonly timeInForce: string;
  readonly status: BrokerOrderStatus;
  readonly completed: boolean;
  readonly completedReason: string;
};

export type BrokerExecution = {
  readonly execution: ExecutionId;
  readonly orderId: number;
  readonly permId: number | null;
  readonly clientId: number;
  readonly orderRef: string;
  readonly account: string;
  readonly instrument: Instrument;
  readonly side: 'BUY' | 'SELL';
  readonly quantity: number;
  readonly price: number;
  readonly venue: string;
  readonly eventTime: number;
};

export type BrokerPosition = {
  readonly account: string;
  readonly instrument: Instrument;
  readonly quantity: number;
  /** Per unit, multiplier taken out. */
  readonly averagePrice: number;
};

export type WhatIf = {
  readonly initialMarginChange: number | null;
  readonly maintenanceMarginChange: number | null;
  readonly equityWithLoanAfter: number | null;
  readonly commission: number | null;
  readonly warning: string;
};

/** Everything the broker says on its own, in the order received. A callback is never dropped. */
export type BrokerEvent =
  | { readonly kind: 'order'; readonly report: BrokerOrderReport }
  | {
      readonly kind: 'status';
      readonly orderId: number;
      readonly permId: number | null;
      readonly clientId: number;
      readonly status: BrokerOrderStatus;
      readonly filled: number;
      readonly remaining: number;
      readonly averageFillPrice: number | null;
      readonly whyHeld: string;
    }
  | { readonly kind: 'execution'; readonly execution: BrokerExecution }
  | {
      readonly kind: 'commission';
      readonly execution: ExecutionId;
      readonly commission: number;
      readonly currency: string;
      readonly realizedPnl: number | null;
    }
  | {
      readonly kind: 'order-error';
      readonly orderId: number;
      readonly code: number;
      readonly message: string;
      readonly warning: boolean;
    }
  | { readonly kind: 'position'; readonly position: BrokerPosition }
  | {
      readonly kind: 'account';
      readonly account: string;
      readonly key: string;
      readonly value: number;
      readonly currency: string;
    }
  | {
      readonly kind: 'pnl';
      readonly account: string;
      readonly daily: number | null;
      readonly unrealized: number | null;
      readonly realized: number | null;
    };

/** One complete answer of the broker for reconciliation; every list was received to its end marker. */
export type BrokerSnapshot = {
  readonly accounts: readonly string[];
  readonly openOrders: readonly BrokerOrderReport[];
  readonly completedOrders: readonly BrokerOrderReport[];
  readonly executions: readonly BrokerExecution[];
  readonly positions: readonly BrokerPosition[];
  readonly accountValues: Readonly<Record<string, number>>;
};

/**
 * The order side of a broker. Writing is synchronous up to the socket; what becomes of an order arrives only as events.
 * A write that fails part-way answers `link-lost`, which the ledger records as UNKNOWN. Nothing is buffered while disconnected.
 */
export interface Broker {
  readonly id: string;
  connection(): Connection;
  onConnection(listener: (connection: Connection) => void): Subscription;
  onEvent(listener: (event: BrokerEvent) => void): Subscription;
  /** Port the connection uses: 7497/4002 say paper, 7496/4001 say live, anything else says nothing. */
  readonly port: number;
  readonly clientId: number;
  /** The broker's hint after connecting; may run backwards after a nightly restart. */
  nextOrderIdHint(): number | null;
  /** A group (bracket) goes out as one burst, the last order transmitting the rest. */
  place(orders: readonly BrokerOrder[]): Outcome<void, BrokerCode>;
  /** Same order id and type, new terms. */
  modify(order: BrokerOrder): Outcome<void, BrokerCode>;
  cancel(orderId: number): Outcome<void, BrokerCode>;
  cancelAll(): Outcome<void, BrokerCode>;
  whatIf(order: BrokerOrder): Promise<Outcome<WhatIf, BrokerCode>>;
  /** Open orders, executions, completed orders, positions and account, or a failure if any part did not end. */
  snapshot(): Promise<Outcome<BrokerSnapshot, BrokerCode>>;
}
