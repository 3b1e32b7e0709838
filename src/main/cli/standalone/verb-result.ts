import { fail, type Outcome } from '../../../engine/domain/outcome.ts';

/** What a verb answers: data for `--json`, text for people, remarks for standard error. */
export type VerbResult = {
  readonly exitCode: number;
  readonly json: unknown;
  readonly table: string;
  readonly notes: readonly string[];
};

/** 'usage' = the words or the shape of the file are wrong (exit 2); 'failed' = the file cannot be used (exit 1). */
export type VerbFailure = 'usage' | 'failed';
export type VerbOutcome<Value> = Outcome<Value, VerbFailure>;

export function usage(message: string): {
  readonly ok: false;
  readonly failure: { code: VerbFailure; message: string };
} {
  return fail<VerbFailure>('usage', message);
}

export function failed(message: string): {
  readonly ok: false;
  readonly failure: { code: VerbFailure; message: string };
} {
  return fail<VerbFailure>('failed', message);
}

/** A file with its content already unpacked. */
export type TextFile = { readonly name: string; readonly text: string };
