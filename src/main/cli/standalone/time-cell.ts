import { dateUtc, instantOf, wallTime } from '../../../engine/domain/time.ts';
import { readDate } from './as-of.ts';

/** When a row of a file happened. */
export type RowTime = {
  /** New York date, `YYYYMMDD`. */
  readonly date: string;
  /** ms since epoch, with a fraction where the file has one; midnight UTC for a date alone. */
  readonly timeMs: number;
};

const noonSeconds = 43_200;
const timed = /^(.+?)(?:[T ]+)(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(Z|[+-]\d{2}:?\d{2})?$/;

/** Seconds, milliseconds, microseconds or nanoseconds since the epoch, told apart by size. */
function epochMs(value: number): number {
  if (value > 1e17) return value / 1e6;
  if (value > 1e14) return value / 1e3;
  return value > 1e11 ? value : value * 1e3;
}

function atInstant(timeMs: number): RowTime | null {
  return Number.isFinite(timeMs) ? { date: wallTime(timeMs).date, timeMs } : null;
}

/**
 * Reads the times of one file: a date, a date and New York time, an ISO instant with its offset, or an epoch. Works out
 * each date once: a tape has thousands of rows a day.
 */
export function timeReader(): (text: string) => RowTime | null {
  const days = new Map<string, { readonly date: string | null; readonly startMs: number }>();
  const dayOf = (text: string) => {
    const known = days.get(text);
    if (known !== undefined) return known;
    const date = readDate(text);
    const day = { date, startMs: date === null ? Number.NaN : instantOf(date, noonSeconds) - noonSeconds * 1000 };
    days.set(text, day);
    return day;
  };
  return (text) => {
    const trimmed = text.trim();
    if (/^\d{9,}(\.\d+)?$/.test(trimmed)) return atInstant(epochMs(Number(trimmed)));
    const parts = timed.exec(trimmed);
    if (parts === null) {
      const { date } = dayOf(trimmed);
      return date === null ? null : { date, timeMs: dateUtc(date) };
    }
    if (parts[5] !== undefined) return atInstant(Date.parse(trimmed.replace(' ', 'T')));
    const [hour, minute, second] = [Number(parts[2]), Number(parts[3]), Number(parts[4] ?? 0)];
    const { date, startMs } = dayOf(parts[1] ?? '');
    if (date === null || hour > 23 || minute > 59 || second >= 60) return null;
    return { date, timeMs: startMs + ((hour * 60 + minute) * 60 + second) * 1000 };
  };
}
