import { isOpen, type Order } from '../../../engine/domain/order.ts';
import type { Position } from '../../../engine/domain/position.ts';
import { links } from '../../bridge/links.ts';
import { orders } from '../../stores/feeds.ts';

type Held = Pick<Position, 'instrument' | 'quantity'>;

/** Time for the broker to confirm; after it nothing more is sent. */
const confirmedWithinMs = 4_000;

export function workingOrders(all: Iterable<Order>, instrument: string): readonly Order[] {
  return [...all].filter((order) => order.instrument === instrument && isOpen(order.state));
}

/** Exits that would close more than `left`: hit, they would turn the position round. */
export function largeExits(all: Iterable<Order>, { instrument, quantity }: Held, left: number): readonly Order[] {
  const exitSide = quantity > 0 ? 'SELL' : 'BUY';
  return workingOrders(all, instrument).filter(
    (order) => order.side === exitSide && order.type !== 'MKT' && order.quantity - order.filled > left,
  );
}

/** Settles when the condition holds for the orders as they arrive; false when it did not in time. */
function until(holds: (items: ReadonlyMap<string, Order>) => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (answer: boolean): void => {
      clearTimeout(timer);
      stop();
      resolve(answer);
    };
    const timer = setTimeout(() => done(false), confirmedWithinMs);
    const stop = orders.store.subscribe(({ items }) => {
      if (holds(items)) done(true);
    });
    if (holds(orders.store.getState().items)) done(true);
  });
}

/** Cancels what works in the instrument; null once the broker has confirmed, otherwise why not. */
export async function cancelWorking(instrument: string): Promise<string | null> {
  const release = orders.retain();
  try {
    const open = workingOrders(orders.store.getState().items.values(), instrument);
    const answers = await Promise.all(open.map(({ intent }) => links().execution.call.cancel({ intent })));
    for (const answer of answers) if (!answer.ok) return answer.failure.message;
    const gone = await until((items) => workingOrders(items.values(), instrument).length === 0);
    return gone ? null : 'Its working orders were not confirmed as cancelled in time';
  } finally {
    release();
  }
}

/** Makes exits no larger than what will be left; null once the broker has confirmed, otherwise why not. */
export async function shrinkExits(held: Held, left: number): Promise<string | null> {
  const release = orders.retain();
  try {
    for (const { intent, filled, ticker } of largeExits(orders.store.getState().items.values(), held, left)) {
      // One exit of a bracket may already have taken its siblings along.
      const now = orders.store.getState().items.get(intent);
      if (!now || now.quantity - now.filled <= left) continue;
      const quantity = left + filled;
      const answer = await links().execution.call.modify({ intent, quantity, limitPrice: null, stopPrice: null });
      if (!answer.ok) return answer.failure.message;
      if (!answer.value.accepted) return `Exit of ${ticker}: ${answer.value.message}`;
      await until((items) => items.get(intent)?.modifyPending !== true);
    }
    const small = await until((items) => largeExits(items.values(), held, left).length === 0);
    return small ? null : 'Its exits were not confirmed as smaller in time';
  } finally {
    release();
  }
}
