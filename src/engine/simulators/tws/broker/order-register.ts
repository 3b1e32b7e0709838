import { isDone, isWorking, orderKey, type SimOrder } from './sim-order.ts';

/** All orders of the day and every working one, by client and id or by permanent id. */
export class OrderRegister {
  readonly #byPermId = new Map<number, SimOrder>();
  readonly #byKey = new Map<string, SimOrder>();
  readonly #lastIds = new Map<number, number>();

  constructor(orders: readonly SimOrder[], lastIds: Readonly<Record<string, number>>) {
    for (const order of orders) this.add(order);
    for (const [clientId, orderId] of Object.entries(lastIds)) this.#lastIds.set(Number(clientId), orderId);
  }

  add(order: SimOrder): void {
    this.#byPermId.set(order.permId, order);
    if (order.orderId === 0) return;
    this.#byKey.set(orderKey(order.clientId, order.orderId), order);
    this.#lastIds.set(order.clientId, Math.max(order.orderId, this.lastId(order.clientId)));
  }

  /** Gives an order placed by hand an id of client 0. */
  bind(order: SimOrder, orderId: number): void {
    order.orderId = orderId;
    this.#byKey.set(orderKey(order.clientId, orderId), order);
  }

  remove(order: SimOrder): void {
    this.#byPermId.delete(order.permId);
    this.#byKey.delete(orderKey(order.clientId, order.orderId));
  }

  find(clientId: number, orderId: number): SimOrder | null {
    return this.#byKey.get(orderKey(clientId, orderId)) ?? null;
  }

  byPermId(permId: number): SimOrder | null {
    return this.#byPermId.get(permId) ?? null;
  }

  /** Highest id a client has used; ids at or below it are taken for ever. */
  lastId(clientId: number): number {
    return this.#lastIds.get(clientId) ?? 0;
  }

  all(): readonly SimOrder[] {
    return [...this.#byPermId.values()];
  }

  working(): readonly SimOrder[] {
    return this.all().filter(isWorking);
  }

  children(parent: SimOrder): readonly SimOrder[] {
    if (parent.orderId === 0) return [];
    return this.all().filter((order) => order.clientId === parent.clientId && order.terms.parentId === parent.orderId);
  }

  parent(order: SimOrder): SimOrder | null {
    return order.terms.parentId === 0 ? null : this.find(order.clientId, order.terms.parentId);
  }

  /** Other working orders of its one-cancels-all group of the same account. */
  groupMates(order: SimOrder): readonly SimOrder[] {
    if (order.terms.ocaGroup === '') return [];
    const { ocaGroup, account } = order.terms;
    return this.working().filter(
      (mate) => mate !== order && mate.terms.ocaGroup === ocaGroup && mate.terms.account === account,
    );
  }

  lastIds(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#lastIds);
  }

  /** Drops finished orders, but no parent that working children still belong to. */
  forgetCompleted(isOld: (order: SimOrder) => boolean): void {
    for (const order of this.all()) {
      if (isDone(order) && isOld(order) && !this.children(order).some(isWorking)) this.remove(order);
    }
  }
}
