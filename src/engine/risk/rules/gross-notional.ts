import { type Exposure, notionalOf } from '../exposure.ts';
import { atMost, pass, type RiskRule } from '../rule.ts';
import { money } from '../words.ts';

export function grossNotional(exposures: readonly Exposure[]): number {
  return exposures.reduce((sum, exposure) => sum + notionalOf(exposure), 0);
}

export const grossNotionalRule: RiskRule = {
  id: 'gross-notional',
  title: 'Money over all positions',
  description: 'Most money over all positions, long and short added up, orders in flight included',
  unit: 'USD',
  skipsReductions: true,
  check: ({ state, before, after }) => {
    const total = grossNotional(state.exposures) - notionalOf(before) + notionalOf(after);
    const limit = state.limits.maxGrossNotional;
    const words = `${money(total)} of at most ${money(limit)} with orders in flight`;
    // A limit lowered below what is held must not keep an order out that adds nothing.
    if (notionalOf(after) <= notionalOf(before)) return pass(words, total, limit);
    return atMost(total, limit, words);
  },
  usage: ({ exposures, limits }) => ({ value: grossNotional(exposures), limit: limits.maxGrossNotional }),
};
