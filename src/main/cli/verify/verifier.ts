/** A file of reference values: what `quorum verify` reads. Numbers may also be `null`, "Infinity" and "-Infinity". */
export type VectorFile = {
  readonly header: { readonly id: string } & Readonly<Record<string, unknown>>;
} & Readonly<Record<string, unknown>>;

/** One of our values against one reference value. Null = no value: it is matched only by no value. */
export type Comparison = {
  /** What is compared, as the table names it: `gamma`, `zero gamma`, `RSI 14`. */
  readonly quantity: string;
  readonly actual: number | null | undefined;
  readonly expected: number | null;
  /** Absolute error allowed for this very value, relative parts already included; 0 for what must be exact. */
  readonly tolerance: number;
  /** Where in the file, to find it again: `cases[3]`. */
  readonly where: string;
};

/** For what is not a number: a status, a strike label, a sorted list written as one word. */
export type WordComparison = {
  readonly quantity: string;
  readonly actual: string | null;
  readonly expected: string | null;
  readonly where: string;
};

export interface Comparisons {
  number(comparison: Comparison): void;
  word(comparison: WordComparison): void;
}

/** Runs our functions over one file's inputs and compares every output. Throws `MalformedVectors` when the file is not of its kind. */
export type Verifier = (file: VectorFile, compare: Comparisons) => void;

/** The file lacks a field, or a field is of another type than its kind asks for. */
export class MalformedVectors extends Error {}
