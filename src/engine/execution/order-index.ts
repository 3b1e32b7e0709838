import type { IntentId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';

export type BrokerKeys = {
  readonly orderRef?: string;
  readonly clientId: number | null;
  readonly orderId: number | null;
  readonly permId: number | null;
};

/**
 * Finds our order behind the broker's keys. The reference we gave is the strongest; the pair of client and order id
 * is unique thanks to the high-water mark; the permanent id is all that orders of other programs have.
 */
export class OrderIndex {
  readonly #byPair = new Map<string, IntentId>();
  readonly #byPermId = new Map<number, IntentId>();

  add(order: Order): void {
    const { clientId, brokerOrderId, permId, intent } = order;
    // Orders typed into TWS all carry the order id 0.
    if (clientId !== null && brokerOrderId !== null && brokerOrderId !== 0)
      this.#byPair.set(`${clientId}/${brokerOrderId}`, intent);
    if (permId !== null) this.#byPermId.set(permId, intent);
  }

  find({ clientId, orderId, permId }: BrokerKeys): IntentId | null {
    const byPair = clientId === null || orderId === null ? undefined : this.#byPair.get(`${clientId}/${orderId}`);
    return byPair ?? (permId === null ? undefined : this.#byPermId.get(permId)) ?? null;
  }
}
