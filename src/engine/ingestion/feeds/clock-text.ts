import { wallTime } from '../../domain/time.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** `09:31:07 ET`, with the date in front when it is not that of `nowMs`. */
export function clockText(timeMs: number, nowMs: number): string {
  const wall = wallTime(timeMs);
  const time = `${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)} ET`;
  return wall.date === wallTime(nowMs).date ? time : `${wall.date.slice(4, 6)}/${wall.date.slice(6)} ${time}`;
}

/** `45 s`, `12 min`, `3.5 h`, `2 days`. */
export function spanText(ms: number): string {
  if (ms < 90_000) return `${Math.max(0, Math.round(ms / 1000))} s`;
  if (ms < 5_400_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 360_000) / 10} h`;
  return `${Math.round(ms / 86_400_000)} days`;
}
