import type { RequestContext } from '../../../ports/vendor.ts';
import type { Row, RowResult } from '../../vendor-kit/rows.ts';
import { optionTerms, termsOnly, underlyingOf } from '../option-symbol.ts';
import { amount, amountOrNull, dateIn, dayInstant } from '../read-field.ts';

/** How many contracts of an option opened or closed: today's count against the last one. Volume and price are the last session's. */
export function openInterestChange(row: Row, context: RequestContext): RowResult {
  const named = optionTerms(row, { symbol: 'option_symbol', strike: 'strike', expiry: 'expiry', type: 'option_type' });
  if (typeof named === 'string') return named;
  const date = dateIn(row['curr_date']);
  if (date === null) return 'no date';
  const [openInterest, previousOpenInterest] = [amount(row['curr_oi']), amount(row['last_oi'])];
  if (openInterest === undefined || previousOpenInterest === undefined) return 'no open interest';
  return {
    kind: 'open-interest-change',
    subject: underlyingOf(named.root),
    key: `${date}|${named.optionSymbol}`,
    eventTime: dayInstant(date, context.receivedTime),
    body: {
      ...termsOnly(named),
      date,
      openInterest,
      previousOpenInterest,
      volume: amountOrNull(row['volume']),
      averagePrice: amountOrNull(row['avg_price']),
    },
  };
}
