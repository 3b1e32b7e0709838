import type { ImportSink } from '../../adapters/imports/import-format.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { retentionOf, type RetentionClass } from '../../domain/facts/retention.ts';
import type { FactStore, KeptSpan } from '../../ports/fact-store.ts';
import type { Recorder } from '../../ports/recording.ts';

export type ImportCounts = {
  readonly rows: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly items: number;
  readonly stored: number;
  readonly repeated: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly remarks: readonly string[];
};

const factsAtOnce = 2_000;
const dayMs = 86_400_000;

/** Puts what an importer gives into a store and a recording; without them it only counts. */
export function importKeeper(parts: {
  readonly store: Pick<FactStore, 'append' | 'keep'> | null;
  readonly recorder: (() => Recorder) | null;
  readonly source: string;
  readonly endpoint: string;
}): { readonly sink: ImportSink; finish(): Promise<ImportCounts> } {
  const { store, source, endpoint } = parts;
  const counts = { rows: 0, items: 0, stored: 0, repeated: 0 };
  const kinds: Record<string, number> = {};
  const refused: Record<string, number> = {};
  const remarks = new Set<string>();
  let waiting: Fact[] = [];
  let recorder: Recorder | null = null;

  const flush = (): void => {
    const kept = store?.keep(spansOf(waiting, source));
    if (kept && !kept.ok) throw new Error(kept.failure.message);
    const put = store?.append(waiting);
    if (put && !put.ok) throw new Error(put.failure.message);
    counts.stored += put?.value.stored.length ?? 0;
    counts.repeated += put?.value.repeated ?? 0;
    waiting = [];
  };
  return {
    sink: {
      fact: (fact, knownMs) => {
        counts.rows += 1;
        kinds[fact.kind] = (kinds[fact.kind] ?? 0) + 1;
        if (store === null) return;
        waiting.push({ ...fact, source, endpoint, receivedTime: knownMs });
        if (waiting.length >= factsAtOnce) flush();
      },
      item: (item) => {
        counts.rows += 1;
        counts.items += 1;
        recorder ??= parts.recorder?.() ?? null;
        recorder?.record(item);
      },
      refuse: (reason) => {
        counts.rows += 1;
        refused[reason] = (refused[reason] ?? 0) + 1;
      },
      remark: (text) => void remarks.add(text),
    },
    finish: async () => {
      flush();
      await recorder?.close();
      return { ...counts, kinds, refused, remarks: [...remarks] };
    },
  };
}

/** Whole days by class: files of one day, whatever they hold, share a span. */
function spansOf(facts: readonly Fact[], source: string): readonly KeptSpan[] {
  const spans = new Map<RetentionClass, KeptSpan>();
  for (const { kind, receivedTime } of facts) {
    const retention = retentionOf[kind];
    const fromMs = Math.floor(receivedTime / dayMs) * dayMs;
    const known = spans.get(retention) ?? { retention, source, fromMs, toMs: fromMs + dayMs };
    spans.set(retention, {
      ...known,
      fromMs: Math.min(known.fromMs, fromMs),
      toMs: Math.max(known.toMs, fromMs + dayMs),
    });
  }
  return [...spans.values()];
}
