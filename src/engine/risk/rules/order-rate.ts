import type { RecentOrder } from '../risk-context.ts';
import { atMost, type RiskRule } from '../rule.ts';

const minuteMs = 60_000;

function lastMinute(recent: readonly RecentOrder[]): number {
  return recent.filter((order) => order.ageMs < minuteMs).length;
}

export const orderRate: RiskRule = {
  id: 'order-rate',
  title: 'Order rate',
  description: 'Orders per minute',
  unit: 'orders',
  skipsReductions: true,
  check: ({ state }) => {
    const now = lastMinute(state.recent) + 1;
    return atMost(
      now,
      state.limits.ordersPerMinute,
      `${now} of at most ${state.limits.ordersPerMinute} orders a minute`,
    );
  },
  usage: ({ recent, limits }) => ({ value: lastMinute(recent), limit: limits.ordersPerMinute }),
};
