import type { Bar } from '../domain/bar.ts';
import type { Fact, StoredFact } from '../domain/facts/fact.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Quote } from '../domain/quote.ts';
import type { StoreCode } from './store.ts';

/** What a trading day leaves behind, read as it is walked. */
export type ArchiveSource = {
  facts(): Iterable<StoredFact>;
  bars(): Iterable<Bar>;
  quotes(): Iterable<Quote>;
};

export type ArchiveTarget = {
  /** Answers how many were new. */
  facts(facts: readonly Fact[]): Outcome<number, StoreCode>;
  bars(bars: readonly Bar[]): Outcome<number, StoreCode>;
  quotes(quotes: readonly Quote[]): Outcome<number, StoreCode>;
};

export type ArchivedFile = {
  /** `option-trade.parquet` */
  readonly name: string;
  readonly holds: 'facts' | 'bars' | 'quotes';
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
};

export type ArchiveManifest = {
  readonly format: 1;
  /** `YYYYMMDD` */
  readonly date: string;
  /** Arrival in [fromMs, toMs). */
  readonly fromMs: number;
  readonly toMs: number;
  readonly files: readonly ArchivedFile[];
};

/** `not-installed`: the library that writes columns is no part of every installation. */
export type ArchiveCode = 'not-installed' | 'no-archive' | 'damaged' | 'store-failed' | 'archive-failed';

export type Restored = { readonly rows: number; readonly added: number };

export interface Archive {
  /** Replaces an archive of the same day only once the new one is whole. */
  write(
    day: Pick<ArchiveManifest, 'date' | 'fromMs' | 'toMs'>,
    source: ArchiveSource,
  ): Promise<Outcome<ArchiveManifest, ArchiveCode>>;
  /** Puts a day back; what is there already is not put in twice. Nothing is put in when any file is damaged. */
  restore(date: string, target: ArchiveTarget): Promise<Outcome<Restored, ArchiveCode>>;
  /** Oldest first. */
  days(): Promise<readonly string[]>;
}
