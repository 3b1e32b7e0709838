/** Expected failures are values: a closed code, a sentence for the trader and the numbers behind it. */
export type Failure<Code extends string = string> = {
  readonly code: Code;
  readonly message: string;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>> | undefined;
};

export type Outcome<Value, Code extends string = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure<Code> };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function fail<Code extends string>(
  code: Code,
  message: string,
  facts?: Failure['facts'],
): { readonly ok: false; readonly failure: Failure<Code> } {
  return { ok: false, failure: facts === undefined ? { code, message } : { code, message, facts } };
}

/** A bug, not an expected failure: stop rather than continue with corrupt data. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant: ${message}`);
}

/** Makes a switch over a union exhaustive at compile time. */
export function unreachable(value: never): never {
  throw new Error(`Invariant: unreachable ${JSON.stringify(value)}`);
}
