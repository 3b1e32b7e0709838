import type { EconomicEvent, EventImportance } from '../../domain/facts/announcements.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import { wallTime } from '../../domain/time.ts';
import type { Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { dateMidnightUtc, readDate, readInstant, readNaive } from '../vendor-kit/dates.ts';
import { apartEvents, eventKey } from '../vendor-kit/event-key.ts';
import { readNumbers } from '../vendor-kit/row-numbers.ts';
import { refused, textOf, translateRows, type Row } from '../vendor-kit/rows.ts';
import { listOf } from './fmp-prices.ts';
import { fromFmp } from './fmp-symbols.ts';

/** Columns of the Treasury's curve and the series they are elsewhere, so that sources can be compared. */
const tenors = {
  month1: 'DGS1MO',
  month3: 'DGS3MO',
  month6: 'DGS6MO',
  year1: 'DGS1',
  year2: 'DGS2',
  year5: 'DGS5',
  year10: 'DGS10',
  year30: 'DGS30',
} as const;

export function translateTreasuryRates(payload: Payload): Translation {
  const rows = listOf(payload);
  if (!rows) return refused('rates that are no list', payload);
  return translateRows(rows, (row) => {
    const date = readDate(row['date']);
    const numbers = readNumbers(row, Object.keys(tenors) as (keyof typeof tenors)[]);
    if (date === null) return 'rates without a date';
    if (typeof numbers === 'string') return numbers;
    return Object.entries(tenors).flatMap(([column, series]): DraftFact[] => {
      const value = numbers[column as keyof typeof tenors];
      return value === null ? [] : [observation(series, date, value, '%')];
    });
  });
}

function observation(series: string, date: string, value: number, unit: string): DraftFact<'macro-observation'> {
  const body = { date, value, unit, vintage: null };
  return { kind: 'macro-observation', subject: series, key: date, eventTime: dateMidnightUtc(date), body };
}

/** One economic series, as FMP names it. */
export function translateIndicatorSeries(payload: Payload): Translation {
  const rows = listOf(payload);
  if (!rows) return refused('a series that is no list', payload);
  return translateRows(rows, (row) => {
    const date = readDate(row['date']);
    const name = textOf(row['name']);
    const numbers = readNumbers(row, ['value']);
    if (date === null || name === '') return 'an observation without a date or a name';
    if (typeof numbers === 'string') return numbers;
    return numbers.value === null
      ? 'an observation without a value'
      : observation(`FMP:${name}`, date, numbers.value, '');
  });
}

const importances: Readonly<Record<string, EventImportance>> = { low: 'low', medium: 'medium', high: 'high' };

function readEvent(row: Row): DraftFact<'economic-event'> | string {
  const name = textOf(row['event']);
  const country = textOf(row['country']).toUpperCase();
  // The calendar's times are UTC and name no zone.
  const scheduledTime = readNaive(row['date'], 'utc');
  const numbers = readNumbers(row, ['actual', 'estimate', 'previous']);
  if (name === '' || country === '') return 'an event without a name or a country';
  if (scheduledTime === null) return 'an event without a time';
  if (typeof numbers === 'string') return numbers;
  const { date } = wallTime(scheduledTime);
  const body: EconomicEvent = {
    name,
    country,
    scheduledTime,
    date,
    importance: importances[textOf(row['impact']).toLowerCase()] ?? 'unknown',
    actual: numbers.actual,
    forecast: numbers.estimate,
    previous: numbers.previous,
    unit: textOf(row['unit']),
    period: '',
  };
  return { kind: 'economic-event', subject: '', key: eventKey(body), eventTime: scheduledTime, body };
}

export function translateEconomicCalendar(payload: Payload): Translation {
  const rows = listOf(payload);
  return rows ? apartEvents(translateRows(rows, readEvent)) : refused('a calendar that is no list', payload);
}

/** Dates of reports; FMP does not say whether before the open or after the close. */
export function translateEarningsCalendar(payload: Payload, context: RequestContext): Translation {
  const rows = listOf(payload);
  if (!rows) return refused('a calendar that is no list', payload);
  const ours = rows.filter((row) => fromFmp(textOf((row as Row | null)?.['symbol'])) !== null);
  return translateRows(ours, (row) => {
    const symbol = fromFmp(textOf(row['symbol']));
    const date = readDate(row['date']);
    const numbers = readNumbers(row, ['epsActual', 'epsEstimated', 'revenueActual', 'revenueEstimated']);
    if (symbol === null || date === null) return 'a report without a symbol or a date';
    if (typeof numbers === 'string') return numbers;
    return {
      kind: 'earnings-event',
      subject: symbol,
      key: date,
      eventTime: Math.min(context.receivedTime, dateMidnightUtc(date)),
      body: {
        date,
        session: 'unknown',
        fiscalQuarterEnd: null,
        epsEstimate: numbers.epsEstimated,
        epsActual: numbers.epsActual,
        revenueEstimate: numbers.revenueEstimated,
        revenueActual: numbers.revenueActual,
        expectedMove: null,
      },
    };
  });
}

export function translateNews(payload: Payload): Translation {
  const rows = listOf(payload);
  if (!rows) return refused('news that are no list', payload);
  return translateRows(rows, (row) => {
    const headline = textOf(row['title']);
    const url = textOf(row['url']);
    const eventTime = readInstant(row['publishedDate']) ?? readNaive(row['publishedDate'], 'new-york');
    if (headline === '' || eventTime === null) return 'news without a headline or a time';
    const symbol = fromFmp(textOf(row['symbol']));
    return {
      kind: 'news',
      subject: '',
      key: url === '' ? `${eventTime}:${headline}` : url,
      eventTime,
      body: {
        headline,
        publisher: textOf(row['publisher']) || textOf(row['site']),
        url: url === '' ? null : url,
        tickers: symbol === null ? [] : [symbol],
        sentiment: null,
        isMajor: false,
      },
    };
  });
}
