import type { Delivery, StreamDefinition } from '../contract/define.ts';
import type { Failure } from '../domain/outcome.ts';
import type { BatchListener, EveryListener, LatestListener, WatchState } from './api.ts';
import type { BatchFrame, EndFrame, EveryFrame, LatestFrame } from './frames.ts';

export type AnyListener = EveryListener<unknown> | LatestListener<unknown> | BatchListener<unknown>;
export type StreamFrame = EveryFrame | LatestFrame | BatchFrame;

/** One subscription as its reader sees it: it outlives the links that carry it. */
export class ClientWatch {
  readonly name: string;
  readonly params: unknown;
  readonly #delivery: Delivery;
  readonly #listener: AnyListener;
  readonly #guard: (task: () => void) => void;
  #epoch = '';
  #lastSeq: number | null;
  #state: WatchState = 'waiting';

  constructor(options: {
    readonly name: string;
    readonly definition: StreamDefinition;
    readonly params: unknown;
    readonly listener: AnyListener;
    readonly after: number | null;
    /** Runs a listener; what it throws must not end the link. */
    readonly guard: (task: () => void) => void;
  }) {
    this.name = options.name;
    this.params = options.params;
    this.#delivery = options.definition.delivery;
    this.#listener = options.listener;
    this.#lastSeq = options.after;
    this.#guard = options.guard;
  }

  get ended(): boolean {
    return this.#state === 'ended';
  }

  /** Where to resume in the numbering called `epoch`. */
  resumeIn(epoch: string): number | null {
    const renumbered = this.#epoch !== '' && this.#epoch !== epoch;
    this.#epoch = epoch;
    if (this.#delivery !== 'every') return null;
    if (renumbered) {
      // Everything numbered anew is new to a reader of the old numbers, also to one that had asked for live items only.
      this.#lastSeq = 0;
      this.#guard(() => (this.#listener as EveryListener<unknown>).onReset?.());
    }
    return this.#lastSeq;
  }

  receive(frame: StreamFrame): void {
    this.setState('live', null);
    if (frame.k === 'every' && this.#delivery === 'every')
      this.#receiveEvery(frame, this.#listener as EveryListener<unknown>);
    else if (frame.k === 'latest' && this.#delivery === 'latest') {
      const { k: _kind, id: _id, n: _n, ...change } = frame;
      this.#guard(() => (this.#listener as LatestListener<unknown>).onChange(change));
    } else if (frame.k === 'batch' && this.#delivery === 'batch') {
      const { meta, columns, gap, snapshot } = frame;
      this.#guard(() => (this.#listener as BatchListener<unknown>).onBatch({ meta, columns, gap, snapshot }));
    }
  }

  /** True when the reader was only too slow and is to be subscribed again. */
  endedBy(frame: EndFrame): boolean {
    const resumable = frame.e?.code === 'busy' && frame.e.facts?.['resume'] === true;
    this.setState(resumable ? 'waiting' : 'ended', frame.e);
    return resumable;
  }

  setState(state: WatchState, failure: Failure | null): void {
    if (this.#state === state || this.#state === 'ended') return;
    this.#state = state;
    this.#guard(() => this.#listener.onState?.(state, failure));
  }

  #receiveEvery(frame: EveryFrame, listener: EveryListener<unknown>): void {
    frame.seq.forEach((seq, index) => {
      // A frame repeated by a resumed link never reaches the reader twice.
      if (this.#lastSeq !== null && seq <= this.#lastSeq) return;
      this.#lastSeq = seq;
      this.#guard(() => listener.onItem(frame.items[index], seq));
    });
    if (frame.head !== null) this.#lastSeq = Math.max(this.#lastSeq ?? 0, frame.head);
    if (frame.caughtUp) this.#guard(() => listener.onCaughtUp?.());
  }
}
