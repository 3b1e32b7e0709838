import { type Absorption, type AbsorptionSettings, AbsorptionWatch, usualAbsorption } from './absorption-watch.ts';
import type { BookSideName } from './depth-columns.ts';
import type { BookSnapshot } from './wall-detector.ts';
import type { AggressorTrade } from './wall-settings.ts';

/**
 * Absorption on both sides of a live book: one watch a side, each beginning with the first snapshot after the one
 * before it ended. Told at the end of every window, absorbed or not.
 */
export class AbsorptionDetector {
  readonly #tell: (absorption: Absorption) => void;
  readonly #settings: AbsorptionSettings;
  readonly #watches = new Map<BookSideName, AbsorptionWatch>();

  constructor(tell: (absorption: Absorption) => void, settings: AbsorptionSettings = usualAbsorption) {
    this.#tell = tell;
    this.#settings = settings;
  }

  trade(trade: AggressorTrade): void {
    for (const watch of this.#watches.values()) watch.trade(trade);
  }

  snapshot(book: BookSnapshot): void {
    this.#look('bids', book);
    this.#look('asks', book);
  }

  #look(side: BookSideName, book: BookSnapshot): void {
    const watch = this.#watches.get(side);
    if (watch !== undefined && !watch.over(book.timeMs)) {
      watch.snapshot(book);
      return;
    }
    if (watch !== undefined) this.#tell(watch.result());
    const next = AbsorptionWatch.open(book, side, this.#settings);
    if (next === null) this.#watches.delete(side);
    else this.#watches.set(side, next);
  }
}

/** The absorption at `startMs` (the last snapshot at or before it) of a recording in time order; null without a side to watch. */
export function measureAbsorption(
  recording: { readonly snapshots: readonly BookSnapshot[]; readonly trades: readonly AggressorTrade[] },
  start: { readonly startMs: number; readonly side: BookSideName },
  settings: AbsorptionSettings = usualAbsorption,
): Absorption | null {
  const { startMs, side } = start;
  const first = recording.snapshots.findLast(({ timeMs }) => timeMs <= startMs);
  if (first === undefined) return null;
  const watch = AbsorptionWatch.open({ ...first, timeMs: startMs }, side, settings);
  if (watch === null) return null;
  for (const trade of recording.trades) watch.trade(trade);
  for (const snapshot of recording.snapshots) watch.snapshot(snapshot);
  return watch.result();
}
