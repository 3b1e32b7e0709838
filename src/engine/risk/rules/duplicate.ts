import { deny, notApplicable, pass, type RiskRule } from '../rule.ts';
import { count } from '../words.ts';

/**
 * The same order twice within moments is a double click, a stuck key or a retry of something that worked. Exits too:
 * half a position closed twice is flat. An exit whose twin came to nothing goes out again, and an emergency always does.
 */
export const duplicate: RiskRule = {
  id: 'duplicate',
  title: 'Repeated order',
  description: 'Same instrument, side, quantity and price again within a short time',
  unit: 'ms',
  skipsReductions: false,
  check: ({ state, order, reduces, emergency, modifies }) => {
    if (emergency) return notApplicable('Emergency exits are never held up');
    if (modifies) return notApplicable('Changes an order, sends none');
    const windowMs = state.limits.duplicateWindowMs;
    const price = order.limitPrice ?? order.stopPrice;
    const twin = state.recent.find(
      (other) =>
        other.ageMs < windowMs &&
        (other.stands || !reduces) &&
        other.instrument === order.instrument &&
        other.side === order.side &&
        other.quantity === order.quantity &&
        other.price === price,
    );
    if (twin === undefined) return pass('No twin');
    return deny(
      `${order.side} ${count(order.quantity)} ${order.instrument} was sent ${(twin.ageMs / 1_000).toFixed(1)} s ago with the same price; wait ${(windowMs / 1_000).toFixed(1)} s`,
    );
  },
};
