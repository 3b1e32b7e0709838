import type { RiskContext } from '../risk-context.ts';
import { deny, type Finding, pass, type RiskRule, warn } from '../rule.ts';
import { money } from '../words.ts';

/** The broker's own what-if answer when it was asked, otherwise the order's money against the buying power. */
export const buyingPower: RiskRule = {
  id: 'buying-power',
  title: 'Buying power',
  description: 'The account can carry the order',
  unit: 'USD',
  skipsReductions: true,
  check: (context) => whatIfFinding(context) ?? estimate(context),
};

function whatIfFinding({ margin }: RiskContext): Finding | null {
  if (margin === null || margin.equityWithLoanAfter === null) return null;
  const words = `Margin +${money(margin.initialMarginChange)}, equity after ${money(margin.equityWithLoanAfter)}`;
  return margin.equityWithLoanAfter < 0 ? deny(words) : pass(words);
}

function estimate({ state, notional, instrument, order }: RiskContext): Finding {
  const power = state.buyingPower;
  if (power === null) return warn('The broker has not told the buying power');
  if (notional === null) return deny('No price is known to value the order with', null, power);
  // A bought option is paid in full; its premium is what the order costs.
  const words = `${money(notional)} of ${money(power)} buying power${instrument.secType === 'OPT' && order.side === 'SELL' ? ' (counted at the strike)' : ''}`;
  return notional > power ? deny(words, notional, power) : pass(words, notional, power);
}
