import type { Failure } from '../domain/outcome.ts';
import type { BatchFrame, EveryFrame, LatestFrame } from './frames.ts';
import { FrameTooLarge } from './pipe.ts';

type StreamFrame = EveryFrame | LatestFrame | BatchFrame;
/** A stream frame without what the lane adds. */
export type StreamBody = StreamFrame extends infer F ? (F extends StreamFrame ? Omit<F, 'id' | 'n'> : never) : never;

export type LaneConnection = {
  readonly timers: { after(delayMs: number, task: () => void): () => void; monotonicMs(): number };
  readonly flushMs: number;
  /** The transport asked for a pause. */
  readonly paused: () => boolean;
  send(frame: StreamFrame): void;
  end(id: number, failure: Failure | null): void;
  /** A frame could not be sent at all, such as one with a function inside. */
  bug(id: number, error: unknown): void;
};

/**
 * Flow control of one subscription: one unacknowledged frame at a time, at most one frame a flush interval.
 * The first frame after a quiet time leaves at the end of the current turn.
 */
export class StreamLane {
  readonly #connection: LaneConnection;
  readonly #id: number;
  readonly #flush: () => void;
  #sent = 0;
  #acknowledged = 0;
  #lastFlushMs = Number.NEGATIVE_INFINITY;
  #scheduled = false;
  #cancelTimer: (() => void) | null = null;
  #closed = false;

  constructor(connection: LaneConnection, id: number, flush: () => void) {
    this.#connection = connection;
    this.#id = id;
    this.#flush = flush;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get ready(): boolean {
    return !this.#closed && this.#sent === this.#acknowledged && !this.#connection.paused();
  }

  /** False when nothing with that number was ever sent. */
  acknowledge(n: number): boolean {
    if (n > this.#sent) return false;
    this.#acknowledged = Math.max(this.#acknowledged, n);
    return true;
  }

  /** Calls `flush` soon: after the current turn, or when the flush interval since the last frame is over. */
  schedule(pace: 'interval' | 'at-once' = 'interval'): void {
    if (this.#scheduled || !this.ready) return;
    this.#scheduled = true;
    const waitMs = this.#lastFlushMs + this.#connection.flushMs - this.#connection.timers.monotonicMs();
    if (pace === 'at-once' || waitMs <= 0) queueMicrotask(() => this.#run());
    else this.#cancelTimer = this.#connection.timers.after(waitMs, () => this.#run());
  }

  /** False when the frame is over the transport's limit. */
  send(body: StreamBody): boolean {
    try {
      this.#connection.send({ ...body, id: this.#id, n: this.#sent + 1 });
    } catch (error) {
      if (error instanceof FrameTooLarge) return false;
      throw error;
    }
    this.#sent += 1;
    this.#lastFlushMs = this.#connection.timers.monotonicMs();
    return true;
  }

  end(failure: Failure | null): void {
    if (!this.#closed) this.#connection.end(this.#id, failure);
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
  }

  #run(): void {
    this.#scheduled = false;
    this.#cancelTimer = null;
    if (!this.ready) return;
    try {
      this.#flush();
    } catch (error) {
      this.#connection.bug(this.#id, error);
    }
  }
}

/** What a connection holds per subscription. */
export interface StreamSender {
  /** False when nothing with that number was ever sent. */
  acknowledge(n: number): boolean;
  /** The transport may be written to again. */
  wake(): void;
  close(): void;
}
