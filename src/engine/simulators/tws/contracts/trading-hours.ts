import { addDays, instantOf, wallTime } from '../../../domain/time.ts';
import { isHalfDay, isTradingDay, nextTradingDay, regularSession, sessionPhase } from '../../../domain/calendar.ts';
import type { SimInstrument } from '../../simulated-market.ts';

const shownDays = 6;

/** The exchange zone as TWS names it. */
export function wireZone(timeZoneId: string): string {
  if (timeZoneId === 'America/New_York') return 'US/Eastern';
  return timeZoneId === 'America/Chicago' ? 'US/Central' : timeZoneId;
}

/** The text is the same for thousands of options of a chain. */
const knownHours = new Map<string, string>();

/** `20250521:0930-20250521:1600;20250524:CLOSED`, local to the exchange, from today on. */
export function hoursText(instrument: SimInstrument, fromDate: string, liquid: boolean): string {
  const key = `${instrument.secType} ${fromDate} ${liquid}`;
  const known = knownHours.get(key);
  if (known !== undefined) return known;
  const days: string[] = [];
  for (let day = 0; day < shownDays; day += 1) days.push(dayHours(instrument, addDays(fromDate, day), liquid));
  const text = days.join(';');
  if (knownHours.size > 100) knownHours.clear();
  knownHours.set(key, text);
  return text;
}

function dayHours(instrument: SimInstrument, date: string, liquid: boolean): string {
  if (instrument.secType === 'CRYPTO') return `${date}:0000-${date}:2359`;
  if (instrument.secType === 'CASH') return currencyHours(date);
  if (!isTradingDay(date)) return `${date}:CLOSED`;
  if (instrument.secType === 'FUT') return `${addDays(date, -1)}:1700-${date}:1600`;
  const end = isHalfDay(date) ? '1300' : '1600';
  if (liquid || instrument.secType === 'OPT' || instrument.secType === 'IND') return `${date}:0930-${date}:${end}`;
  return `${date}:0400-${date}:${isHalfDay(date) ? '1700' : '2000'}`;
}

/** Currencies have no holidays of the stock exchanges. */
function currencyHours(date: string): string {
  const { weekday } = wallTime(instantOf(date, 43_200));
  return weekday === 0 || weekday === 6 ? `${date}:CLOSED` : `${addDays(date, -1)}:1715-${date}:1700`;
}

/** Whether an order in this instrument may trade at an instant. */
export function isTradable(instrument: SimInstrument, outsideRth: boolean, timeMs: number): boolean {
  if (instrument.secType === 'CRYPTO') return true;
  if (instrument.secType === 'IND') return false;
  if (instrument.secType === 'FUT') return almostAlwaysOpen(timeMs, 18 * 3600);
  if (instrument.secType === 'CASH') return almostAlwaysOpen(timeMs, 17 * 3600 + 900);
  const phase = sessionPhase(timeMs);
  if (phase === 'regular') return true;
  return outsideRth && instrument.secType === 'STK' && phase !== 'closed';
}

/** From Sunday evening to Friday 17:00 New York, with a pause from 17:00 each day. */
function almostAlwaysOpen(timeMs: number, resumeSecond: number): boolean {
  const { weekday, hour, secondOfDay } = wallTime(timeMs);
  if (weekday === 6 || (weekday === 5 && hour >= 17)) return false;
  if (weekday === 0) return secondOfDay >= resumeSecond;
  return hour < 17 || secondOfDay >= resumeSecond;
}

/** When trading starts next, ms; for instruments of the regular session, else an hour later. */
export function nextOpenMs(instrument: SimInstrument, timeMs: number): number {
  if (instrument.secType === 'FUT' || instrument.secType === 'CASH') return timeMs + 3_600_000;
  const { date } = wallTime(timeMs);
  const today = isTradingDay(date) ? regularSession(date).openMs : 0;
  return today > timeMs ? today : regularSession(nextTradingDay(date)).openMs;
}
