import { barMs, type Bar, type BarInterval } from '../domain/bar.ts';
import type { InstrumentId } from '../domain/ids.ts';
import type { Columns } from './ingestion-types.ts';

/** Most bars kept in memory for one series. */
export const keptBars = 5_000;
const columnCount = 6;
const [startColumn, openColumn, highColumn, lowColumn, closeColumn, volumeColumn] = [0, 1, 2, 3, 4, 5] as const;

/**
 * Bars of one instrument and interval in rising order of their start, in flat columns: ticks change numbers in place
 * and allocate nothing.
 */
export class BarSeries {
  readonly instrument: InstrumentId;
  readonly interval: BarInterval;
  readonly #widthMs: number;
  #columns: Float64Array[] = Array.from({ length: columnCount }, () => new Float64Array(64));
  #length = 0;

  constructor(instrument: InstrumentId, interval: BarInterval) {
    this.instrument = instrument;
    this.interval = interval;
    this.#widthMs = barMs[interval];
  }

  get length(): number {
    return this.#length;
  }

  get lastStart(): number | null {
    return this.#length === 0 ? null : this.#at(startColumn, this.#length - 1);
  }

  startOf(timeMs: number): number {
    return Math.floor(timeMs / this.#widthMs) * this.#widthMs;
  }

  /** Adds a trade. Answers the start of the bar that changed, or null when the trade is older than the newest bar. */
  tick(timeMs: number, price: number, volume: number): number | null {
    const start = this.startOf(timeMs);
    const last = this.#length - 1;
    const lastStart = last < 0 ? -Infinity : this.#at(startColumn, last);
    if (start < lastStart) return null;
    if (start > lastStart) {
      this.#push(start, [price, price, price, price, volume]);
      return start;
    }
    if (price > this.#at(highColumn, last)) this.#put(highColumn, last, price);
    if (price < this.#at(lowColumn, last)) this.#put(lowColumn, last, price);
    this.#put(closeColumn, last, price);
    this.#put(volumeColumn, last, this.#at(volumeColumn, last) + volume);
    return start;
  }

  /** Sets one bar: the newest again, or a newer one. Older starts are left to `merge`. */
  set(bar: Omit<Bar, 'instrument' | 'interval'>): boolean {
    const last = this.lastStart;
    if (last !== null && bar.start < last) return false;
    const values = [bar.open, bar.high, bar.low, bar.close, bar.volume] as const;
    if (last !== bar.start) this.#push(bar.start, values);
    else for (const [index, value] of values.entries()) this.#put(index + 1, this.#length - 1, value);
    return true;
  }

  /**
   * Takes the vendor's bars as the truth for every start they cover. The bar that was forming when they were asked
   * for (`formingStart`) joins both sides: the vendor knows its beginning, our ticks its end.
   */
  merge(bars: readonly Bar[], formingStart: number): void {
    const merged = new Map<number, Bar>(this.bars().map((bar) => [bar.start, bar]));
    for (const bar of bars) {
      const own = merged.get(bar.start);
      merged.set(bar.start, own && bar.start >= formingStart ? joined(bar, own) : bar);
    }
    const kept = [...merged.values()].sort((a, b) => a.start - b.start).slice(-keptBars);
    this.#length = 0;
    for (const bar of kept) this.#push(bar.start, [bar.open, bar.high, bar.low, bar.close, bar.volume]);
  }

  /** Forgets bars that start after an instant: a world whose clock went back has not seen them yet. */
  dropAfter(timeMs: number): void {
    while (this.#length > 0 && this.#at(startColumn, this.#length - 1) > timeMs) this.#length -= 1;
  }

  /** Rows with start >= `fromMs`, at most the newest `count`. */
  columns(fromMs: number, count = keptBars): Columns {
    let first = this.#length;
    while (first > 0 && this.#length - first < count && this.#at(startColumn, first - 1) >= fromMs) first -= 1;
    const cut = (column: number): Float64Array =>
      (this.#columns[column] ?? new Float64Array()).slice(first, this.#length);
    return {
      start: cut(startColumn),
      open: cut(openColumn),
      high: cut(highColumn),
      low: cut(lowColumn),
      close: cut(closeColumn),
      volume: cut(volumeColumn),
    };
  }

  bars(fromMs = -Infinity): readonly Bar[] {
    const bars: Bar[] = [];
    for (let index = 0; index < this.#length; index += 1) {
      const start = this.#at(startColumn, index);
      if (start >= fromMs) bars.push(this.#bar(index, start));
    }
    return bars;
  }

  #bar(index: number, start: number): Bar {
    return {
      instrument: this.instrument,
      interval: this.interval,
      start,
      open: this.#at(openColumn, index),
      high: this.#at(highColumn, index),
      low: this.#at(lowColumn, index),
      close: this.#at(closeColumn, index),
      volume: this.#at(volumeColumn, index),
    };
  }

  #push(start: number, values: readonly number[]): void {
    if (this.#length >= keptBars + 512) this.#drop(this.#length - keptBars);
    if (this.#length === (this.#columns[0]?.length ?? 0)) this.#grow();
    this.#put(startColumn, this.#length, start);
    for (const [index, value] of values.entries()) this.#put(index + 1, this.#length, value);
    this.#length += 1;
  }

  #drop(rows: number): void {
    for (const column of this.#columns) column.copyWithin(0, rows, this.#length);
    this.#length -= rows;
  }

  #grow(): void {
    this.#columns = this.#columns.map((column) => {
      const larger = new Float64Array(column.length * 2);
      larger.set(column);
      return larger;
    });
  }

  #at(column: number, index: number): number {
    return this.#columns[column]?.[index] ?? Number.NaN;
  }

  #put(column: number, index: number, value: number): void {
    const values = this.#columns[column];
    if (values) values[index] = value;
  }
}

function joined(theirs: Bar, ours: Bar): Bar {
  return {
    ...theirs,
    high: Math.max(theirs.high, ours.high),
    low: Math.min(theirs.low, ours.low),
    close: ours.close,
    volume: Math.max(theirs.volume, ours.volume),
  };
}
