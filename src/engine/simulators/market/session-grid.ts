import { isHalfDay } from '../../domain/calendar.ts';
import { instantOf } from '../../domain/time.ts';

/**
 * A simulated day on a grid of seconds from 04:00 to 20:00 New York time. Clocks never change inside it,
 * so a second's index is exact arithmetic.
 */
export const dayStartSecond = 4 * 3600;
export const secondsPerDay = 16 * 3600;
export const openSecond = 5.5 * 3600;
/** Paths are drawn coarsely on nodes 300 s apart, then bridged to seconds. */
export const nodeSeconds = 300;
export const nodesPerDay = secondsPerDay / nodeSeconds;
export const openNode = openSecond / nodeSeconds;

export type SessionGrid = {
  readonly date: string;
  /** 04:00 New York time, ms since epoch. */
  readonly startMs: number;
  readonly endMs: number;
  /** Second of the regular close, from `startMs`. */
  readonly closeSecond: number;
  readonly closeNode: number;
};

const grids = new Map<string, SessionGrid>();

export function sessionGrid(date: string): SessionGrid {
  const known = grids.get(date);
  if (known) return known;
  const startMs = instantOf(date, dayStartSecond);
  const closeSecond = (isHalfDay(date) ? 9 : 12) * 3600;
  const grid = {
    date,
    startMs,
    endMs: startMs + secondsPerDay * 1000,
    closeSecond,
    closeNode: closeSecond / nodeSeconds,
  };
  grids.set(date, grid);
  return grid;
}

/** Share of a session's variance that has passed at fraction x of it: fast at the open, slower at noon, up at the close. */
export function varianceElapsed(x: number): number {
  const early = 0.36 * (1 - Math.exp(-x / 0.085));
  const late = 0.06 * (Math.exp((x - 1) / 0.09) - Math.exp(-1 / 0.09));
  const scale = 0.36 * (1 - Math.exp(-1 / 0.085)) + 0.06 * (1 - Math.exp(-1 / 0.09)) + 0.54;
  return (early + late + 0.54 * x) / scale;
}
