import { dateUtc, wallTime } from '../../../../engine/domain/time.ts';

const hourMs = 3_600_000;
const offsets = new Map<number, number>();

/** How far New York's clock is from UTC in this hour; changes of daylight saving fall on full hours. */
function offsetAt(timeMs: number): number {
  const hour = Math.floor(timeMs / hourMs);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const { date, secondOfDay } = wallTime(hour * hourMs);
  const offset = dateUtc(date) + secondOfDay * 1_000 - hour * hourMs;
  offsets.set(hour, offset);
  return offset;
}

/** Chart time in seconds such that its UTC reading is New York's clock. Daily bars are dates already. */
export function chartTime(startMs: number, daily: boolean): number {
  return Math.floor((daily ? startMs : startMs + offsetAt(startMs)) / 1_000);
}
