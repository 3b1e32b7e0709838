import { missing } from '../../components/format.ts';

/** `42s`, `12m 05s`, `3h 20m`, `2d 4h`. */
export function heldFor(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms) || ms < 0) return missing;
  const seconds = Math.floor(ms / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h ${two(Math.floor((seconds % 3_600) / 60))}m`;
  return `${Math.floor(seconds / 86_400)}d ${Math.floor((seconds % 86_400) / 3_600)}h`;
}
