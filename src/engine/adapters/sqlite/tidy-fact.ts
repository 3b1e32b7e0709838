import type { Fact } from '../../domain/facts/fact.ts';
import { tidyText } from '../../domain/shown-text.ts';
import { packBody, type PackedBody } from './fact-body.ts';

/** What JSON writes as an escape, and what it leaves as it is and no screen should obey: a look at each fact, no walk. */
const suspicious = /\\[bfnrtu]|[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

function tidy(value: unknown): unknown {
  if (typeof value === 'string') return tidyText(value);
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, tidy(inner)]));
}

/**
 * A fact and its packed body as they are kept. Headlines and names come from strangers and end on screens and in
 * terminals: whichever way a fact comes in, no text in the store commands one or is half a character.
 */
export function tidyFact(given: Fact): { readonly fact: Fact; readonly packed: PackedBody } {
  const subject = tidyText(given.subject);
  const key = tidyText(given.key);
  const fact: Fact = subject === given.subject && key === given.key ? given : { ...given, subject, key };
  const packed = packBody(fact.body);
  if (!suspicious.test(packed.values)) return { fact, packed };
  // Of the same shape: only characters of texts are others.
  const tidied = { ...fact, body: tidy(fact.body) } as Fact;
  return { fact: tidied, packed: packBody(tidied.body) };
}
