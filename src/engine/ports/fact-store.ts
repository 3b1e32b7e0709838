import type { Fact, FactKind, StoredFact } from '../domain/facts/fact.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { StoreCode } from './store.ts';

export type FactQuery = {
  readonly kinds: readonly FactKind[];
  /** Empty = all subjects. */
  readonly subjects: readonly string[];
  readonly sources?: readonly string[];
  /** Event times in [fromMs, toMs). */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Only what had arrived by this moment: no look-ahead. Corrections that came later are not seen. */
  readonly asOfMs?: number;
  readonly limit: number;
};

export type AppendReport = {
  /** New facts and corrections, in order, with the numbers they got. */
  readonly stored: readonly StoredFact[];
  /** Seen before with the same body. */
  readonly repeated: number;
};

export type RetentionClass = 'tick' | 'intraday' | 'daily' | 'reference';

/** Canonical facts as the program learned them. Append-only but for retention; a correction is a later row of the same key. */
export interface FactStore {
  append(facts: readonly Fact[]): Outcome<AppendReport, StoreCode>;
  /** Newest first; of each key only the newest version known at `asOfMs`. */
  query(query: FactQuery): readonly StoredFact[];
  /** In order of arrival behind a number, for readers that resume. */
  after(
    seq: number,
    query: { readonly kinds: readonly FactKind[]; readonly subjects: readonly string[]; readonly limit: number },
  ): readonly StoredFact[];
  lastSeq(): number;
  /** Documents fetched once and for all, by name. */
  hasDocument(source: string, name: string): boolean;
  noteDocument(source: string, name: string): Outcome<void, StoreCode>;
  /** Forgets facts of a class that arrived before an instant. Answers how many rows went. */
  prune(retention: RetentionClass, beforeMs: number): Outcome<number, StoreCode>;
  /** Gives freed pages back to the disk, a few at a time. */
  vacuumStep(): Outcome<void, StoreCode>;
  sizes(): readonly { readonly kind: FactKind; readonly rows: number }[];
  sizeBytes(): number;
  close(): void;
}
