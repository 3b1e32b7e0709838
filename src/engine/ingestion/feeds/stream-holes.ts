import type { Clock } from '../../ports/clock.ts';
import type { StreamGap, StreamState } from './stream-state.ts';

type Parts = {
  readonly clock: Pick<Clock, 'now'>;
  /** Asks for what was missed, where the vendor can say it again. */
  readonly fillGap: (state: StreamState, gap: StreamGap) => void;
};

/** Since when, in world time, each stream of a connection has brought nothing, and why. A hole that ends becomes a gap. */
export class StreamHoles {
  readonly #parts: Parts;
  readonly #open = new Map<StreamState, { readonly fromMs: number; readonly why: string }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** From the last word of each stream; a hole that is open already began earlier. */
  open(states: readonly StreamState[], why: string): void {
    const nowMs = this.#parts.clock.now();
    for (const state of states) {
      if (!this.#open.has(state)) this.#open.set(state, { fromMs: state.lastFrameMs ?? nowMs, why });
    }
  }

  /** From the first attempt to follow streams that did not come to be followed: what they told yesterday is no part of it. */
  openSince(states: readonly StreamState[], why: string): void {
    const nowMs = this.#parts.clock.now();
    for (const state of states) {
      if (!this.#open.has(state)) this.#open.set(state, { fromMs: state.lastAttemptMs ?? nowMs, why });
    }
  }

  end(states: readonly StreamState[]): void {
    const toMs = this.#parts.clock.now();
    for (const state of states) {
      const hole = this.#open.get(state);
      this.#open.delete(state);
      if (hole) this.#parts.fillGap(state, state.gap({ ...hole, toMs }));
    }
  }
}
