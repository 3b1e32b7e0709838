import { instantOf } from '../../domain/time.ts';

const day = /^(\d{4})-?(\d{2})-?(\d{2})/;
const american = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/;

function valid(year: string, month: string, dayOfMonth: string): string | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth)));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(dayOfMonth)) return null;
  return `${year}${month.padStart(2, '0')}${dayOfMonth.padStart(2, '0')}`;
}

/** `2026-10-05`, `20261005`, `2026-10-05T…`, `10/05/2026` to `YYYYMMDD`; null for anything else. */
export function readDate(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim();
  const iso = day.exec(text);
  if (iso) return valid(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  const us = american.exec(text);
  return us ? valid(us[3] ?? '', us[1] ?? '', us[2] ?? '') : null;
}

const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})$/;

/** An instant that names its zone, ms since epoch; null without a zone, since guessing one is how an hour gets lost. */
export function readInstant(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (!zoned.test(text)) return null;
  // Vendors write up to nanoseconds; Date reads milliseconds.
  const time = Date.parse(text.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1'));
  return Number.isFinite(time) ? time : null;
}

const naive = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/;

/** A wall-clock time without a zone, read in the zone the vendor means; ms since epoch. */
export function readNaive(value: unknown, zone: 'utc' | 'new-york'): number | null {
  if (typeof value !== 'string') return null;
  const match = naive.exec(value.trim());
  const date = match ? readDate(match[1]) : null;
  if (!match || date === null) return null;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60) return null;
  const fraction = Number(`0.${match[5] ?? '0'}`) * 1000;
  const secondOfDay = hour * 3600 + minute * 60 + second;
  return (
    (zone === 'utc' ? dateMidnightUtc(date) + secondOfDay * 1000 : instantOf(date, secondOfDay)) + Math.floor(fraction)
  );
}

/** 00:00 UTC of a `YYYYMMDD`. */
export function dateMidnightUtc(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
}

/** Nanoseconds of the year 5138; anything larger is no time. */
const latestEpoch = 1e20;

/** Seconds, milliseconds, microseconds or nanoseconds since epoch, told apart by their size; ms since epoch. */
export function readEpoch(value: unknown): number | null {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : NaN;
  if (!Number.isFinite(number) || number <= 0 || number >= latestEpoch) return null;
  if (number < 1e11) return Math.round(number * 1000);
  if (number < 1e14) return Math.round(number);
  return number < 1e17 ? Math.round(number / 1e3) : Math.round(number / 1e6);
}
