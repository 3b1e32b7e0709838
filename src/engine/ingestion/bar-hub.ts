import { barIntervals, barMs, type BarInterval } from '../domain/bar.ts';
import type { InstrumentId } from '../domain/ids.ts';
import type { Quote } from '../domain/quote.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { MarketData } from '../ports/market-data.ts';
import type { MarketStore } from '../ports/market-store.ts';
import { BarHistory } from './bar-history.ts';
import { BarSeries } from './bar-series.ts';
import { DayBar } from './day-bar.ts';
import type { BatchReceiver, BatchSubscription } from './ingestion-types.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { secTypeOfId } from './instrument-query.ts';
import { TradeFlow } from './trade-flow.ts';

export type BarHubOptions = {
  readonly marketData: Pick<MarketData, 'history'>;
  readonly book: InstrumentBook;
  readonly store: MarketStore;
  readonly clock: Pick<Clock, 'now' | 'after' | 'speed'>;
  onGap(): void;
  /** Somebody has to be told something with the next flush. */
  onPending(): void;
};

type Reader = {
  readonly receiver: BatchReceiver;
  readonly count: number;
  /** Oldest changed start that the receiver has not seen; Infinity = none. */
  pendingFrom: number;
  snapshotDue: boolean;
};

type Tracked = {
  readonly flow: TradeFlow;
  readonly day: DayBar;
  readonly series: Map<BarInterval, { readonly bars: BarSeries; readonly readers: Set<Reader>; unsavedFrom: number }>;
};

const retryMs = 15_000;
/** Bars asked for again around the seam, and how long after its bar has ended. */
const seamBars = 3;
const sealDelayMs = 4_000;
const resealMs = 900_000;
/** 1s bars are kept in memory only: a month of them would be most of the store. */
const stored: readonly BarInterval[] = ['5s', '1m', '5m', '1d'];

/** Bar series of every instrument that has a line: live from its quotes, completed and healed from history. */
export class BarHub {
  readonly #options: BarHubOptions;
  readonly #tracked = new Map<InstrumentId, Tracked>();
  readonly #history: BarHistory;
  readonly #timers = new Map<string, CancelTimer>();

  constructor(options: BarHubOptions) {
    this.#options = options;
    this.#history = new BarHistory(options);
  }

  onQuote(quote: Quote): void {
    const tracked = this.#track(quote.instrument);
    const trade = tracked.flow.next(quote);
    if (trade === null) return;
    for (const [interval, entry] of tracked.series) {
      if (interval === '1d') continue;
      this.#changed(entry, entry.bars.tick(trade.timeMs, trade.price, trade.volume));
    }
    const today = tracked.series.get('1d');
    const bar = today ? tracked.day.of(quote) : null;
    if (today && bar && today.bars.set(bar)) this.#changed(today, bar.start);
  }

  subscribe(
    query: { readonly instrument: InstrumentId; readonly interval: BarInterval; readonly count: number },
    receiver: BatchReceiver,
  ): BatchSubscription {
    const { instrument, interval, count } = query;
    const entry = this.#entry(instrument, interval);
    const reader: Reader = { receiver, count, pendingFrom: Infinity, snapshotDue: false };
    entry.readers.add(reader);
    this.#history.fromStore(entry.bars, count);
    receiver.snapshot(entry.bars.columns(-Infinity, count));
    this.#load(instrument, interval, count);
    return {
      close: () => void entry.readers.delete(reader),
      resend: () => {
        reader.snapshotDue = true;
        this.#options.onPending();
      },
    };
  }

  /** The connection is there (again). Ticks were missed: their volume is not one trade, and the bars of the gap come from history. */
  heal(): void {
    for (const [instrument, tracked] of this.#tracked) {
      tracked.flow.reset();
      for (const [interval, entry] of tracked.series) {
        entry.bars.dropAfter(this.#options.clock.now());
        if (entry.readers.size === 0) continue;
        const { lastStart } = entry.bars;
        if (lastStart !== null) this.#options.onGap();
        const missed = lastStart === null ? Infinity : (this.#options.clock.now() - lastStart) / barMs[interval];
        const most = Math.max(...[...entry.readers].map((reader) => reader.count));
        this.#load(instrument, interval, Math.min(most, Math.ceil(missed) + seamBars), true);
      }
    }
  }

  flush(): void {
    for (const { series } of this.#tracked.values()) {
      for (const { bars, readers } of series.values()) for (const reader of readers) send(bars, reader);
    }
  }

  /** Everything that changed since the last call, finished bars and forming ones alike. */
  unsaved(): ReturnType<BarSeries['bars']> {
    return [...this.#tracked.values()].flatMap(({ series }) =>
      [...series].flatMap(([interval, entry]) => {
        const from = entry.unsavedFrom;
        entry.unsavedFrom = Infinity;
        return from === Infinity || !stored.includes(interval) ? [] : entry.bars.bars(from);
      }),
    );
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #load(instrument: InstrumentId, interval: BarInterval, count: number, again = false): void {
    const entry = this.#entry(instrument, interval);
    void this.#history.load(entry.bars, count, again).then((result) => {
      if (typeof result === 'number') {
        entry.unsavedFrom = Math.min(entry.unsavedFrom, result);
        for (const reader of entry.readers) reader.snapshotDue = true;
        this.#options.onPending();
        this.#sealLater(instrument, interval, count > seamBars);
      }
      if (result === 'failed' && entry.readers.size > 0) this.#retry(instrument, interval, count);
    });
  }

  /**
   * The bar that was forming when history was asked for is known from two sides only, and level 1 is sampled: finished
   * bars are asked for once more, soon after a load and from then on now and then.
   */
  #sealLater(instrument: InstrumentId, interval: BarInterval, soon: boolean): void {
    if (interval !== '1m' && interval !== '5m') return;
    const width = barMs[interval];
    const { clock } = this.#options;
    const speed = Math.max(1, clock.speed);
    const delayMs = soon ? (width - (clock.now() % width)) / speed + sealDelayMs : resealMs;
    const bars = soon ? seamBars : Math.ceil((resealMs * speed) / width) + seamBars;
    this.#plan(`seal ${instrument} ${interval}`, delayMs, () => {
      if (this.#entry(instrument, interval).readers.size > 0) this.#load(instrument, interval, bars, true);
    });
  }

  #plan(key: string, delayMs: number, task: () => void): void {
    this.#timers.get(key)?.();
    this.#timers.set(
      key,
      this.#options.clock.after(delayMs, () => {
        this.#timers.delete(key);
        task();
      }),
    );
  }

  #retry(instrument: InstrumentId, interval: BarInterval, count: number): void {
    this.#plan(`${instrument} ${interval}`, retryMs, () => this.#load(instrument, interval, count, true));
  }

  #changed(entry: { readonly readers: Set<Reader>; unsavedFrom: number }, start: number | null): void {
    if (start === null) return;
    if (start < entry.unsavedFrom) entry.unsavedFrom = start;
    for (const reader of entry.readers) if (start < reader.pendingFrom) reader.pendingFrom = start;
    if (entry.readers.size > 0) this.#options.onPending();
  }

  #entry(instrument: InstrumentId, interval: BarInterval) {
    const { series } = this.#track(instrument);
    let entry = series.get(interval);
    if (!entry) {
      entry = { bars: new BarSeries(instrument, interval), readers: new Set(), unsavedFrom: Infinity };
      series.set(interval, entry);
    }
    return entry;
  }

  #track(instrument: InstrumentId): Tracked {
    let tracked = this.#tracked.get(instrument);
    if (!tracked) {
      tracked = {
        flow: new TradeFlow(secTypeOfId(instrument) === 'CASH' ? 'mid' : 'last'),
        day: new DayBar(secTypeOfId(instrument)),
        series: new Map(),
      };
      this.#tracked.set(instrument, tracked);
      for (const interval of barIntervals) this.#entry(instrument, interval);
    }
    return tracked;
  }
}

function send(bars: BarSeries, reader: Reader): void {
  if (reader.snapshotDue) reader.receiver.snapshot(bars.columns(-Infinity, reader.count));
  else if (reader.pendingFrom !== Infinity) reader.receiver.append(bars.columns(reader.pendingFrom));
  reader.snapshotDue = false;
  reader.pendingFrom = Infinity;
}
