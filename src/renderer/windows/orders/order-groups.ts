import { isOpen, type Order } from '../../../engine/domain/order.ts';

export type OrderFilter = 'working' | 'done' | 'all';
export type OrderGroup = { readonly order: Order; readonly children: readonly Order[] };

const roles = ['single', 'parent', 'target', 'stop'] as const;

function needsTruth({ order, children }: OrderGroup): boolean {
  return order.state === 'unknown' || children.some(({ state }) => state === 'unknown');
}

function works({ order, children }: OrderGroup): boolean {
  return order.state === 'intended' || isOpen(order.state) || children.some(({ state }) => isOpen(state));
}

/** Parents with their exits below them; what is unknown first, then the newest. A child whose parent is gone stands alone. */
export function groupOrders(orders: readonly Order[], filter: OrderFilter): readonly OrderGroup[] {
  const known = new Set(orders.map(({ intent }) => intent));
  const childrenOf = Map.groupBy(
    orders.filter(({ parentIntent }) => parentIntent !== null && known.has(parentIntent)),
    ({ parentIntent }) => parentIntent,
  );
  return orders
    .filter(({ parentIntent }) => parentIntent === null || !known.has(parentIntent))
    .map((order) => ({
      order,
      children: (childrenOf.get(order.intent) ?? []).toSorted(
        (one, other) => roles.indexOf(one.role) - roles.indexOf(other.role),
      ),
    }))
    .filter((group) => filter === 'all' || works(group) === (filter === 'working'))
    .toSorted(
      (one, other) =>
        Number(needsTruth(other)) - Number(needsTruth(one)) || other.order.createdTime - one.order.createdTime,
    );
}

export function countOrders(orders: readonly Order[]): {
  readonly working: number;
  readonly done: number;
  readonly unknown: number;
} {
  const working = orders.filter(({ state }) => isOpen(state) || state === 'intended').length;
  return { working, done: orders.length - working, unknown: orders.filter(({ state }) => state === 'unknown').length };
}
