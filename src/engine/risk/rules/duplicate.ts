import { deny, pass, type RiskRule } from '../rule.ts';
import { count } from '../words.ts';

/** The same order twice within moments is a double click, a stuck key or a retry of something that worked. */
export const duplicate: RiskRule = {
  id: 'duplicate',
  title: 'Repeated order',
  description: 'Same instrument, side, quantity and price again within a short time',
  unit: 'ms',
  skipsReductions: true,
  check: ({ state, order }) => {
    const windowMs = state.limits.duplicateWindowMs;
    const price = order.limitPrice ?? order.stopPrice;
    const twin = state.recent.find(
      (other) =>
        other.ageMs < windowMs &&
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
