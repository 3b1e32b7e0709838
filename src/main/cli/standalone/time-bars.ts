import type { TradesFile } from './read-trades.ts';

/** Last price and volume of each interval that traded, oldest first; `endMs` is where it ends. */
export type TimeBars = {
  readonly endMs: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
};

/** Trades gathered into intervals that begin at whole multiples of their length. */
export function timeBars({ timeMs, price, size }: TradesFile, lengthMs: number): TimeBars {
  const ends: number[] = [];
  const closes: number[] = [];
  const volumes: number[] = [];
  for (const [row, time] of timeMs.entries()) {
    const end = (Math.floor(time / lengthMs) + 1) * lengthMs;
    if (ends.at(-1) !== end) {
      ends.push(end);
      closes.push(0);
      volumes.push(0);
    }
    closes[closes.length - 1] = price[row] ?? Number.NaN;
    volumes[volumes.length - 1] = (volumes.at(-1) ?? 0) + (size[row] ?? 0);
  }
  return { endMs: Float64Array.from(ends), close: Float64Array.from(closes), volume: Float64Array.from(volumes) };
}
