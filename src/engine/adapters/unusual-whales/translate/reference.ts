import type { RequestContext } from '../../../ports/vendor.ts';
import { numberOrNull, positiveOrNull, readNumber } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { amount, amountOrNull, dateIn, dayInstant, tickerIn } from '../read-field.ts';

const orNull = (text: string): string | null => (text === '' ? null : text);

export function companyProfile(row: Row, context: RequestContext): RowResult {
  const subject = tickerIn(row['symbol']) ?? context.symbol;
  const name = textOf(row['full_name']);
  if (subject === '' || name === '') return 'no name';
  return {
    kind: 'company-profile',
    subject,
    key: 'profile',
    eventTime: context.receivedTime,
    body: {
      name,
      sector: orNull(textOf(row['sector'])),
      issueType: orNull(textOf(row['issue_type'])),
      marketCap: positiveOrNull(row['marketcap']),
      averageVolume: amountOrNull(row['avg30_volume']),
      beta: numberOrNull(row['beta']),
      nextEarningsDate: dateIn(row['next_earnings_date']),
    },
  };
}

/** Average month over the years; the share of months that rose is a fraction, and one above one is the vendor's mistake. */
export function seasonalMonth(row: Row, context: RequestContext): RowResult {
  const subject = tickerIn(row['ticker']) ?? context.symbol;
  const [month, years] = [amount(row['month']), amount(row['years'])];
  if (month === undefined || !Number.isInteger(month) || month < 1 || month > 12) return 'no month';
  if (years === undefined) return 'no years';
  const [averageReturn, medianReturn] = [readNumber(row['avg_change']), readNumber(row['median_change'])];
  if (typeof averageReturn !== 'number' || typeof medianReturn !== 'number') return 'no change';
  const positiveShare = amount(row['positive_months_perc']);
  if (positiveShare === undefined || positiveShare > 1) return 'no share of rising months';
  return {
    kind: 'seasonality',
    subject,
    key: String(month),
    eventTime: context.receivedTime,
    body: { month, averageReturn, medianReturn, positiveShare, years },
  };
}

export function etfFlow(row: Row, context: RequestContext): RowResult {
  const date = dateIn(row['date']);
  if (date === null) return 'no date';
  const shares = readNumber(row['change']);
  if (typeof shares !== 'number') return 'no change';
  return {
    kind: 'etf-flow',
    subject: etfOf(context),
    key: date,
    eventTime: dayInstant(date, context.receivedTime),
    body: { date, shares, dollars: numberOrNull(row['change_prem']) },
  };
}

/** Funds are asked for by item, not by watched ticker. */
export function etfOf(context: RequestContext): string {
  return context.parameters['etf'] ?? context.symbol;
}

/** The vendor's weight is in percent here (7.335 for Apple in SPY), a fraction with us. */
export function etfHolding(row: Row, context: RequestContext): RowResult {
  const ticker = tickerIn(row['ticker']);
  if (ticker === null) return 'no ticker';
  const weight = amountOrNull(row['weight']);
  return {
    kind: 'etf-holding',
    subject: etfOf(context),
    key: ticker,
    eventTime: context.receivedTime,
    body: { ticker, weight: weight === null ? null : weight / 100, shares: amountOrNull(row['shares']) },
  };
}

export function correlation(row: Row, context: RequestContext): RowResult {
  const [subject, other] = [tickerIn(row['fst']), tickerIn(row['snd'])];
  if (subject === null || other === null) return 'no pair';
  const value = readNumber(row['correlation']);
  if (typeof value !== 'number' || Math.abs(value) > 1) return 'no correlation';
  const days = amount(row['rows']);
  if (days === undefined) return 'no days';
  const date = dateIn(row['max_date']);
  if (date === null) return 'no date';
  const eventTime = dayInstant(date, context.receivedTime);
  return {
    kind: 'correlation',
    subject,
    key: `${other}|${date}`,
    eventTime,
    body: { other, correlation: value, days },
  };
}
