import { atMost, deny, type RiskRule } from '../rule.ts';
import { money } from '../words.ts';

export const orderNotional: RiskRule = {
  id: 'order-notional',
  title: 'Money per order',
  description: 'Most money in one order; options sold to open count at least with their strike',
  unit: 'USD',
  skipsReductions: true,
  check: ({ notional, state }) => {
    const limit = state.limits.maxNotional;
    if (notional === null) return deny('No price is known to value the order with', null, limit);
    return atMost(notional, limit, `${money(notional)} of at most ${money(limit)}`);
  },
  usage: ({ limits }) => ({ value: 0, limit: limits.maxNotional }),
};
