import { invariant } from '../domain/outcome.ts';
import type { EverySink, Peer } from './api.ts';
import { chunkSize } from './chunk-size.ts';
import { StreamLane, type LaneConnection, type StreamSender } from './stream-lane.ts';

type Options = {
  readonly connection: LaneConnection;
  readonly id: number;
  readonly peer: Peer;
  readonly after: number | null;
  readonly maxQueued: number;
  readonly check: (item: unknown) => void;
  /** Stops the source; the queue is still delivered. */
  readonly stopSource: () => void;
};
type Entry = { readonly seq: number; readonly item: unknown };

/**
 * Lossless and in order. A reader too far behind gets everything up to the bound and then an end that tells where to
 * resume: each attempt makes progress and nothing is dropped in silence.
 */
export class EverySender implements StreamSender {
  readonly sink: EverySink<unknown>;
  readonly #options: Options;
  readonly #lane: StreamLane;
  #queue: Entry[] = [];
  #lastSeq: number;
  #overflow = false;
  /** Items still in front of the caught-up mark; null = no mark pending. */
  #beforeMark: number | null = null;
  #head: number | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.#lastSeq = options.after ?? -1;
    this.#lane = new StreamLane(options.connection, options.id, () => this.#flush());
    this.sink = {
      after: options.after,
      peer: options.peer,
      emit: (seq, item) => this.#emit(seq, item),
      caughtUp: (head) => this.#caughtUp(head),
    };
  }

  acknowledge(n: number): boolean {
    const known = this.#lane.acknowledge(n);
    this.wake();
    return known;
  }

  wake(): void {
    if (this.#queue.length > 0 || this.#beforeMark !== null || this.#overflow) this.#lane.schedule('at-once');
  }

  close(): void {
    this.#lane.close();
    this.#queue = [];
  }

  #emit(seq: number, item: unknown): void {
    if (this.#lane.closed || this.#overflow) return;
    invariant(
      Number.isSafeInteger(seq) && seq > this.#lastSeq,
      `sequence numbers rise strictly: ${seq} after ${this.#lastSeq}`,
    );
    this.#options.check(item);
    if (this.#queue.length >= this.#options.maxQueued) {
      this.#overflow = true;
      this.#options.stopSource();
      return;
    }
    this.#lastSeq = seq;
    this.#queue.push({ seq, item });
    this.#lane.schedule('at-once');
  }

  #caughtUp(head: number | undefined): void {
    if (this.#lane.closed || this.#overflow) return;
    this.#beforeMark = this.#queue.length;
    this.#head = head ?? null;
    this.#lane.schedule('at-once');
  }

  #flush(): void {
    if (this.#queue.length === 0 && this.#beforeMark === null) {
      if (this.#overflow) this.#endForResume();
      return;
    }
    const mark = this.#beforeMark ?? Number.POSITIVE_INFINITY;
    let size = Math.min(this.#queue.length, mark, chunkSize(this.#queue[0]?.item));
    while (!this.#send(size, size === mark)) {
      if (size <= 1) return this.#lane.end({ code: 'internal', message: 'One item is larger than the link can carry' });
      size = Math.floor(size / 2);
    }
    this.#queue.splice(0, size);
    this.#beforeMark = this.#beforeMark === null || size === mark ? null : this.#beforeMark - size;
  }

  #send(size: number, caughtUp: boolean): boolean {
    const entries = this.#queue.slice(0, size);
    return this.#lane.send({
      k: 'every',
      seq: entries.map((entry) => entry.seq),
      items: entries.map((entry) => entry.item),
      caughtUp,
      head: caughtUp ? this.#head : null,
    });
  }

  #endForResume(): void {
    this.#lane.end({
      code: 'busy',
      message: `The reader is more than ${this.#options.maxQueued} items behind: resume after ${this.#lastSeq}`,
      facts: { resume: true, resumeAfter: this.#lastSeq },
    });
  }
}
