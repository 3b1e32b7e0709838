import type {
  HistogramData,
  ISeriesApi,
  LineData,
  CandlestickData,
  SeriesType,
  UTCTimestamp,
} from 'lightweight-charts';

type Point = CandlestickData<UTCTimestamp> | HistogramData<UTCTimestamp> | LineData<UTCTimestamp>;

/** How many bars the live part starts with and may grow to: its size is what an update costs. */
const liveStart = 20;
const liveMost = 60;

/**
 * One series drawn as two: a still history and a short live end. An update repaints the live end alone, whatever the length of the history.
 * Lines overlap by one point so that they stay joined.
 */
export class SplitSeries<P extends Point> {
  readonly #history: ISeriesApi<SeriesType>;
  readonly #live: ISeriesApi<SeriesType>;
  readonly #overlap: number;
  #liveFrom = 0;

  constructor(history: ISeriesApi<SeriesType>, live: ISeriesApi<SeriesType>, overlap: 0 | 1 = 0) {
    this.#history = history;
    this.#live = live;
    this.#overlap = overlap;
  }

  set(points: readonly P[]): void {
    this.#liveFrom = Math.max(0, points.length - liveStart);
    this.#history.setData(points.slice(0, this.#liveFrom + this.#overlap));
    this.#live.setData(points.slice(this.#liveFrom));
  }

  /** `points` is the whole series, changed from place `from` on. */
  update(points: readonly P[], from: number): void {
    if (from < Math.max(this.#liveFrom, 1) || points.length - this.#liveFrom > liveMost) return this.set(points);
    for (const point of points.slice(from)) this.#live.update(point);
  }
}
