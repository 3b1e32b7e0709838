import type { EarningsEvent } from '../../../domain/facts/announcements.ts';
import { wallTime } from '../../../domain/time.ts';
import type { RequestContext } from '../../../ports/vendor.ts';
import { numberOrNull } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { amountOrNull, dateIn, dayInstant, instantIn, tickerIn } from '../read-field.ts';

const sessions: Readonly<Record<string, EarningsEvent['session']>> = {
  premarket: 'before-open',
  postmarket: 'after-close',
  afterhours: 'after-close',
  regular: 'during',
};

/** A report that is due or was made. The expected move is a fraction in `expected_move_perc`, dollars beside it. */
export function earningsEvent(row: Row, context: RequestContext): RowResult {
  const date = dateIn(row['report_date']);
  if (date === null) return 'no report date';
  const subject = tickerIn(row['symbol']) ?? context.symbol;
  if (subject === '') return 'no ticker';
  return {
    kind: 'earnings-event',
    subject,
    key: date,
    eventTime: dayInstant(date, context.receivedTime),
    body: {
      date,
      session: sessions[textOf(row['report_time']).toLowerCase()] ?? 'unknown',
      fiscalQuarterEnd: dateIn(row['ending_fiscal_quarter']),
      epsEstimate: numberOrNull(row['street_mean_est']),
      epsActual: numberOrNull(row['actual_eps']),
      revenueEstimate: null,
      revenueActual: null,
      expectedMove: amountOrNull(row['expected_move_perc']),
    },
  };
}

/** Texts such as `3.1%` or `225K`; the vendor tells neither what came out nor how much it matters. */
const figure = /^([+-]?[\d,.]+)\s*(%|[KMBT])?$/i;
const scale: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

function figureOf(value: unknown): { readonly number: number | null; readonly unit: string } {
  const match = figure.exec(textOf(value));
  const number = match ? numberOrNull(match[1]) : null;
  if (!match || number === null) return { number: null, unit: '' };
  const suffix = (match[2] ?? '').toUpperCase();
  return { number: number * (scale[suffix] ?? 1), unit: suffix === '%' ? '%' : '' };
}

export function economicEvent(row: Row): RowResult {
  const scheduledTime = instantIn(row['time']);
  if (scheduledTime === null) return 'no time';
  const name = textOf(row['event']);
  if (name === '') return 'no name';
  const [forecast, previous] = [figureOf(row['forecast']), figureOf(row['prev'])];
  return {
    kind: 'economic-event',
    subject: '',
    key: `${scheduledTime}|${name}`,
    eventTime: scheduledTime,
    body: {
      name,
      country: 'US',
      scheduledTime,
      date: wallTime(scheduledTime).date,
      importance: 'unknown',
      actual: null,
      forecast: forecast.number,
      previous: previous.number,
      unit: forecast.unit || previous.unit,
      period: textOf(row['reported_period']),
    },
  };
}

export function fdaEvent(row: Row, context: RequestContext): RowResult {
  const subject = tickerIn(row['ticker']);
  if (subject === null) return 'no ticker';
  const [drug, catalyst] = [textOf(row['drug']), textOf(row['catalyst'])];
  if (drug === '' || catalyst === '') return 'no drug or catalyst';
  const [startDate, endDate] = [dateIn(row['start_date']), dateIn(row['end_date'])];
  const date = startDate ?? endDate;
  if (date === null) return 'no date';
  return {
    kind: 'fda-event',
    subject,
    key: `${drug}|${catalyst}|${date}`,
    eventTime: dayInstant(date, context.receivedTime),
    body: { drug, catalyst, startDate, endDate, description: textOf(row['description']) },
  };
}
