import type { TradingMode } from '../domain/account.ts';
import type { JournalTrade } from '../domain/journal-trade.ts';
import type { TradeId } from '../domain/ids.ts';
import type { Outcome } from '../domain/outcome.ts';
import { wallTime } from '../domain/time.ts';
import { tradesAsCsv, tradesAsJson } from '../journal/export-trades.ts';
import type { Clock } from '../ports/clock.ts';
import type { JournalStore } from '../ports/journal-store.ts';
import type { BackupReport } from '../ports/store.ts';
import type { TradeRecorder } from './trade-recorder.ts';

export type JournalFilter = {
  readonly from: number | null;
  readonly to: number | null;
  readonly ticker: string;
  readonly limit: number;
};

export type JournalExport = {
  readonly filter: JournalFilter;
  readonly format: 'csv' | 'json';
  /** Of the trades the filter finds only these; null = all of them. */
  readonly only?: readonly TradeId[] | null;
};

export type JournalDeskDeps = {
  readonly store: JournalStore;
  readonly trades: TradeRecorder;
  readonly clock: Clock;
  readonly mode: TradingMode;
  readonly backupFolder: string;
};

/** Reading, annotating, exporting and copying the journal. */
export class JournalDesk {
  readonly #deps: JournalDeskDeps;

  constructor(deps: JournalDeskDeps) {
    this.#deps = deps;
  }

  list(filter: JournalFilter): readonly JournalTrade[] {
    return this.#deps.store.trades({ ...filter, mode: this.#deps.mode });
  }

  annotate({
    id,
    notes,
    tags,
  }: {
    id: TradeId;
    notes: string | null;
    tags: readonly string[] | null;
  }): Outcome<JournalTrade> {
    const changed = this.#deps.store.annotate(id, { notes, tags });
    if (changed.ok) this.#deps.trades.annotated(changed.value);
    return changed;
  }

  exported({ filter, format, only = null }: JournalExport) {
    const wanted = only === null ? null : new Set(only);
    const trades = this.list(filter).filter(({ id }) => wanted === null || wanted.has(id));
    const fileName = `quorum-journal-${this.#deps.mode}-${wallTime(this.#deps.clock.now()).date}.${format}`;
    return { fileName, content: format === 'csv' ? tradesAsCsv(trades) : tradesAsJson(trades), rows: trades.length };
  }

  backup(): Promise<Outcome<BackupReport>> {
    const stamp = new Date(this.#deps.clock.wallMs()).toISOString().replace(/[-:]/g, '').slice(0, 15);
    return this.#deps.store.backup(`${this.#deps.backupFolder}/journal-${stamp}.db`);
  }
}
