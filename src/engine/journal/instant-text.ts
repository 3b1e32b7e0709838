import { wallTime } from '../domain/time.ts';

/** `2026-10-12 09:31:07`, New York time. */
export function instantText(timeMs: number): string {
  const { year, month, day, hour, minute, second } = wallTime(timeMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}
