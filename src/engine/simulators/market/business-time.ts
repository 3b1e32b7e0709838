import { expiryInstant, isTradingDay } from '../../domain/calendar.ts';
import { addDays } from '../../domain/time.ts';
import { openSecond, sessionGrid, varianceElapsed } from './session-grid.ts';

/** Weight of a session, of the night before it and of a closed day in a year of variance. */
const sessionWeight = 0.7;
const nightWeight = 0.3;
const closedDayWeight = 0.5;
const yearWeight = 252 + 113 * closedDayWeight;

export type Settlement = 'AM' | 'PM';

const laterWeights = new Map<string, number>();

/** Weight from the end of `date` to an expiry. */
function weightAfter(date: string, expiry: string, settlement: Settlement): number {
  const name = `${date}/${expiry}/${settlement}`;
  const known = laterWeights.get(name);
  if (known !== undefined) return known;
  let weight = 0;
  for (let day = addDays(date, 1); day <= expiry; day = addDays(day, 1)) {
    if (!isTradingDay(day)) weight += closedDayWeight;
    else weight += nightWeight + (day === expiry && settlement === 'AM' ? 0 : sessionWeight);
  }
  if (laterWeights.size > 20_000) laterWeights.clear();
  laterWeights.set(name, weight);
  return weight;
}

function weightLeftToday(date: string, second: number): number {
  const { closeSecond } = sessionGrid(date);
  if (second >= closeSecond) return 0;
  if (second <= openSecond) return sessionWeight + nightWeight * 0.3 * (1 - second / openSecond);
  return sessionWeight * (1 - varianceElapsed((second - openSecond) / (closeSecond - openSecond)));
}

/**
 * Years of variance from a second of `date` to an expiry. Sessions carry most of it, nights little and closed days
 * almost none, so a same-day option keeps the value of a whole session at the open.
 */
export function varianceYears(date: string, second: number, expiry: string, settlement: Settlement): number {
  if (expiry < date || (expiry === date && settlement === 'AM')) return 0;
  return (weightLeftToday(date, second) + weightAfter(date, expiry, settlement)) / yearWeight;
}

const instants = new Map<string, number>();

/** Zone arithmetic is slow and a chain asks for the same few expiries thousands of times. */
function instantOfExpiry(expiry: string, settlement: Settlement): number {
  const name = `${expiry}${settlement}`;
  const known = instants.get(name) ?? expiryInstant(expiry, settlement);
  instants.set(name, known);
  return known;
}

/** Calendar years, ACT/365, from an instant to an expiry. */
export function calendarYears(timeMs: number, expiry: string, settlement: Settlement): number {
  return Math.max(0, (instantOfExpiry(expiry, settlement) - timeMs) / 31_536_000_000);
}
