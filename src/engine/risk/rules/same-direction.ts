import type { Exposure } from '../exposure.ts';
import { deny, pass, type RiskRule } from '../rule.ts';

export type Leaning = 'bullish' | 'bearish';

/** Tickers that lean, or may come to lean, one way. A long put leans down, a short put up. */
export function tickersLeaning(exposures: readonly Exposure[], leaning: Leaning): ReadonlySet<string> {
  const wanted = leaning === 'bullish' ? 1 : -1;
  const leans = (exposure: Exposure) => (exposure.leaning === wanted ? exposure.long > 0 : exposure.short < 0);
  return new Set(exposures.filter(leans).map((exposure) => exposure.ticker));
}

export const sameDirection: RiskRule = {
  id: 'same-direction',
  title: 'Positions in the same direction',
  description: 'Most symbols that lean the same way, orders in flight included',
  unit: 'symbols',
  skipsReductions: true,
  check: ({ state, before, after }) => {
    const limit = state.limits.maxSameDirection;
    const rest = state.exposures.filter((exposure) => exposure.instrument !== before.instrument);
    const grown = (['bullish', 'bearish'] as const)
      .map((leaning) => ({
        leaning,
        was: tickersLeaning([...rest, before], leaning).size,
        is: tickersLeaning([...rest, after], leaning).size,
      }))
      .filter(({ was, is }) => is > was);
    const most = grown.toSorted((a, b) => b.is - a.is)[0];
    if (most === undefined) return pass('No further symbol in either direction');
    const words = `${most.is} ${most.leaning} symbols of at most ${limit}`;
    return most.is > limit ? deny(words, most.is, limit) : pass(words, most.is, limit);
  },
  usage: ({ exposures, limits }) => ({
    value: Math.max(tickersLeaning(exposures, 'bullish').size, tickersLeaning(exposures, 'bearish').size),
    limit: limits.maxSameDirection,
  }),
};
