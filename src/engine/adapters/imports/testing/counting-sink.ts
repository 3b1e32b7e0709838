import type { DraftFact } from '../../../domain/facts/fact.ts';
import type { ReceivedItem } from '../../../ports/recording.ts';
import type { ImportSink } from '../import-format.ts';

/** Counts what an importer gives, and looks at every number of it. */
export function countingSink() {
  const reasons: Record<string, number> = {};
  const counts = { facts: 0, items: 0, refused: 0, broken: [] as string[], remarks: new Set<string>(), reasons };
  const kept: DraftFact[] = [];
  const recorded: ReceivedItem[] = [];
  const known: number[] = [];
  const sink: ImportSink = {
    fact: (fact, knownMs) => {
      counts.facts += 1;
      if (kept.length < 1_000) {
        kept.push(fact);
        known.push(knownMs);
      }
      if (!sound(fact.eventTime) || !sound(knownMs) || fact.key === '') counts.broken.push(JSON.stringify(fact));
      for (const value of Object.values(fact.body))
        if (typeof value === 'number' && !Number.isFinite(value)) counts.broken.push(JSON.stringify(fact));
    },
    item: (item) => {
      counts.items += 1;
      if (recorded.length < 1_000) recorded.push(item);
      if (!sound(item.receivedTime)) counts.broken.push(item.channel);
    },
    refuse: (reason) => {
      counts.refused += 1;
      reasons[reason] = (reasons[reason] ?? 0) + 1;
    },
    remark: (text) => void counts.remarks.add(text),
  };
  return Object.assign(counts, sink, { kept, known, recorded });
}

/** Between 1960 and 2100, ms. */
function sound(timeMs: number): boolean {
  return timeMs > -315_619_200_000 && timeMs < 4_102_444_800_000;
}
