import type { OpenBarColumns } from '../indicators/bar-columns.ts';

/** Bars of a longer frame and the bars of the shorter one they are made of. */
export type AggregatedBars = {
  readonly bars: OpenBarColumns;
  /** First and last short bar of each long one. */
  readonly first: Int32Array;
  readonly last: Int32Array;
};

/**
 * Start of the frame each bar belongs to, ms. `start`: starts of the bars, ms since epoch; `origin`: what frames are
 * counted from, the session's open of each bar (a frame then never reaches into the next session) or left out for UTC.
 */
export function frameStarts(input: {
  readonly start: Float64Array;
  readonly frameMs: number;
  readonly origin?: Float64Array | undefined;
}): Float64Array {
  const { start, frameMs, origin } = input;
  return start.map((at, bar) => {
    const from = origin?.[bar] ?? 0;
    return from + Math.floor((at - from) / frameMs) * frameMs;
  });
}

/** First bars of the frames: where the frame's number changes. */
function boundaries(frame: Float64Array): readonly number[] {
  const first: number[] = [];
  for (let bar = 0; bar < frame.length; bar += 1) if (frame[bar] !== frame[bar - 1]) first.push(bar);
  return first;
}

/**
 * Bars joined where neighbours have the same number in `frame`: first open, highest high, lowest low, last close, sum
 * of volume. Missing bars make no frame; a bar that is not finite makes its frame not finite.
 */
export function aggregateBars(bars: OpenBarColumns, frame: Float64Array): AggregatedBars {
  const first = Int32Array.from(boundaries(frame));
  const last = first.map((_, index) => (first[index + 1] ?? frame.length) - 1);
  const column = () => new Float64Array(first.length);
  const joined = { open: column(), high: column(), low: column(), close: column(), volume: column() };
  for (let index = 0; index < first.length; index += 1) {
    const [from, to] = [first[index] as number, last[index] as number];
    let high = bars.high[from] as number;
    let low = bars.low[from] as number;
    let volume = bars.volume[from] as number;
    for (let bar = from + 1; bar <= to; bar += 1) {
      high = Math.max(high, bars.high[bar] as number);
      low = Math.min(low, bars.low[bar] as number);
      volume += bars.volume[bar] as number;
    }
    joined.open[index] = bars.open[from] as number;
    joined.high[index] = high;
    joined.low[index] = low;
    joined.close[index] = bars.close[to] as number;
    joined.volume[index] = volume;
  }
  return { bars: joined, first, last };
}
