import type { DraftFact } from '../../domain/facts/fact.ts';

/** The first value inside that no store can keep: not finite, undefined or a function; null when all is sound. */
function unsound(value: unknown, path: string): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (value === undefined || typeof value === 'function') return `${path} is ${typeof value}`;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = unsound(inner, `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

/** The same question without the words: asked of every fact, answered without building a path. */
function isSound(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isSound);
  if (typeof value !== 'object' || value === null) return value !== undefined && typeof value !== 'function';
  for (const name in value) if (!isSound((value as Readonly<Record<string, unknown>>)[name])) return false;
  return true;
}

/** Beyond it no date can be told. */
const mostMs = 8.64e15;

export function isTime(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= mostMs;
}

/** What is wrong with a fact that a translator made, in words; null when nothing is. */
export function factFault(fact: DraftFact): string | null {
  if (!isTime(fact.eventTime)) return `event time is ${fact.eventTime}`;
  if (typeof fact.subject !== 'string' || typeof fact.key !== 'string') return 'subject or key is no text';
  return isSound(fact.body) ? null : unsound(fact.body, 'body');
}
