/** What vendors write where a number is missing. */
const absent = new Set(['', '.', '-', '--', 'N/A', 'n/a', 'NA', 'NaN', 'null', 'None', '&nbsp;', '\u00a0']);
const plain = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * A number as vendors write it: a number, digits in a string with or without `$`, `,`, `%`, or parentheses for a loss.
 * Null for what says "missing"; undefined for anything that is neither, so that a caller refuses instead of guessing.
 */
export function readNumber(value: unknown): number | null | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return undefined;
  // Nearly every number is plain digits.
  if (plain.test(value)) return finite(Number(value));
  const text = value.trim();
  if (absent.has(text)) return null;
  const bracketed = /^\((.+)\)$/.exec(text);
  const bare = (bracketed?.[1] ?? text).replaceAll(/[$,%\s]/g, '');
  if (!plain.test(bare)) return undefined;
  return finite(bracketed ? -Number(bare) : Number(bare));
}

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}

/** A number or null; nonsense is null too. For fields a fact can do without. */
export function numberOrNull(value: unknown): number | null {
  return readNumber(value) ?? null;
}

/** A number that a fact cannot do without. */
export function requiredNumber(value: unknown): number | undefined {
  return readNumber(value) ?? undefined;
}

export function positiveOrNull(value: unknown): number | null {
  const number = readNumber(value);
  return number !== null && number !== undefined && number > 0 ? number : null;
}
