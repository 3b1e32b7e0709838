import { wallTime } from '../../../domain/time.ts';

const two = (value: number): string => String(value).padStart(2, '0');

export function dashed(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
}

/** New York wall time without saying so. */
export function easternStamp(timeMs: number): string {
  const wall = wallTime(timeMs);
  return `${dashed(wall.date)}T${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)}`;
}

/** Greeks are made once an hour; the stamp is UTC without saying so. */
export function greeksStamp(timeMs: number): string {
  return new Date(Math.floor(timeMs / 3_600_000) * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** One element is written as the element itself, none as null: what is left of the XML it once was. */
export function elements<Item>(name: string, items: readonly Item[]): object | null {
  if (items.length === 0) return null;
  return { [name]: items.length === 1 ? items[0] : items };
}
