import type { Bar, BarInterval } from '../../domain/bar.ts';

/** Bars from the numeric columns of a batch frame. */
export function barsOfColumns(
  columns: Readonly<Record<string, Float64Array>>,
  instrument: string,
  interval: BarInterval,
): readonly Bar[] {
  const empty = new Float64Array();
  const { start = empty, open = empty, high = empty, low = empty, close = empty, volume = empty } = columns;
  return Array.from(start, (time, index) => ({
    instrument,
    interval,
    start: time,
    open: open[index] ?? Number.NaN,
    high: high[index] ?? Number.NaN,
    low: low[index] ?? Number.NaN,
    close: close[index] ?? Number.NaN,
    volume: volume[index] ?? 0,
  }));
}

/** Appends newer bars and replaces those with the same start; keeps the newest `most`. */
export function mergeBars(held: readonly Bar[], incoming: readonly Bar[], most: number): readonly Bar[] {
  const first = incoming[0];
  if (!first) return held;
  const last = held.at(-1);
  // The usual case: the forming bar again, or one more.
  if (last && first.start >= last.start) {
    const kept = first.start === last.start ? held.slice(0, -1) : held;
    return [...kept, ...incoming].slice(-most);
  }
  const byStart = new Map(held.map((bar) => [bar.start, bar]));
  for (const bar of incoming) byStart.set(bar.start, bar);
  return [...byStart.values()].sort((left, right) => left.start - right.start).slice(-most);
}
