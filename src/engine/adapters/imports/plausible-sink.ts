import type { ImportSink } from './import-format.ts';

const earliestMs = Date.UTC(1960, 0);
const latestMs = Date.UTC(2100, 0);

/** A file misread gives times that no market had: such rows are refused wherever they come from. */
export function plausibleSink(sink: ImportSink): ImportSink {
  const plausible = (timeMs: number): boolean => timeMs >= earliestMs && timeMs < latestMs;
  return {
    ...sink,
    fact: (fact, knownMs) => {
      if (plausible(fact.eventTime) && plausible(knownMs)) sink.fact(fact, knownMs);
      else sink.refuse('a time outside 1960 to 2100');
    },
    item: (item) => {
      if (plausible(item.receivedTime)) sink.item(item);
      else sink.refuse('a time outside 1960 to 2100');
    },
  };
}
