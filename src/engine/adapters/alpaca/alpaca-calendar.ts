import { isTradingDay } from '../../domain/calendar.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import { addDays, wallTime } from '../../domain/time.ts';
import type { Payload, Refusal, Translation } from '../../ports/vendor.ts';
import { exchangeDay, readClock } from '../vendor-kit/calendar-facts.ts';
import { readDate, readInstant } from '../vendor-kit/dates.ts';
import { isRow, nothingTranslated, refused, sampleOf } from '../vendor-kit/rows.ts';

const mostDays = 4000;

/** Trading days only; a day the rules would trade that is missing between two listed ones is a closed day. */
export function translateCalendar(payload: Payload): Translation {
  if (payload.kind !== 'json' || !Array.isArray(payload.value)) return refused('a calendar is no list', payload);
  const listed = new Map<string, DraftFact<'exchange-day'>>();
  const refusals: Refusal[] = [];
  for (const row of payload.value as readonly unknown[]) {
    const date = isRow(row) ? readDate(row['date']) : null;
    const [open, close] = isRow(row) ? [readClock(row['open']), readClock(row['close'])] : [null, null];
    if (date === null || open === null || close === null) {
      refusals.push({ reason: 'a calendar day without date or hours', sample: sampleOf(row) });
    } else listed.set(date, exchangeDay({ date, open, close }));
  }
  const facts = [...listed.values(), ...missingDays([...listed.keys()])];
  return { facts, refusals, followUps: [] };
}

function missingDays(listed: readonly string[]): readonly DraftFact<'exchange-day'>[] {
  const days = listed.toSorted((a, b) => a.localeCompare(b));
  const known = new Set(days);
  const [first, last] = [days[0], days.at(-1)];
  const missing: DraftFact<'exchange-day'>[] = [];
  if (first === undefined || last === undefined) return missing;
  let date = first;
  for (let count = 0; date < last && count < mostDays; count += 1) {
    if (isTradingDay(date) && !known.has(date)) missing.push(exchangeDay({ date, open: '', close: '' }));
    date = addDays(date, 1);
  }
  return missing;
}

/** The clock names the next opening and closing; while closed both are of the same day, which is then known. */
export function translateClock(payload: Payload): Translation {
  const clock = payload.kind === 'json' && isRow(payload.value) ? payload.value : {};
  const [open, close] = [readInstant(clock['next_open']), readInstant(clock['next_close'])];
  if (open === null || close === null || typeof clock['is_open'] !== 'boolean') {
    return refused('a clock without its next opening and closing', payload);
  }
  const [from, to] = [wallTime(open), wallTime(close)];
  if (from.date !== to.date) return nothingTranslated;
  const text = (wall: typeof from): string =>
    `${String(wall.hour).padStart(2, '0')}${String(wall.minute).padStart(2, '0')}`;
  const day = exchangeDay({ date: from.date, open: text(from), close: text(to) });
  return { facts: [day], refusals: [], followUps: [] };
}
