import type { RequestContext } from '../../../ports/vendor.ts';
import { numberOrNull } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { amount, amountOrNull, dateIn, dayInstant, instantIn, tickerIn } from '../read-field.ts';

export function shortVolumeDay(row: Row, context: RequestContext): RowResult {
  const date = dateIn(row['market_date'] ?? row['date']);
  if (date === null) return 'no date';
  const [shortVolume, totalVolume] = [amount(row['short_volume']), amount(row['total_volume'])];
  if (shortVolume === undefined || totalVolume === undefined) return 'no volume';
  if (shortVolume > totalVolume) return 'more sold short than traded';
  const markets = textOf(row['market_center']);
  return {
    kind: 'short-volume',
    subject: context.symbol,
    key: `${date}|${markets}`,
    eventTime: dayInstant(date, context.receivedTime),
    body: { date, shortVolume, exemptVolume: null, totalVolume, markets },
  };
}

/** A report twice a month with its share of the float, which the vendor states as a fraction. */
export function shortInterest(row: Row, context: RequestContext): RowResult {
  const settlementDate = dateIn(row['market_date']);
  if (settlementDate === null) return 'no date';
  const shares = amount(row['short_interest']);
  if (shares === undefined) return 'no short interest';
  const float = amountOrNull(row['total_float']);
  return {
    kind: 'short-interest',
    subject: tickerIn(row['symbol']) ?? context.symbol,
    key: settlementDate,
    eventTime: dayInstant(settlementDate, context.receivedTime),
    body: {
      settlementDate,
      shares,
      previousShares: null,
      averageDailyVolume: null,
      daysToCover: amountOrNull(row['days_to_cover']),
      changePercent: null,
      isRevised: false,
      // A fraction above one is a stock lent twice over; a percentage in its place would be a hundred times that.
      ofFloat: amountOrNull(row['si_float']) ?? (float === null || float === 0 ? null : shares / float),
    },
  };
}

export function shortAvailability(row: Row, context: RequestContext): RowResult {
  const eventTime = instantIn(row['timestamp']);
  if (eventTime === null) return 'no time';
  const body = {
    feeRate: numberOrNull(row['fee_rate']),
    rebateRate: numberOrNull(row['rebate_rate']),
    sharesAvailable: amountOrNull(row['short_shares_available']),
  };
  if (body.feeRate === null && body.sharesAvailable === null) return 'neither rate nor shares';
  const subject = tickerIn(row['symbol']) ?? context.symbol;
  return { kind: 'short-availability', subject, key: String(eventTime), eventTime, body };
}

export function failsToDeliver(row: Row, context: RequestContext): RowResult {
  const date = dateIn(row['date']);
  if (date === null) return 'no date';
  const quantity = amount(row['quantity']);
  if (quantity === undefined) return 'no quantity';
  return {
    kind: 'fails-to-deliver',
    subject: context.symbol,
    key: date,
    eventTime: dayInstant(date, context.receivedTime),
    body: { date, quantity, price: amountOrNull(row['price']) },
  };
}
