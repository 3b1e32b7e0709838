import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Payload, Refusal, Translation } from '../../ports/vendor.ts';
import { exchangeDay, readClock } from '../vendor-kit/calendar-facts.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { asArray, isRow, nothingTranslated, refused, sampleOf, type Row } from '../vendor-kit/rows.ts';

/** A month of exchange days. */
export function translateCalendar(payload: Payload): Translation {
  const calendar = payload.kind === 'json' && isRow(payload.value) ? payload.value['calendar'] : undefined;
  if (calendar === undefined) return refused('a Tradier calendar without calendar', payload);
  const days = isRow(calendar) && isRow(calendar['days']) ? asArray(calendar['days']['day']) : [];
  const facts: DraftFact<'exchange-day'>[] = [];
  const refusals: Refusal[] = [];
  for (const row of days) {
    const day = isRow(row) ? readDay(row) : 'a day that is no object';
    if (typeof day === 'string') refusals.push({ reason: day, sample: sampleOf(row) });
    else facts.push(day);
  }
  return { facts, refusals, followUps: [] };
}

function readDay(row: Row): DraftFact<'exchange-day'> | string {
  const date = readDate(row['date']);
  if (date === null) return 'a day without a date';
  if (row['status'] === 'closed') return exchangeDay({ date, open: '', close: '' });
  const hours = isRow(row['open']) ? row['open'] : {};
  const [open, close] = [readClock(hours['start']), readClock(hours['end'])];
  if (row['status'] !== 'open' || open === null || close === null) return `${date} is neither open nor closed`;
  return exchangeDay({ date, open, close });
}

/** The exchange's clock; while it is open its words name today's hours, a half-day's too. */
export function translateClock(payload: Payload): Translation {
  const clock = payload.kind === 'json' && isRow(payload.value) ? payload.value['clock'] : undefined;
  if (!isRow(clock)) return refused('a Tradier clock without clock', payload);
  const date = readDate(clock['date']);
  if (date === null || typeof clock['state'] !== 'string')
    return refused('a Tradier clock without date or state', clock);
  const words = typeof clock['description'] === 'string' ? clock['description'] : '';
  const hours = /open from (\d{2}:\d{2}) to (\d{2}:\d{2})/.exec(words);
  const [open, close] = [readClock(hours?.[1]), readClock(hours?.[2])];
  if (clock['state'] !== 'open' || open === null || close === null) return nothingTranslated;
  const day = exchangeDay({ date, open, close });
  return { facts: [day], refusals: [], followUps: [] };
}
