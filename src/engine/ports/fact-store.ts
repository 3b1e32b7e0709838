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

/** Facts of a class that arrived in [fromMs, toMs), of one source or (null) of all, which are kept as if they arrived now. */
export type KeptSpan = {
  readonly retention: RetentionClass;
  readonly source: string | null;
  readonly fromMs: number;
  readonly toMs: number;
};

/** A step of forgetting; it may forget nothing and yet have more to look at. */
export type Pruned = { readonly forgotten: number; readonly hasMore: boolean };

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
  /** Arrival of the oldest fact that came by itself; what was read from files carries times of the past. Reads past those. */
  firstArrivalMs(): number | null;
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
  /**
   * For what is put in by hand with an arrival in the past, told before it is put in: retention counts from the later of its
   * arrival and the next `countKept`.
   */
  keep(spans: readonly KeptSpan[]): Outcome<void, StoreCode>;
  /** From here on the days of spans count that were kept since the last time. */
  countKept(nowMs: number): Outcome<void, StoreCode>;
  /** Forgets facts of a class that arrived, or were put in, before an instant. At most some thousand rows a call: again while there is more. */
  prune(retention: RetentionClass, beforeMs: number): Outcome<Pruned, StoreCode>;
  /** Gives freed pages back to the disk, a few at a time. */
  vacuumStep(): Outcome<void, StoreCode>;
  sizeBytes(): number;
}
