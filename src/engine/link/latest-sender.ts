import type { LatestSink, Peer } from './api.ts';
import { chunkSize } from './chunk-size.ts';
import { StreamLane, type LaneConnection, type StreamSender } from './stream-lane.ts';

type Options = {
  readonly connection: LaneConnection;
  readonly id: number;
  readonly peer: Peer;
  /** Field of the item that identifies it. */
  readonly key: string;
  readonly check: (item: unknown) => void;
  /** Removed keys held for a reader that lags; beyond it the reader starts again with a snapshot. */
  readonly maxGone: number;
};

/** Holds the newest item of each key until the reader can take it: memory is bounded by the number of living keys. */
export class LatestSender implements StreamSender {
  readonly sink: LatestSink<unknown>;
  readonly #options: Options;
  readonly #lane: StreamLane;
  readonly #changed = new Map<string, unknown>();
  readonly #gone = new Set<string>();
  #first = true;
  /** A flush that did not fit into one frame goes on with the next acknowledgement. */
  #unfinished = false;

  constructor(options: Options) {
    this.#options = options;
    this.#lane = new StreamLane(options.connection, options.id, () => this.#flush());
    this.sink = { peer: options.peer, set: (item) => this.#set(item), remove: (key) => this.#remove(key) };
  }

  /** The source has set what it knows: the first frame leaves even when that is nothing. */
  start(): void {
    this.#lane.schedule();
  }

  acknowledge(n: number): boolean {
    const known = this.#lane.acknowledge(n);
    this.wake();
    return known;
  }

  wake(): void {
    if (this.#first || this.#changed.size > 0 || this.#gone.size > 0)
      this.#lane.schedule(this.#unfinished ? 'at-once' : 'interval');
  }

  close(): void {
    this.#lane.close();
    this.#changed.clear();
    this.#gone.clear();
  }

  #set(item: unknown): void {
    if (this.#lane.closed) return;
    this.#options.check(item);
    const key = String((item as Readonly<Record<string, unknown>>)[this.#options.key]);
    this.#changed.set(key, item);
    this.#gone.delete(key);
    this.#lane.schedule();
  }

  #remove(key: string): void {
    if (this.#lane.closed) return;
    this.#changed.delete(key);
    if (!this.#first) this.#gone.add(key);
    if (this.#gone.size > this.#options.maxGone) this.#endForSnapshot();
    else this.#lane.schedule();
  }

  #endForSnapshot(): void {
    const message = `The reader has missed more than ${this.#options.maxGone} removals: subscribe again`;
    this.#lane.end({ code: 'busy', message, facts: { resume: true } });
  }

  #flush(): void {
    const keys = [...this.#changed.keys()];
    let size = Math.min(keys.length, chunkSize(firstOf(this.#changed)));
    while (!this.#send(keys.slice(0, size), size < keys.length)) {
      if (size <= 1) return this.#lane.end({ code: 'internal', message: 'One item is larger than the link can carry' });
      size = Math.floor(size / 2);
    }
    for (const key of keys.slice(0, size)) this.#changed.delete(key);
    this.#gone.clear();
    this.#first = false;
    this.#unfinished = size < keys.length;
  }

  #send(keys: readonly string[], more: boolean): boolean {
    return this.#lane.send({
      k: 'latest',
      items: keys.map((key) => this.#changed.get(key)),
      gone: [...this.#gone],
      snapshot: this.#first,
      ...(more ? { more } : {}),
    });
  }
}

function firstOf(map: ReadonlyMap<string, unknown>): unknown {
  for (const value of map.values()) return value;
  return null;
}
