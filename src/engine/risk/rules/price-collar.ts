import type { RiskContext } from '../risk-context.ts';
import { deny, notApplicable, pass, type RiskRule } from '../rule.ts';
import { percent, priceText } from '../words.ts';

/** A limit may reach through the market only so far: the guard against a price typed into the wrong field. */
export const priceCollar: RiskRule = {
  id: 'price-collar',
  title: 'Price collar',
  description: 'How far a limit price may be through the market',
  unit: '%',
  skipsReductions: false,
  check: (context) => {
    const { order, state, reduces } = context;
    if (order.limitPrice === null) return notApplicable('No limit price');
    const market = referenceOf(context);
    if (market === null)
      return reduces
        ? notApplicable('No market price to compare with')
        : deny('No market price to compare the limit with');
    const through = ((order.limitPrice - market) / market) * 100 * (order.side === 'BUY' ? 1 : -1);
    const limit = state.limits.collarPercent;
    const words = `Limit ${priceText(order.limitPrice)} is ${percent(Math.abs(through))} ${through > 0 ? 'through' : 'behind'} ${priceText(market)}, at most ${percent(limit)} through`;
    return through > limit ? deny(words, through, limit) : pass(words, through, limit);
  },
};

/** A stop-limit is compared with its own trigger: the market will be there when it becomes a limit order. */
function referenceOf({ order, quote }: RiskContext): number | null {
  if (order.type === 'STP LMT' && order.stopPrice !== null) return order.stopPrice;
  const side = order.side === 'BUY' ? quote?.ask : quote?.bid;
  const price = side ?? quote?.last ?? quote?.close ?? null;
  return price !== null && price > 0 ? price : null;
}
