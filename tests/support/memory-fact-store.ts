import type { Fact, StoredFact } from '../../src/engine/domain/facts/fact.ts';
import { fail, ok } from '../../src/engine/domain/outcome.ts';
import type { FactStore } from '../../src/engine/ports/fact-store.ts';

const keyOf = (fact: Fact): string => JSON.stringify([fact.source, fact.kind, fact.subject, fact.key]);

/** Facts in memory by the rules of the store: the same body again is a repetition, another one a correction. */
export function memoryFactStore(): FactStore & {
  readonly facts: readonly StoredFact[];
  /** How often facts came that were known already. */
  repeated(): number;
  setFull(full: boolean): void;
} {
  const facts: StoredFact[] = [];
  const newest = new Map<string, string>();
  const documents = new Set<string>();
  let repetitions = 0;
  let full = false;
  return {
    facts,
    repeated: () => repetitions,
    setFull: (now) => {
      full = now;
    },
    append: (arrived) => {
      if (full) return fail('disk-full', 'The disk is full');
      const stored: StoredFact[] = [];
      let repeated = 0;
      for (const fact of arrived) {
        const body = JSON.stringify([fact.eventTime, fact.body]);
        if (newest.get(keyOf(fact)) === body) {
          repeated += 1;
          continue;
        }
        newest.set(keyOf(fact), body);
        stored.push({ ...fact, seq: facts.length + stored.length + 1 });
      }
      facts.push(...stored);
      repetitions += repeated;
      return ok({ stored, repeated });
    },
    query: ({ kinds, subjects, sources, limit, asOfMs }) =>
      facts
        .filter((fact) => kinds.includes(fact.kind) && (subjects.length === 0 || subjects.includes(fact.subject)))
        .filter((fact) => sources === undefined || sources.includes(fact.source))
        .filter((fact) => asOfMs === undefined || fact.receivedTime <= asOfMs)
        .toReversed()
        .slice(0, limit),
    after: (seq, { kinds, subjects, limit }) =>
      facts
        .filter((fact) => fact.seq > seq && (kinds.length === 0 || kinds.includes(fact.kind)))
        .filter((fact) => subjects.length === 0 || subjects.includes(fact.subject))
        .slice(0, limit),
    arrived: (fromMs, toMs) => facts.filter((fact) => fact.receivedTime >= fromMs && fact.receivedTime < toMs),
    lastSeq: () => facts.length,
    hasDocument: (source, name) => documents.has(`${source} ${name}`),
    noteDocument: (source, name) => {
      documents.add(`${source} ${name}`);
      return ok(undefined);
    },
    keep: () => ok(undefined),
    countKept: () => ok(undefined),
    prune: () => ok({ forgotten: 0, hasMore: false }),
    firstArrivalMs: () => facts[0]?.receivedTime ?? null,
    vacuumStep: () => ok(undefined),
    sizes: () => [],
    sizeBytes: () => 0,
    close: () => undefined,
  };
}
