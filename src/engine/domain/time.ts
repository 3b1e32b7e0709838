const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

export const newYork = 'America/New_York';

export type WallTime = {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 = Sunday */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Seconds since local midnight by the wall clock. */
  readonly secondOfDay: number;
};

/** Zones change their offset at quarter hours at most, so that one answer of the formatter serves a quarter hour. */
const slotMs = 900_000;
const maxOffsets = 5_000;
const offsets = new Map<string, Map<number, number>>();

/** How far a zone's wall clock is ahead of UTC, ms. Asking the formatter costs a hundred times what a look-up does. */
function offsetMs(timeMs: number, timeZone: string): number {
  const slot = Math.floor(timeMs / slotMs);
  const ofZone = offsets.get(timeZone) ?? new Map<number, number>();
  const known = ofZone.get(slot);
  if (known !== undefined) return known;
  const parts: Record<string, number> = {};
  for (const part of formatterOf(timeZone).formatToParts(slot * slotMs)) parts[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - slot * slotMs;
  if (ofZone.size >= maxOffsets) ofZone.clear();
  ofZone.set(slot, offset);
  offsets.set(timeZone, ofZone);
  return offset;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The wall clock of a zone at an instant. `timeMs` is ms since epoch. */
export function wallTime(timeMs: number, timeZone: string = newYork): WallTime {
  const shown = new Date(timeMs + offsetMs(timeMs, timeZone));
  const year = shown.getUTCFullYear();
  const month = shown.getUTCMonth() + 1;
  const day = shown.getUTCDate();
  const hour = shown.getUTCHours();
  const minute = shown.getUTCMinutes();
  const second = shown.getUTCSeconds();
  return {
    date: `${year}${twoDigits(month)}${twoDigits(day)}`,
    year,
    month,
    day,
    weekday: shown.getUTCDay(),
    hour,
    minute,
    second,
    secondOfDay: hour * 3600 + minute * 60 + second,
  };
}

/**
 * The instant at which a zone's wall clock shows `date` (YYYYMMDD) and `secondOfDay`.
 * Goes through UTC so that daylight saving is exact; a time inside the spring gap lands after it.
 */
export function instantOf(date: string, secondOfDay: number, timeZone: string = newYork): number {
  const asUtc = dateUtc(date) + secondOfDay * 1000;
  let guess = asUtc;
  for (let pass = 0; pass < 3; pass += 1) {
    const wall = wallTime(guess, timeZone);
    const shown = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
    if (shown === asUtc) break;
    guess += asUtc - shown;
  }
  return guess;
}

/** 00:00 UTC of a `YYYYMMDD` date, ms since epoch. */
export function dateUtc(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
}

/** `YYYYMMDD` of a UTC midnight. */
export function dateOfUtc(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10).replaceAll('-', '');
}

export function addDays(date: string, days: number): string {
  return dateOfUtc(dateUtc(date) + days * 86_400_000);
}

/** ACT/365 fixed years, calendar time. */
export function yearsBetween(fromMs: number, toMs: number): number {
  return (toMs - fromMs) / 31_536_000_000;
}
