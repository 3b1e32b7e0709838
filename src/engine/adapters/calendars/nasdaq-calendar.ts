import type { EconomicEvent } from '../../domain/facts/announcements.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import { instantOf } from '../../domain/time.ts';
import type { Payload, Translation } from '../../ports/vendor.ts';
import { dateMidnightUtc, readDate } from '../vendor-kit/dates.ts';
import { apartEvents, eventKey } from '../vendor-kit/event-key.ts';
import { isRow, nothingTranslated, refused, textOf, translateRows, type Row } from '../vendor-kit/rows.ts';
import { readMeasure } from './measure.ts';

function rowsOf(payload: Payload): readonly unknown[] | null | undefined {
  const data = payload.kind === 'json' && isRow(payload.value) ? payload.value['data'] : undefined;
  if (data === null) return null;
  const rows = isRow(data) ? data['rows'] : undefined;
  return rows === null || Array.isArray(rows) ? rows : undefined;
}

const countries: Readonly<Record<string, string>> = {
  'United States': 'US',
  'Euro Zone': 'EU',
  'United Kingdom': 'GB',
  Germany: 'DE',
  France: 'FR',
  Italy: 'IT',
  Spain: 'ES',
  Japan: 'JP',
  China: 'CN',
  Canada: 'CA',
  Australia: 'AU',
  Switzerland: 'CH',
  'New Zealand': 'NZ',
};

function readEvent(row: Row, date: string): DraftFact<'economic-event'> | string {
  const name = textOf(row['eventName']);
  const country = textOf(row['country']);
  if (name === '' || country === '') return 'an event without a name or a country';
  const clock = /^(\d{2}):(\d{2})$/.exec(textOf(row['gmt']));
  // The column is called gmt and holds New York's time.
  const scheduledTime = clock ? instantOf(date, Number(clock[1]) * 3600 + Number(clock[2]) * 60) : null;
  const [actual, forecast, previous] = [row['actual'], row['consensus'], row['previous']].map(readMeasure);
  if (!actual || !forecast || !previous) return 'an event with a value that is no number';
  const body: EconomicEvent = {
    name,
    country: countries[country] ?? country,
    scheduledTime,
    date,
    importance: 'unknown',
    actual: actual.value,
    forecast: forecast.value,
    previous: previous.value,
    unit: actual.unit || forecast.unit || previous.unit,
    period: '',
  };
  return {
    kind: 'economic-event',
    subject: '',
    key: eventKey(body),
    eventTime: scheduledTime ?? dateMidnightUtc(date),
    body,
  };
}

/** Asked for a day it answers with the events of the day before, so that it is asked for one too many. */
export function translateEconomicEvents(payload: Payload, date: string): Translation {
  const rows = rowsOf(payload);
  if (rows === null) return nothingTranslated;
  if (rows === undefined) return refused('economic events of another layout', payload);
  return apartEvents(translateRows(rows, (row) => readEvent(row, date)));
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Jun/2026` to the last day of that month. */
function quarterEnd(text: string): string | null {
  const match = /^([A-Za-z]{3})\/(\d{4})$/.exec(text);
  const month = months.indexOf((match?.[1] ?? '').toLowerCase());
  if (!match || month < 0) return null;
  return readDate(new Date(Date.UTC(Number(match[2]), month + 1, 0)).toISOString());
}

const sessions = {
  'time-pre-market': 'before-open',
  'time-after-hours': 'after-close',
} as const;

/** Reports of the day asked for, without any shift of days. */
export function translateEarnings(payload: Payload, date: string, receivedTime: number): Translation {
  const rows = rowsOf(payload);
  if (rows === null) return nothingTranslated;
  if (rows === undefined) return refused('earnings of another layout', payload);
  return translateRows(rows, (row) => {
    const symbol = textOf(row['symbol']).toUpperCase();
    if (!/^[A-Z][A-Z0-9.]{0,9}$/.test(symbol)) return 'a report without a symbol of ours';
    const [estimate, actual] = [readMeasure(row['epsForecast']), readMeasure(row['eps'])];
    if (!estimate || !actual) return 'a report with earnings that are no number';
    return {
      kind: 'earnings-event',
      subject: symbol,
      key: date,
      eventTime: Math.min(receivedTime, dateMidnightUtc(date)),
      body: {
        date,
        session: sessions[textOf(row['time']) as keyof typeof sessions] ?? 'unknown',
        fiscalQuarterEnd: quarterEnd(textOf(row['fiscalQuarterEnding'])),
        epsEstimate: estimate.value,
        epsActual: actual.value,
        revenueEstimate: null,
        revenueActual: null,
        expectedMove: null,
      },
    };
  });
}
