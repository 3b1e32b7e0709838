import { parseArgs } from 'node:util';
import { ok } from '../../../engine/domain/outcome.ts';
import { usage, type VerbOutcome } from './verb-result.ts';

export type VerbArguments = {
  readonly file: string | null;
  readonly json: boolean;
  readonly texts: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, number>>;
  /** Options without a value that were given. */
  readonly flags: ReadonlySet<string>;
};

export type VerbOptions = {
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  readonly flags?: readonly string[];
};

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** A finite decimal number, or null: no thousands separators, no trailing words, no empty text. */
export function readNumber(text: string): number | null {
  const trimmed = text.trim();
  if (!plainNumber.test(trimmed)) return null;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : null;
}

function parse(argv: readonly string[], { numbers, texts, flags = [] }: VerbOptions) {
  const valued = [...numbers, ...texts].map((name) => [name, { type: 'string' as const }] as const);
  const plain = [...flags, 'json'].map((name) => [name, { type: 'boolean' as const }] as const);
  const options = Object.fromEntries<{ type: 'string' | 'boolean' }>([...valued, ...plain]);
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    strict: true,
    options,
  });
}

/** At most one file, `--json`, and the named options; an unknown option or an unreadable number is a usage failure. */
export function verbArguments(argv: readonly string[], allowed: VerbOptions): VerbOutcome<VerbArguments> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv, allowed);
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
  if (parsed.positionals.length > 1) return usage(`One file at a time; got ${parsed.positionals.join(', ')}`);
  const numbers: Record<string, number> = {};
  const texts: Record<string, string> = {};
  const values: Readonly<Record<string, unknown>> = parsed.values;
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string') continue;
    if (allowed.texts.includes(name)) {
      texts[name] = value;
      continue;
    }
    const number = readNumber(value);
    if (number === null) return usage(`--${name} must be a number, got "${value}"`);
    numbers[name] = number;
  }
  const flags = new Set((allowed.flags ?? []).filter((name) => values[name] === true));
  return ok({ file: parsed.positionals[0] ?? null, json: values['json'] === true, texts, numbers, flags });
}
