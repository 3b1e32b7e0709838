import type { DraftFact } from '../../domain/facts/fact.ts';
import type { ReceivedItem } from '../../ports/recording.ts';

/** A file to take in, unpacked; a zip has several parts, any other file is one. */
export type ImportFile = {
  /** Without folder and without `.gz` or `.zst`. */
  readonly name: string;
  readonly parts: readonly ImportPart[];
};

export type ImportPart = { readonly name: string; bytes(): Buffer };

export type ImportHints = {
  /** Replaces what the file or its name says. */
  readonly symbol: string | null;
};

export type ImportSink = {
  /** `knownMs`: when somebody watching would have known it, so that questions about the past do not look ahead. */
  fact(fact: DraftFact, knownMs: number): void;
  /** What is a frame of a vendor's stream rather than a fact: kept as a recording. */
  item(item: ReceivedItem): void;
  refuse(reason: string): void;
  /** An assumption the file left open, for the person who reads the report. */
  remark(text: string): void;
};

export type ImportFormat = {
  readonly id: string;
  readonly title: string;
  /** By content, not by name alone. */
  recognises(file: ImportFile): boolean;
  read(file: ImportFile, sink: ImportSink, hints: ImportHints): void;
};

const headBytes = 8_192;

/** The first characters of a file's first part. */
export function headOf(file: ImportFile): string {
  return (file.parts[0]?.bytes().toString('utf8', 0, headBytes) ?? '').replace(/^\ufeff/, '');
}

export function textOfPart(part: ImportPart): string {
  return part
    .bytes()
    .toString('utf8')
    .replace(/^\ufeff/, '');
}

/** `spy_1min_2020.csv` is about SPY, as far as a name can say. */
export function symbolOfName(name: string): string {
  return (/^[A-Za-z0-9.]+/.exec(name)?.[0] ?? '').replace(/\.[a-z]+$/, '').toUpperCase();
}
