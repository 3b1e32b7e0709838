import type { OptionTerms, OptionTrade, QuoteSide } from './option-flow.ts';

export type Lean = 'bullish' | 'bearish' | 'neither';

/** The aggressor buys at the ask and sells at the bid: calls bought and puts sold are bullish, the reverse bearish. */
export function leanOf({ right }: Pick<OptionTerms, 'right'>, side: QuoteSide): Lean {
  if (side === 'mid' || side === 'none') return 'neither';
  return (right === 'C') === (side === 'ask') ? 'bullish' : 'bearish';
}

/** Legs of spreads lean neither way: what they pay or receive together is not in one leg. */
export function leanOfTrade(trade: Pick<OptionTrade, 'right' | 'side' | 'isMultiLeg'>): Lean {
  return trade.isMultiLeg ? 'neither' : leanOf(trade, trade.side);
}
