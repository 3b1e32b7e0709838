import type { CancelTimer } from '../../ports/clock.ts';
import type { EffectiveFeed } from './effective-feed.ts';
import { StreamConnection, type StreamConnectionParts } from './stream-connection.ts';
import { StreamState } from './stream-state.ts';

type Parts = Omit<StreamConnectionParts, 'name' | 'onWaiting'>;

/** Of the time between two flushes, the part that one may take. */
const flushShare = 0.6;
/** What waits when the program ends is kept, within the time a process has to end. */
const lastFlushMs = 1_500;

/** All streams of one vendor on as few sockets as it wants. */
export class VendorStreams {
  readonly #parts: Parts;
  readonly #states = new Map<string, StreamState>();
  readonly #connections = new Map<string, StreamConnection>();
  #closed = false;
  #stopFlush: CancelTimer | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  states(): readonly StreamState[] {
    return [...this.#states.values()];
  }

  connectionOf(state: StreamState): StreamConnection | undefined {
    return this.#connections.get(state.stream.connection);
  }

  apply(feed: EffectiveFeed): void {
    for (const effective of feed.streams) {
      const known = this.#states.get(effective.stream.id);
      if (known) known.apply(effective);
      else this.#states.set(effective.stream.id, new StreamState(effective));
    }
    const groups = Map.groupBy(this.#states.values(), (state) => state.stream.connection);
    for (const [name, states] of groups) {
      const connection =
        this.#connections.get(name) ??
        new StreamConnection({ ...this.#parts, name, onWaiting: () => this.#flushSoon() });
      this.#connections.set(name, connection);
      connection.apply(states);
    }
  }

  look(): void {
    for (const connection of this.#connections.values()) connection.look();
  }

  #flushSoon(): void {
    const { clock, timings } = this.#parts.context;
    if (!this.#closed) this.#stopFlush ??= clock.after(timings.flushMs, () => this.flush());
  }

  flush(): void {
    this.#stopFlush?.();
    this.#stopFlush = null;
    const { timings } = this.#parts.context;
    for (const connection of this.#connections.values()) connection.flush(timings.flushMs * flushShare);
  }

  reset(): void {
    for (const connection of this.#connections.values()) connection.reset();
  }

  close(): void {
    this.#closed = true;
    this.#stopFlush?.();
    for (const connection of this.#connections.values()) connection.flush(lastFlushMs);
    for (const connection of this.#connections.values()) connection.close();
  }
}
