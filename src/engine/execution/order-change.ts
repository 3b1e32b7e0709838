import type { Fill, OrderEventKind } from '../domain/order-event.ts';
import type { Order } from '../domain/order.ts';
import type { JournalBatch } from '../ports/journal-store.ts';

/** What happened to one order; becomes a numbered event once the ledger has taken it. */
export type OrderChange = {
  readonly kind: OrderEventKind;
  readonly detail: string;
  /** The order as it is now. */
  readonly order: Order;
  readonly fill?: Fill | null;
};

/** Changes with everything else that must become durable at the same moment. */
export type LedgerBatch = Omit<JournalBatch, 'events'> & { readonly changes: readonly OrderChange[] };
