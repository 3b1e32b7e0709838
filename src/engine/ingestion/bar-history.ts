import type { BarInterval } from '../domain/bar.ts';
import type { Clock } from '../ports/clock.ts';
import type { MarketData } from '../ports/market-data.ts';
import type { MarketStore } from '../ports/market-store.ts';
import type { BarSeries } from './bar-series.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { kindOfHistory } from './instrument-query.ts';

export type BarHistoryOptions = {
  readonly marketData: Pick<MarketData, 'history'>;
  readonly book: InstrumentBook;
  readonly store: MarketStore;
  readonly clock: Pick<Clock, 'now'>;
};

/** Most bars in one answer: TWS limits small bars, and large answers block. */
const mostBars: Readonly<Record<BarInterval, number>> = {
  '1s': 1_800,
  '5s': 720,
  '1m': 2_000,
  '5m': 2_000,
  '1d': 1_000,
};

/** Fills series from the store at once and from the vendor when it answers. */
export class BarHistory {
  readonly #options: BarHistoryOptions;
  /** Bars already asked for, by series. */
  readonly #loaded = new Map<BarSeries, number>();
  readonly #loading = new Map<BarSeries, { readonly wanted: number; readonly done: Promise<number | 'failed'> }>();

  constructor(options: BarHistoryOptions) {
    this.#options = options;
  }

  fromStore(series: BarSeries, count: number): void {
    if (series.length > 0 && this.#loaded.has(series)) return;
    const { instrument, interval } = series;
    const now = this.#options.clock.now();
    // A practice day can be played again: its store already knows the afternoon.
    const bars = this.#options.store.bars({ instrument, interval, beforeMs: now, count });
    series.merge(bars, series.startOf(now));
  }

  /** `again` asks even when as many bars were loaded before. Answers the oldest start that may have changed. */
  async load(series: BarSeries, count: number, again: boolean): Promise<number | 'unchanged' | 'failed'> {
    const wanted = Math.min(count, mostBars[series.interval]);
    if (!again && (this.#loaded.get(series) ?? 0) >= wanted) return 'unchanged';
    const running = this.#loading.get(series);
    if (running) {
      if (running.wanted >= wanted) return 'unchanged';
      // Somebody asked for less a moment ago: that answer does not serve this reader.
      await running.done;
      return this.load(series, count, false);
    }
    const done = this.#ask(series, wanted);
    this.#loading.set(series, { wanted, done });
    const result = await done;
    this.#loading.delete(series);
    if (result !== 'failed') this.#loaded.set(series, Math.max(wanted, this.#loaded.get(series) ?? 0));
    return result;
  }

  async #ask(series: BarSeries, count: number): Promise<number | 'failed'> {
    const found = await this.#options.book.resolve(series.instrument);
    if (!found.ok) return 'failed';
    const formingStart = series.startOf(this.#options.clock.now());
    const answer = await this.#options.marketData.history({
      instrument: found.value,
      kind: kindOfHistory(found.value.secType),
      interval: series.interval,
      endMs: null,
      count,
      // Intraday charts show the whole day; a daily bar is the regular session.
      regularHoursOnly: series.interval === '1d',
      priority: series.interval === '1d' ? 2 : 1,
    });
    if (!answer.ok) return 'failed';
    series.merge(answer.value, formingStart);
    return answer.value[0]?.start ?? Infinity;
  }
}
