import type { FactKind, StoredFact } from '../../domain/facts/fact.ts';
import type { EverySink } from '../../link/api.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Subscription } from '../../ports/connection.ts';
import type { FactReader } from '../../ports/fact-store.ts';

export type FactSource = {
  readonly store: Pick<FactReader, 'after' | 'lastSeq' | 'query'>;
  onFacts(listener: (facts: readonly StoredFact[]) => void): Subscription;
};

export type FactFilter = { readonly kinds: readonly FactKind[]; readonly subjects: readonly string[] };

/** Facts read at a time while a reader catches up: the market goes on between two pages. */
const pageSize = 500;
const pauseMs = 1;

function wanted({ kinds, subjects }: FactFilter): (fact: StoredFact) => boolean {
  const [kindSet, subjectSet] = [new Set<string>(kinds), new Set(subjects)];
  return (fact) =>
    (kindSet.size === 0 || kindSet.has(fact.kind)) && (subjectSet.size === 0 || subjectSet.has(fact.subject));
}

/** Facts of some kinds and subjects, from behind a number on and then as they come. The last page and the first live fact meet in one turn. */
export function followFacts(parts: {
  readonly source: FactSource;
  readonly filter: FactFilter;
  readonly sink: Pick<EverySink<StoredFact>, 'after' | 'emit' | 'caughtUp'>;
  readonly clock: Pick<Clock, 'after'>;
}): () => void {
  const { source, filter, sink, clock } = parts;
  let subscription: Subscription | null = null;
  let stopped = false;

  function goLive(): void {
    sink.caughtUp(source.store.lastSeq());
    const isWanted = wanted(filter);
    subscription = source.onFacts((facts) => {
      for (const fact of facts) if (isWanted(fact)) sink.emit(fact.seq, fact);
    });
  }

  function replay(after: number): void {
    if (stopped) return;
    const page = source.store.after(after, { ...filter, limit: pageSize });
    for (const fact of page) sink.emit(fact.seq, fact);
    const last = page.at(-1);
    if (page.length < pageSize || !last) goLive();
    else clock.after(pauseMs, () => replay(last.seq));
  }

  if (sink.after === null) goLive();
  else replay(sink.after);
  return () => {
    stopped = true;
    subscription?.close();
  };
}
