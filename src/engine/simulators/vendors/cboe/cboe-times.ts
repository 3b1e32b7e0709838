import { regularSession } from '../../../domain/calendar.ts';
import { addDays, wallTime } from '../../../domain/time.ts';
import type { MarketStory } from '../../story/market-story.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-10-02 03:44:10`, UTC, as the delayed files say when they were made. */
export function utcStamp(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** `2026-10-01T15:59:59`, New York without saying so. */
export function easternStamp(timeMs: number): string {
  const wall = wallTime(timeMs);
  return `${dashed(wall.date)}T${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)}`;
}

export function dashed(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
}

export function american(date: string): string {
  return `${date.slice(4, 6)}/${date.slice(6)}/${date.slice(0, 4)}`;
}

const published = 15 * 60_000;

/** Whether a day's closing numbers are out. */
export function isOut(story: MarketStory, date: string): boolean {
  return regularSession(date).closeMs + published <= story.now();
}

/** Two years up to now. */
export function historyRange(story: MarketStory): readonly [string, string] {
  const { date } = wallTime(story.now());
  return [addDays(date, -730), date];
}
