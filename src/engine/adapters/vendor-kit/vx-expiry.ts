import { isTradingDay, previousTradingDay } from '../../domain/calendar.ts';
import { addDays, dateUtc } from '../../domain/time.ts';

const letters = 'FGHJKMNQUVXZ';

/** `F` is January, `Z` December; null for anything else. */
export function monthOfLetter(letter: string): number | null {
  const index = letter.length === 1 ? letters.indexOf(letter.toUpperCase()) : -1;
  return index < 0 ? null : index + 1;
}

/** `20260121` is `VXF26`. */
export function vxContract(expiry: string): string {
  return `VX${letters[Number(expiry.slice(4, 6)) - 1] ?? '?'}${expiry.slice(2, 4)}`;
}

function thirdFriday(year: number, month: number): string {
  const first = `${year}${String(month).padStart(2, '0')}01`;
  const weekday = new Date(dateUtc(first)).getUTCDay();
  return addDays(first, ((5 - weekday + 7) % 7) + 14);
}

/**
 * Final settlement of a monthly contract: the Wednesday 30 days before the third Friday of the next month; the trading day
 * before it when that Wednesday or that Friday is a holiday.
 */
export function vxExpiry(year: number, month: number): string {
  const friday = thirdFriday(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1);
  const wednesday = addDays(friday, -30);
  return isTradingDay(friday) && isTradingDay(wednesday) ? wednesday : previousTradingDay(wednesday);
}
