import { phaseOf } from '../../domain/trading-hours.ts';
import { realAgeMs } from '../../ports/clock.ts';
import { isMarketLike } from '../market-like.ts';
import type { RiskContext } from '../risk-context.ts';
import { deny, pass, type RiskRule, warn } from '../rule.ts';

/** Trading on a price that is no longer true is how a slip becomes a loss. */
export const quoteFreshness: RiskRule = {
  id: 'quote-freshness',
  title: 'Fresh quote',
  description: 'Oldest quote an order may rely on; halted and delayed instruments',
  unit: 'ms',
  skipsReductions: true,
  check: (context) => {
    const { quote, state, order } = context;
    const limit = state.limits.maxQuoteAgeMs;
    if (quote === null || quote.receivedTime <= 0) return deny('No quote has been received', null, limit);
    if (quote.halted) return deny(`${order.instrument} is halted`, null, limit);
    const age = Math.round(realAgeMs({ now: () => state.clock.now, speed: state.clock.speed }, quote.receivedTime));
    const words = `Quote is ${(age / 1_000).toFixed(1)} s old, at most ${(limit / 1_000).toFixed(1)} s`;
    if (age > limit) return mayBeQuiet(context) ? warn(words, age, limit) : deny(words, age, limit);
    if (quote.dataType === 'live') return pass(words, age, limit);
    const type = `Quote is ${quote.dataType}, not live`;
    return isMarketLike(order.type) ? deny(type, age, limit) : warn(type, age, limit);
  },
};

/** Outside the regular hours of its own market a quiet instrument is normal; a limit order there names its own price. */
function mayBeQuiet({ order, instrument, state }: RiskContext): boolean {
  return !isMarketLike(order.type) && phaseOf(instrument.secType, state.clock.now) !== 'regular';
}
