import type { FactBodies, FactKind } from './fact.ts';

/**
 * Fields that a kind of fact did not always have, and what a body means that was kept without one. A field that may be
 * null by itself means null there: an archive has no other word for what is absent.
 */
const laterFields: { readonly [Kind in FactKind]?: Partial<FactBodies[Kind]> } = {
  trade: { cancelled: false },
  'institution-holding': { amendment: null },
};

/** What bodies of a kind may lack that were kept long ago. */
export function laterFieldsOf(kind: FactKind): readonly string[] {
  return Object.keys(laterFields[kind] ?? {});
}

/** A body as its kind is now, whenever it was kept. */
export function completeBody(
  kind: FactKind,
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const later = laterFields[kind];
  if (later === undefined) return body;
  const absent = Object.entries(later).filter(([field]) => (body[field] ?? null) === null);
  return absent.length === 0 ? body : { ...body, ...Object.fromEntries(absent) };
}
