import { type Exposure, notionalOf } from '../exposure.ts';
import { atMost, pass, type RiskRule } from '../rule.ts';
import { money } from '../words.ts';

/** All instruments of one ticker: shares and options together, orders in flight included. */
export function tickerNotional(exposures: readonly Exposure[], ticker: string): number {
  return exposures
    .filter((exposure) => exposure.ticker === ticker)
    .reduce((sum, exposure) => sum + notionalOf(exposure), 0);
}

export const symbolNotional: RiskRule = {
  id: 'symbol-notional',
  title: 'Money per symbol',
  description: 'Most money in one symbol, shares and options, orders in flight included',
  unit: 'USD',
  skipsReductions: true,
  check: ({ state, before, after }) => {
    const others = tickerNotional(state.exposures, before.ticker) - notionalOf(before);
    const total = others + notionalOf(after);
    const limit = state.limits.maxSymbolNotional;
    const words = `${before.ticker}: ${money(total)} of at most ${money(limit)} with orders in flight`;
    // A limit lowered below what is held must not keep an order out that adds nothing.
    if (notionalOf(after) <= notionalOf(before)) return pass(words, total, limit);
    return atMost(total, limit, words);
  },
  usage: ({ exposures, limits }) => {
    const tickers = [...new Set(exposures.map((exposure) => exposure.ticker))];
    return {
      value: Math.max(0, ...tickers.map((ticker) => tickerNotional(exposures, ticker))),
      limit: limits.maxSymbolNotional,
    };
  },
};
