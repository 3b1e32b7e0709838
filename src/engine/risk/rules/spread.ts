import { midOf } from '../../domain/quote.ts';
import { deny, notApplicable, pass, type RiskRule } from '../rule.ts';
import { percent, priceText } from '../words.ts';

export const spreadRule: RiskRule = {
  id: 'spread',
  title: 'Spread',
  description: 'Widest spread a market order may meet',
  unit: '%',
  skipsReductions: true,
  check: ({ order, quote, state }) => {
    if (order.type !== 'MKT' && !(order.type === 'ADAPTIVE' && order.limitPrice === null))
      return notApplicable('Not a market order');
    const limit = state.limits.maxSpreadPercent;
    const mid = quote === null ? null : midOf(quote);
    if (quote === null || mid === null || quote.ask === null || quote.bid === null)
      return deny('No two-sided market', null, limit);
    const spread = ((quote.ask - quote.bid) / mid) * 100;
    const words = `${priceText(quote.bid)} / ${priceText(quote.ask)} is ${percent(spread)} wide, at most ${percent(limit)}`;
    return spread > limit ? deny(words, spread, limit) : pass(words, spread, limit);
  },
};
