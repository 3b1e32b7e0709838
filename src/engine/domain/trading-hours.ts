import { isTradingDay, nextTradingDay, sessionPhase, tradingDate, type SessionPhase } from './calendar.ts';
import type { SecType } from './instrument.ts';
import { addDays, wallTime } from './time.ts';

/**
 * Hours by kind of instrument, New York time. `stocks`: stocks, options, indices. `futures`: Sunday 18:00 to Friday 17:00
 * with an hour's pause at 17:00 (CME, CFE). `currencies`: Sunday 17:15 to Friday 17:00 with a quarter's pause at 17:00
 * (IDEALPRO). `always`: every second of the week (PAXOS).
 */
export type HoursKind = 'stocks' | 'futures' | 'currencies' | 'always';

const kinds: Readonly<Record<SecType, HoursKind>> = {
  STK: 'stocks',
  OPT: 'stocks',
  IND: 'stocks',
  FUT: 'futures',
  CASH: 'currencies',
  CRYPTO: 'always',
};

export function hoursKind(secType: SecType): HoursKind {
  return kinds[secType];
}

const pauseSecond = 17 * 3600;
const resumeSecond = { futures: 18 * 3600, currencies: 17 * 3600 + 900 } as const;

/** Phase of the instrument's own market; round-the-clock markets are `regular` or `closed`. */
export function phaseOf(secType: SecType, timeMs: number): SessionPhase {
  const kind = kinds[secType];
  if (kind === 'stocks') return sessionPhase(timeMs);
  if (kind === 'always') return 'regular';
  const { weekday, secondOfDay } = wallTime(timeMs);
  const resume = resumeSecond[kind];
  if (weekday === 6) return 'closed';
  if (weekday === 0) return secondOfDay >= resume ? 'regular' : 'closed';
  if (weekday === 5) return secondOfDay < pauseSecond ? 'regular' : 'closed';
  return secondOfDay >= pauseSecond && secondOfDay < resume ? 'closed' : 'regular';
}

/** The date a moment's trading counts for: markets that run through the night begin their next day at 17:00. */
export function tradingDateOf(secType: SecType, timeMs: number): string {
  const kind = kinds[secType];
  if (kind === 'stocks') return tradingDate(timeMs);
  const { date, secondOfDay } = wallTime(timeMs);
  if (kind === 'always') return date;
  const day = secondOfDay >= pauseSecond ? addDays(date, 1) : date;
  return isWeekend(day) ? nextTradingDay(day) : day;
}

function isWeekend(date: string): boolean {
  if (isTradingDay(date)) return false;
  const weekday = new Date(
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6))),
  ).getUTCDay();
  return weekday === 0 || weekday === 6;
}
