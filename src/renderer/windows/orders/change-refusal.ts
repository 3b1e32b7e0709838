import type { Order } from '../../../engine/domain/order.ts';
import { orders } from '../../stores/feeds.ts';
import { toast } from '../../stores/toasts.ts';

/** The broker's word on a change comes later than the answer that it was sent. */
const listenForMs = 15_000;

type Terms = Pick<Order, 'quantity' | 'limitPrice' | 'stopPrice'>;

function sameTerms(one: Terms, other: Terms): boolean {
  return one.quantity === other.quantity && one.limitPrice === other.limitPrice && one.stopPrice === other.stopPrice;
}

/** Undecided while the change is pending; refused when it ended with the terms from before. */
export function outcomeOfChange(before: Order, now: Order | undefined): 'undecided' | 'refused' | 'taken' {
  if (!now || now.modifyPending || now.updatedTime === before.updatedTime) return 'undecided';
  return sameTerms(before, now) && now.state === before.state ? 'refused' : 'taken';
}

/** Says so when a change that was sent did not become true. */
export function reportRefusal(before: Order): void {
  const release = orders.retain();
  let seenPending = false;
  const end = (): void => {
    clearTimeout(timer);
    stop();
    release();
  };
  const look = (): void => {
    const now = orders.store.getState().items.get(before.intent);
    if (now?.modifyPending) seenPending = true;
    const outcome = seenPending ? outcomeOfChange(before, now) : 'undecided';
    if (outcome === 'undecided') return;
    end();
    if (outcome === 'refused')
      toast('danger', `Change ${before.ticker}: refused`, now?.reason || 'The order works as it was.');
  };
  const timer = setTimeout(end, listenForMs);
  const stop = orders.store.subscribe(look);
  look();
}
