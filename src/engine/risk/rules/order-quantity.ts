import { atMost, type RiskRule } from '../rule.ts';
import { count } from '../words.ts';

export const orderQuantity: RiskRule = {
  id: 'order-quantity',
  title: 'Quantity per order',
  description: 'Most shares or contracts in one order',
  unit: 'units',
  skipsReductions: true,
  check: ({ order, state }) =>
    atMost(
      order.quantity,
      state.limits.maxQuantity,
      `${count(order.quantity)} of at most ${count(state.limits.maxQuantity)}`,
    ),
  usage: ({ limits }) => ({ value: 0, limit: limits.maxQuantity }),
};
