import type { OptionActivityPart } from '../../../domain/facts/option-flow.ts';
import type { RequestContext } from '../../../ports/vendor.ts';
import { numberOrNull } from '../../vendor-kit/numbers.ts';
import type { Row, RowResult } from '../../vendor-kit/rows.ts';
import { amount, amountOrNull, dateIn, dayInstant, positive } from '../read-field.ts';

/** A day's option totals of a ticker, or of the market where only the four totals are told. */
export function optionActivity(row: Row, context: RequestContext): RowResult {
  const date = dateIn(row['date']);
  if (date === null) return 'no date';
  const [callVolume, putVolume] = [amount(row['call_volume']), amount(row['put_volume'])];
  const [callPremium, putPremium] = [amount(row['call_premium']), amount(row['put_premium'])];
  if (callVolume === undefined || putVolume === undefined) return 'no volume';
  if (callPremium === undefined || putPremium === undefined) return 'no premium';
  return {
    kind: 'option-activity',
    subject: context.symbol,
    key: date,
    eventTime: dayInstant(date, context.receivedTime),
    body: {
      date,
      callVolume,
      putVolume,
      callPremium,
      putPremium,
      callVolumeAskSide: amountOrNull(row['call_volume_ask_side']),
      callVolumeBidSide: amountOrNull(row['call_volume_bid_side']),
      putVolumeAskSide: amountOrNull(row['put_volume_ask_side']),
      putVolumeBidSide: amountOrNull(row['put_volume_bid_side']),
      netCallPremium: numberOrNull(row['net_call_premium']),
      netPutPremium: numberOrNull(row['net_put_premium']),
      bullishPremium: amountOrNull(row['bullish_premium']),
      bearishPremium: amountOrNull(row['bearish_premium']),
      callOpenInterest: amountOrNull(row['call_open_interest']),
      putOpenInterest: amountOrNull(row['put_open_interest']),
      averageCallVolume30d: amountOrNull(row['avg_30_day_call_volume']),
      averagePutVolume30d: amountOrNull(row['avg_30_day_put_volume']),
    },
  };
}

function partOf(row: Row): Omit<OptionActivityPart, 'date' | 'expiry' | 'strike'> {
  return {
    callVolume: amountOrNull(row['call_volume']),
    putVolume: amountOrNull(row['put_volume']),
    callPremium: amountOrNull(row['call_premium']),
    putPremium: amountOrNull(row['put_premium']),
    callOpenInterest: amountOrNull(row['call_oi']),
    putOpenInterest: amountOrNull(row['put_oi']),
  };
}

/** The totals by expiry or by strike: volume and premium from the flow, open interest from the clearing house. */
export function activityPart(by: 'expiry' | 'strike', measure: 'flow' | 'open-interest') {
  return (row: Row, context: RequestContext): RowResult => {
    const date = dateIn(row['date']);
    if (date === null) return 'no date';
    const expiry = by === 'expiry' ? dateIn(row['expiry']) : null;
    const strike = by === 'strike' ? (positive(row['strike']) ?? null) : null;
    if (expiry === null && strike === null) return `no ${by}`;
    const part = partOf(row);
    if (Object.values(part).every((each) => each === null)) return 'no total';
    return {
      kind: 'option-activity-part',
      subject: context.symbol,
      key: `${date}|${measure}|${expiry ?? strike}`,
      eventTime: dayInstant(date, context.receivedTime),
      body: { date, expiry, strike, ...part },
    };
  };
}
