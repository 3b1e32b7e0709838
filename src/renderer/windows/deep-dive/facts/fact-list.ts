import type { FactKind, StoredFact } from '../../../../engine/domain/facts/fact.ts';

export type Keep<K extends FactKind> = (fact: StoredFact<K>) => boolean;

/** The same through all corrections of a fact. */
export function factId({ kind, source, key }: Pick<StoredFact, 'kind' | 'source' | 'key'>): string {
  return `${kind}|${source}|${key}`;
}

/**
 * Newest first and at most so many. The latest version of a fact stands for it, and a correction that is no longer wanted
 * takes the fact away. The same list comes back when nothing in it has changed.
 */
export function mergeFacts<K extends FactKind>(
  known: readonly StoredFact<K>[],
  arrived: readonly StoredFact<K>[],
  { keep, most }: { readonly keep: Keep<K>; readonly most: number },
): readonly StoredFact<K>[] {
  const byId = new Map(known.map((fact) => [factId(fact), fact]));
  let changed = false;
  for (const fact of arrived) {
    const id = factId(fact);
    const before = byId.get(id);
    if (before ? before.seq >= fact.seq : !keep(fact)) continue;
    changed = true;
    if (keep(fact)) byId.set(id, fact);
    else byId.delete(id);
  }
  if (!changed) return known;
  return [...byId.values()].toSorted((a, b) => b.eventTime - a.eventTime || b.seq - a.seq).slice(0, most);
}
