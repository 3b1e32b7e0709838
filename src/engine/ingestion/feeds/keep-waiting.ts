import type { Clock } from '../../ports/clock.ts';
import { factsPerTurn } from './fact-sink.ts';
import type { FactSink } from './feed-types.ts';
import type { StreamState } from './stream-state.ts';

/** Moves waiting facts of streams into the store until all are kept, time is up, or the store will not take more. */
export function keepWaiting(
  states: readonly StreamState[],
  parts: { readonly clock: Pick<Clock, 'monotonicMs'>; readonly sink: FactSink; readonly mostMs: number },
): void {
  const { clock, sink, mostMs } = parts;
  const until = clock.monotonicMs() + mostMs;
  for (const state of states) {
    while (state.waiting.size > 0 && clock.monotonicMs() < until) {
      const batch = state.waiting.take(factsPerTurn);
      const kept = sink.take(batch);
      if (!kept.ok) {
        state.waiting.putBack(batch);
        state.failed('store', kept.message);
        break;
      }
      state.facts += kept.fresh;
      state.refusals += kept.refused;
    }
  }
}
