import type { SimInstrument, SimQuote } from '../../simulated-market.ts';
import type { LedgerPosition } from './account-ledger.ts';

export type ValuedPosition = LedgerPosition & {
  readonly details: SimInstrument;
  readonly marketPrice: number;
  readonly marketValue: number;
  readonly unrealized: number;
};

/** Middle of the quote when there are both sides, else the last trade, else yesterday's close. */
export function markPrice(quote: SimQuote | null): number | null {
  if (!quote) return null;
  if (quote.bid !== null && quote.ask !== null) return (quote.bid + quote.ask) / 2;
  return quote.last ?? quote.previousClose;
}
