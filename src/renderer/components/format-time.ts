import { wallTime } from '../../engine/domain/time.ts';
import { missing } from './format.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `10:42:17` on New York's clock. */
export function clockTime(timeMs: number | null): string {
  if (timeMs === null || !Number.isFinite(timeMs)) return missing;
  const { hour, minute, second } = wallTime(timeMs);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

export function minuteTime(timeMs: number | null): string {
  return timeMs === null ? missing : clockTime(timeMs).slice(0, 5);
}

/** `20 Nov 10:42:17` on New York's clock. */
export function dayAndTime(timeMs: number | null): string {
  if (timeMs === null || !Number.isFinite(timeMs)) return missing;
  const { day, month } = wallTime(timeMs);
  return `${day} ${months[month - 1] ?? ''} ${clockTime(timeMs)}`;
}

/** `20261016` as `16 Oct 26`. */
export function expiryDate(expiry: string): string {
  const month = months[Number(expiry.slice(4, 6)) - 1];
  return month ? `${Number(expiry.slice(6, 8))} ${month} ${expiry.slice(2, 4)}` : expiry || missing;
}

/** `SPY.OPT.20261016.C.450` as `SPY 16 Oct 26 450 C`; a stock is its ticker. */
export function instrumentName(instrument: string): string {
  const [root = instrument, type, expiry = '', right = '', ...strike] = instrument.split('.');
  if (type === 'OPT') return `${root.split(':')[0] ?? root} ${expiryDate(expiry)} ${strike.join('.')} ${right}`;
  return type === 'FUT' ? `${root} ${expiryDate(expiry)}` : root;
}
