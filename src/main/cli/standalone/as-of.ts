import { expiryInstant, type Settlement } from '../../../engine/domain/calendar.ts';
import { dateUtc, instantOf, yearsBetween } from '../../../engine/domain/time.ts';

/**
 * When a chain was seen: a date alone counts calendar days to expiry, an instant counts seconds to the settlement
 * (16:00 New York, 13:00 on half days, 09:30 when AM-settled).
 */
export type AsOf = { readonly date: string; readonly instantMs: number | null };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function checkedDate(year: string, month: string, day: string): string | null {
  const date = `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`;
  const utc = new Date(dateUtc(date));
  return Number.isFinite(utc.getTime()) && utc.toISOString().slice(0, 10).replaceAll('-', '') === date ? date : null;
}

/** `YYYYMMDD` from `2019-05-06`, `20190506`, `05/06/2019` or `Mon May 06 2019`; null for anything else. */
export function readDate(text: string): string | null {
  const trimmed = text.trim();
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(trimmed);
  if (iso) return checkedDate(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(trimmed);
  if (american) return checkedDate(american[3] ?? '', american[1] ?? '', american[2] ?? '');
  const words = /^(?:[A-Za-z]{3,9},? )?([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})$/.exec(trimmed);
  if (!words) return null;
  const month = months.indexOf((words[1] ?? '').toLowerCase()) + 1;
  return month > 0 ? checkedDate(words[3] ?? '', String(month), words[2] ?? '') : null;
}

/** A date as above, or a date and New York time: `2022-12-12T20:30`, `December 12, 2022 at 8:30 PM EST`. */
export function readAsOf(text: string): AsOf | null {
  const date = readDate(text);
  if (date !== null) return { date, instantMs: null };
  const timed = /^(.+?)(?:T| at | )(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)? ?([AP]M)?(?: E[SD]?T)?$/i.exec(text.trim());
  if (!timed) return null;
  const day = readDate(timed[1] ?? '');
  if (day === null) return null;
  const half = timed[5]?.toUpperCase();
  const hour = half === undefined ? Number(timed[2]) : (Number(timed[2]) % 12) + (half === 'PM' ? 12 : 0);
  if (hour > 23 || Number(timed[3]) > 59) return null;
  const second = hour * 3600 + Number(timed[3]) * 60 + Number(timed[4] ?? 0);
  return { date: day, instantMs: instantOf(day, second) };
}

/** ACT/365 fixed; 0 or less means expired. */
export function yearsTo(expiry: string, asOf: AsOf, settlement: Settlement = 'PM'): number {
  if (asOf.instantMs === null) return (dateUtc(expiry) - dateUtc(asOf.date)) / 86_400_000 / 365;
  return yearsBetween(asOf.instantMs, expiryInstant(expiry, settlement));
}

/** `yearsTo` that works out each expiry and settlement once: a chain has thousands of rows and a few dozen expiries. */
export function yearsCounter(asOf: AsOf): (expiry: string, settlement?: Settlement) => number {
  const known = new Map<string, number>();
  return (expiry, settlement = 'PM') => {
    const key = expiry + settlement;
    const years = known.get(key) ?? yearsTo(expiry, asOf, settlement);
    known.set(key, years);
    return years;
  };
}
