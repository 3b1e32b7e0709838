import type { RequestContext } from '../../../ports/vendor.ts';
import { numberOrNull, positiveOrNull } from '../../vendor-kit/numbers.ts';
import type { Row, RowResult } from '../../vendor-kit/rows.ts';
import { amountOrNull, dateIn, dayInstant, tickerIn } from '../read-field.ts';

export function screenedStock(row: Row, context: RequestContext): RowResult {
  const subject = tickerIn(row['ticker']);
  if (subject === null) return 'no ticker';
  const date = dateIn(row['date']);
  if (date === null) return 'no date';
  const rank = amountOrNull(row['iv_rank']);
  return {
    kind: 'screened-stock',
    subject,
    key: date,
    eventTime: dayInstant(date, context.receivedTime),
    body: {
      date,
      close: positiveOrNull(row['close']),
      relativeVolume: amountOrNull(row['relative_volume']),
      impliedVol30: positiveOrNull(row['iv30d']),
      ivRank: rank !== null && rank <= 100 ? rank : null,
      netCallPremium: numberOrNull(row['net_call_premium']),
      netPutPremium: numberOrNull(row['net_put_premium']),
      callVolume: amountOrNull(row['call_volume']),
      putVolume: amountOrNull(row['put_volume']),
    },
  };
}
