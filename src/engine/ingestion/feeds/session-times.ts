import {
  isTradingDay,
  nextTradingDay,
  previousTradingDay,
  regularSession,
  sessionPhase,
  type SessionPhase,
} from '../../domain/calendar.ts';
import { addDays, instantOf, wallTime } from '../../domain/time.ts';
import type { Cadence } from '../../ports/vendor.ts';

const preOpenSecond = 4 * 3600;
const postCloseSecond = 20 * 3600;
/** Phases begin and end at quarter hours of New York's clock, whose offset is a whole number of them. */
const stepMs = 900_000;

/** Every frame asks, and the answer changes once a day. */
let lastDataDate: { readonly quarter: number; readonly date: string } | null = null;

/** The newest session there can be data of, `YYYYMMDD`: the day itself from 04:00 New York, else the trading day before. */
export function dataDate(timeMs: number): string {
  const quarter = Math.floor(timeMs / stepMs);
  if (lastDataDate?.quarter !== quarter) lastDataDate = { quarter, date: dataDateAt(timeMs) };
  return lastDataDate.date;
}

function dataDateAt(timeMs: number): string {
  const { date, secondOfDay } = wallTime(timeMs);
  return isTradingDay(date) && secondOfDay >= preOpenSecond ? date : previousTradingDay(date);
}

/** When that session began to have data. */
export function dataStartMs(timeMs: number): number {
  return instantOf(dataDate(timeMs), preOpenSecond);
}

/** Trading days from a trading date, either way. */
export function shiftTradingDays(date: string, days: number): string {
  let shifted = date;
  for (let left = Math.min(Math.abs(days), 4_000); left > 0; left -= 1) {
    shifted = days > 0 ? nextTradingDay(shifted) : previousTradingDay(shifted);
  }
  return shifted;
}

/** Seconds since midnight of `HH:MM`; null for anything else. */
export function secondOfClock(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 : null;
}

/** First instant strictly behind `afterMs` at which New York's clock shows `HH:MM`. */
export function nextClockTime(afterMs: number, clock: string): number {
  const second = secondOfClock(clock) ?? 0;
  const { date } = wallTime(afterMs);
  for (let day = date; ; day = addDays(day, 1)) {
    const at = instantOf(day, second);
    if (at > afterMs) return at;
  }
}

/** Last instant at or before `beforeMs` at which New York's clock showed `HH:MM`. */
export function lastClockTime(beforeMs: number, clock: string): number {
  const second = secondOfClock(clock) ?? 0;
  for (let day = wallTime(beforeMs).date; ; day = addDays(day, -1)) {
    const at = instantOf(day, second);
    if (at <= beforeMs) return at;
  }
}

/** Every endpoint asks every second, and the answer changes four times a day. */
let lastPhase: { readonly quarter: number; readonly phase: SessionPhase } | null = null;

function phaseAt(timeMs: number): SessionPhase {
  const quarter = Math.floor(timeMs / stepMs);
  if (lastPhase?.quarter !== quarter) lastPhase = { quarter, phase: sessionPhase(timeMs) };
  return lastPhase.phase;
}

export function inSession(timeMs: number, sessions: readonly SessionPhase[]): boolean {
  return sessions.includes(phaseAt(timeMs));
}

/** When one of the phases begins or goes on, at or behind an instant; null when none does within ten days. */
export function nextInSession(timeMs: number, sessions: readonly SessionPhase[]): number | null {
  if (inSession(timeMs, sessions)) return timeMs;
  const first = Math.floor(timeMs / stepMs) * stepMs + stepMs;
  for (let at = first; at < first + 10 * 86_400_000; at += stepMs) if (inSession(at, sessions)) return at;
  return null;
}

/** Options of indices and their funds trade until a quarter past the close, and vendors take some minutes to count. */
const afterCloseMs = 20 * 60_000;
/** Every target asks every second of the night, and the answer changes once a day. */
const lastWords = new WeakMap<readonly SessionPhase[], { readonly date: string; readonly atMs: number | null }>();
const closings = { 'pre-market': 'openMs', regular: 'closeMs', 'after-hours': 'endMs' } as const;

/**
 * When the last word on the newest session can be had by what is asked in some phases: a while after the last of them.
 * Null for what is asked at any hour.
 */
export function lastWordMs(timeMs: number, sessions: readonly SessionPhase[]): number | null {
  if (sessions.includes('closed')) return null;
  const date = dataDate(timeMs);
  const known = lastWords.get(sessions);
  if (known?.date === date) return known.atMs;
  const ends = { ...regularSession(date), endMs: instantOf(date, postCloseSecond) };
  const last = sessions.reduce(
    (latest, phase) => (phase === 'closed' ? latest : Math.max(latest, ends[closings[phase]])),
    0,
  );
  const atMs = last === 0 ? null : last + afterCloseMs;
  lastWords.set(sessions, { date, atMs });
  return atMs;
}

/** When an endpoint wants to be asked again after having been due at `dueMs` and asked at `askedMs`. */
export function nextDue(cadence: Cadence, dueMs: number, askedMs: number): number {
  if ('dailyAt' in cadence) return nextClockTime(askedMs, cadence.dailyAt);
  const { everyMs } = cadence;
  // The beat is kept, so that a late answer does not push all later ones; what was missed is left out.
  const missed = Math.max(0, Math.floor((askedMs - dueMs) / everyMs));
  return dueMs + (missed + 1) * everyMs;
}
