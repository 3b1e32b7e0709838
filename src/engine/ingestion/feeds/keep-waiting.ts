import type { Clock } from '../../ports/clock.ts';
import { factsPerTurn } from './fact-sink.ts';
import type { FactSink } from './feed-types.ts';
import type { StreamState } from './stream-state.ts';

/**
 * Moves waiting facts of streams into the store until all are kept, time is up, or the store will not take more. Streams
 * take turns, whoever waited longest first: a tape of the whole market would keep a price of the same vendor waiting for ever.
 */
export function keepWaiting(
  states: readonly StreamState[],
  parts: { readonly clock: Pick<Clock, 'monotonicMs'>; readonly sink: FactSink; readonly mostMs: number },
): void {
  const { clock, sink, mostMs } = parts;
  const until = clock.monotonicMs() + mostMs;
  const refused = new Set<StreamState>();
  while (clock.monotonicMs() < until) {
    let next: StreamState | null = null;
    for (const state of states) {
      if (state.waiting.size === 0 || refused.has(state)) continue;
      if (next === null || state.lastTurnMs < next.lastTurnMs) next = state;
    }
    if (next === null) return;
    next.lastTurnMs = clock.monotonicMs();
    const batch = next.waiting.take(factsPerTurn);
    const kept = sink.take(batch);
    if (kept.ok) {
      next.facts += kept.fresh;
      next.refusals += kept.refused;
    } else {
      next.waiting.putBack(batch);
      next.failed('store', kept.message);
      refused.add(next);
    }
  }
}
