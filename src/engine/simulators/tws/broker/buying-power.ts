import type { SimInstrument, SimulatedMarket } from '../../simulated-market.ts';
import { AccountLedger } from './account-ledger.ts';
import { orderCommission } from './commissions.ts';
import type { OrderProblem } from './order-policy.ts';
import { direction, type OrderTerms } from './sim-order.ts';
import { accountValues, type AccountValues } from './valuation.ts';
import { markPrice } from './mark-price.ts';

export type Preview = { readonly before: AccountValues; readonly after: AccountValues; readonly commission: number };

/** The account as it would be if the order filled at its limit, else at the market. */
export function previewOrder(
  market: SimulatedMarket,
  ledger: AccountLedger,
  instrument: SimInstrument,
  terms: OrderTerms,
): Preview {
  const before = accountValues(market, ledger);
  const mark = markPrice(market.quote(instrument.id)) ?? 0;
  const isLimit = terms.limitPrice !== null && ['LMT', 'STP LMT', 'LIT', 'LOC'].includes(terms.orderType);
  const price = isLimit && terms.limitPrice !== null ? terms.limitPrice : mark;
  const value = price * terms.quantity * instrument.multiplier;
  const commission = orderCommission(instrument.secType, terms.quantity, value);
  const copy = new AccountLedger(ledger.state());
  copy.apply({ instrument, quantity: direction(terms.action) * terms.quantity, price, commission });
  return { before, after: accountValues(market, copy), commission };
}

/** 201 when an order that adds risk would leave negative available funds. Reducing a position always passes. */
export function buyingPowerProblem(
  market: SimulatedMarket,
  ledger: AccountLedger,
  instrument: SimInstrument,
  terms: OrderTerms,
): OrderProblem | null {
  const held = ledger.position(instrument.id)?.quantity ?? 0;
  const signed = direction(terms.action) * terms.quantity;
  if (Math.abs(held + signed) < Math.abs(held) || (held !== 0 && held + signed === 0)) return null;
  const { after } = previewOrder(market, ledger, instrument, terms);
  if (after.availableFunds >= 0) return null;
  return {
    code: 201,
    message:
      'Order rejected - reason:We are unable to accept your order.Your Available Funds are in sufficient to cover the change in ' +
      `margin requirement this order would cause. Equity with Loan Value [${after.equityWithLoan.toFixed(2)} USD] must exceed ` +
      `the Initial Margin [${after.initialMargin.toFixed(2)} USD]`,
  };
}
