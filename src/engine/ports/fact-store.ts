import type { Fact, FactKind, StoredFact } from '../domain/facts/fact.ts';
import type { RetentionClass } from '../domain/facts/retention.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { StoreCode } from './store.ts';

export type FactQuery = {
  /** Empty = all kinds. */
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

export type { RetentionClass };

/** What other processes may do with the facts of ingestion. */
export interface FactReader {
  /** Newest first; of each key only the newest version known at `asOfMs`. */
  query(query: FactQuery): readonly StoredFact[];
  /** In order of arrival behind a number, for readers that resume. Empty kinds or subjects = all. */
  after(
    seq: number,
    query: { readonly kinds: readonly FactKind[]; readonly subjects: readonly string[]; readonly limit: number },
  ): readonly StoredFact[];
  /** Every version that arrived in [fromMs, toMs), class by class, each in order of arrival. Reads as it is walked. */
  arrived(fromMs: number, toMs: number): Iterable<StoredFact>;
  lastSeq(): number;
  hasDocument(source: string, name: string): boolean;
  sizes(): readonly { readonly kind: FactKind; readonly rows: number }[];
  close(): void;
}

/** Canonical facts as the program learned them. Append-only but for retention; a correction is a later row of the same key. */
export interface FactStore extends FactReader {
  append(facts: readonly Fact[]): Outcome<AppendReport, StoreCode>;
  /** Documents fetched once and for all, by name. */
  noteDocument(source: string, name: string): Outcome<void, StoreCode>;
  /** Forgets facts of a class that arrived before an instant. At most some thousand rows a call: again until 0. */
  prune(retention: RetentionClass, beforeMs: number): Outcome<number, StoreCode>;
  /** Gives freed pages back to the disk, a few at a time. */
  vacuumStep(): Outcome<void, StoreCode>;
  sizeBytes(): number;
}
