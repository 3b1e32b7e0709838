import { addDays, dateUtc, instantOf, wallTime } from './time.ts';

export type SessionPhase = 'pre-market' | 'regular' | 'after-hours' | 'closed';

const preOpen = 4 * 3600;
const open = 9 * 3600 + 1800;
const close = 16 * 3600;
const halfDayClose = 13 * 3600;
const afterClose = 20 * 3600;
const halfDayAfterClose = 17 * 3600;

function weekdayOf(date: string): number {
  return new Date(dateUtc(date)).getUTCDay();
}

function ymd(year: number, month: number, day: number): string {
  return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): string {
  const first = weekdayOf(ymd(year, month, 1));
  return ymd(year, month, 1 + ((weekday - first + 7) % 7) + (nth - 1) * 7);
}

function lastMonday(year: number, month: number): string {
  let date = addDays(ymd(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1), -1);
  while (weekdayOf(date) !== 1) date = addDays(date, -1);
  return date;
}

/** Gregorian Easter Sunday (Meeus, Jones, Butcher). */
function easter(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return ymd(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}

/** A fixed holiday on Sunday moves to Monday, on Saturday to Friday. */
function observed(date: string): string {
  const weekday = weekdayOf(date);
  if (weekday === 0) return addDays(date, 1);
  return weekday === 6 ? addDays(date, -1) : date;
}

const holidayCache = new Map<number, ReadonlySet<string>>();

/** NYSE full-day holidays by rule, from 2014 on; one-off closures are listed. */
function holidays(year: number): ReadonlySet<string> {
  const known = holidayCache.get(year);
  if (known) return known;
  const days = new Set<string>([
    nthWeekday(year, 1, 1, 3),
    nthWeekday(year, 2, 1, 3),
    addDays(easter(year), -2),
    lastMonday(year, 5),
    observed(ymd(year, 7, 4)),
    nthWeekday(year, 9, 1, 1),
    nthWeekday(year, 11, 4, 4),
    observed(ymd(year, 12, 25)),
  ]);
  // New Year's Day on a Saturday is not moved into the old year.
  if (weekdayOf(ymd(year, 1, 1)) !== 6) days.add(observed(ymd(year, 1, 1)));
  if (year >= 2022) days.add(observed(ymd(year, 6, 19)));
  for (const day of ['20181205', '20250109']) if (day.startsWith(String(year))) days.add(day);
  holidayCache.set(year, days);
  return days;
}

/** Asked of the same few days again and again, now and then of a vendor's nonsense. */
const tradingDays = new Map<string, boolean>();
const mostTradingDays = 5_000;

export function isTradingDay(date: string): boolean {
  const known = tradingDays.get(date);
  if (known !== undefined) return known;
  if (tradingDays.size >= mostTradingDays) tradingDays.clear();
  const answer = hasSession(date);
  tradingDays.set(date, answer);
  return answer;
}

function hasSession(date: string): boolean {
  const weekday = weekdayOf(date);
  // Of what is no date (30 February, 99999999) nothing is said.
  if (!(weekday >= 1 && weekday <= 5) || addDays(date, 0) !== date) return false;
  return !holidays(Number(date.slice(0, 4))).has(date);
}

/** 13:00 close: day after Thanksgiving, Christmas Eve and the eve of Independence Day when they trade. */
export function isHalfDay(date: string): boolean {
  if (!isTradingDay(date)) return false;
  const year = Number(date.slice(0, 4));
  return date === addDays(nthWeekday(year, 11, 4, 4), 1) || date.endsWith('1224') || date.endsWith('0703');
}

export function nextTradingDay(date: string): string {
  let day = addDays(date, 1);
  while (!isTradingDay(day)) day = addDays(day, 1);
  return day;
}

export function previousTradingDay(date: string): string {
  let day = addDays(date, -1);
  while (!isTradingDay(day)) day = addDays(day, -1);
  return day;
}

/** Instants of the regular session of a trading date, ms since epoch. */
export function regularSession(date: string): { readonly openMs: number; readonly closeMs: number } {
  return { openMs: instantOf(date, open), closeMs: instantOf(date, isHalfDay(date) ? halfDayClose : close) };
}

/** Instants of a trading date between which exchanges trade at all, before and after the regular session included. */
export function extendedSession(date: string): { readonly openMs: number; readonly closeMs: number } {
  return {
    openMs: instantOf(date, preOpen),
    closeMs: instantOf(date, isHalfDay(date) ? halfDayAfterClose : afterClose),
  };
}

/** US equity session phase at an instant. */
export function sessionPhase(timeMs: number): SessionPhase {
  const { date, secondOfDay } = wallTime(timeMs);
  if (!isTradingDay(date)) return 'closed';
  const regularClose = isHalfDay(date) ? halfDayClose : close;
  if (secondOfDay >= preOpen && secondOfDay < open) return 'pre-market';
  if (secondOfDay >= open && secondOfDay < regularClose) return 'regular';
  if (secondOfDay >= regularClose && secondOfDay < (isHalfDay(date) ? halfDayAfterClose : afterClose))
    return 'after-hours';
  return 'closed';
}

/** The trading date whose limits and profit apply at an instant: after 20:00 ET and on closed days, the next one. */
export function tradingDate(timeMs: number): string {
  const { date, secondOfDay } = wallTime(timeMs);
  if (isTradingDay(date) && secondOfDay < afterClose) return date;
  return nextTradingDay(date);
}

export type Settlement = 'PM' | 'AM';

/** Index classes that settle on the opening prices of their expiry and trade until the day before; their weeklies (SPXW, NDXP, RUTW) do not. */
const amSettledClasses = new Set(['SPX', 'NDX', 'RUT', 'DJX', 'VIX', 'VIXW']);

/** How an option class settles; 'PM' for everything that is not known to settle in the morning. */
export function settlementOf(tradingClass: string): Settlement {
  return amSettledClasses.has(tradingClass) ? 'AM' : 'PM';
}

/** Expiry instant of an option: 16:00 ET (13:00 on half days) when PM-settled, 09:30 ET when AM-settled. */
export function expiryInstant(expiry: string, settlement: Settlement = 'PM'): number {
  return settlement === 'AM' ? instantOf(expiry, open) : regularSession(expiry).closeMs;
}
