import type { StreamDefinition } from '../contract/define.ts';
import type { Failure } from '../domain/outcome.ts';
import type { LinkTimers, Watch } from './api.ts';
import { ClientWatch, type AnyListener, type StreamFrame } from './client-watch.ts';
import type { ClientFrame, EndFrame } from './frames.ts';

type Send = (frame: ClientFrame) => void;
type WatchRequest = {
  readonly name: string;
  readonly definition: StreamDefinition;
  readonly params: unknown;
  readonly listener: AnyListener;
  readonly after: number | null;
};

/** The subscriptions of a client: subscribed again on every new link, acknowledged no more often than the ack delay. */
export class ClientWatches {
  readonly #timers: LinkTimers;
  readonly #guard: (task: () => void) => void;
  readonly #watches = new Map<number, ClientWatch>();
  readonly #delayed = new Map<number, { readonly acknowledge: () => void; readonly cancelTimer: () => void }>();
  #link: { readonly send: Send; readonly epoch: string } | null = null;
  #refusal: Failure | null = null;
  #ackDelayMs = 0;
  #nextId = 1;

  constructor(timers: LinkTimers, guard: (task: () => void) => void) {
    this.#timers = timers;
    this.#guard = guard;
  }

  get size(): number {
    return this.#watches.size;
  }

  watch({ name, definition, params, listener, after }: WatchRequest): Watch {
    const id = this.#takeId();
    const watch = new ClientWatch({ name, definition, params, listener, after, guard: this.#guard });
    if (this.#refusal !== null) {
      const failure = this.#refusal;
      queueMicrotask(() => watch.setState('ended', failure));
      return { close: () => undefined };
    }
    this.#watches.set(id, watch);
    if (this.#link !== null) this.#subscribe(id, watch);
    return { close: () => this.#close(watch) };
  }

  setAckDelay(ms: number): void {
    this.#ackDelayMs = Math.max(0, ms);
    if (ms > 0) return;
    for (const { acknowledge } of [...this.#delayed.values()]) acknowledge();
  }

  opened(send: Send, epoch: string): void {
    this.#link = { send, epoch };
    for (const [id, watch] of [...this.#watches]) this.#subscribe(id, watch);
  }

  lost(failure: Failure): void {
    this.#link = null;
    for (const id of [...this.#delayed.keys()]) this.#forgetDelayed(id);
    for (const watch of [...this.#watches.values()]) watch.setState('waiting', failure);
  }

  /** No link will come again. */
  ended(failure: Failure): void {
    this.lost(failure);
    this.#refusal = failure;
    const watches = [...this.#watches.values()];
    this.#watches.clear();
    for (const watch of watches) watch.setState('ended', failure);
  }

  receive(frame: StreamFrame): void {
    const watch = this.#watches.get(frame.id);
    if (watch === undefined) return;
    watch.receive(frame);
    this.#acknowledge(frame.id, frame.n);
  }

  endedBy(frame: EndFrame): void {
    const watch = this.#watches.get(frame.id);
    if (watch === undefined) return;
    this.#forgetDelayed(frame.id);
    this.#watches.delete(frame.id);
    if (!watch.endedBy(frame)) return;
    // A new id, so that frames of the old subscription can never be taken for those of the new one.
    const id = this.#takeId();
    this.#watches.set(id, watch);
    this.#subscribe(id, watch);
  }

  #takeId(): number {
    const id = this.#nextId;
    this.#nextId += 1;
    return id;
  }

  #subscribe(id: number, watch: ClientWatch): void {
    if (this.#link === null) return;
    const { send, epoch } = this.#link;
    const after = watch.resumeIn(epoch);
    try {
      send({ k: 'sub', id, s: watch.name, p: watch.params, after, epoch });
    } catch (error) {
      this.#watches.delete(id);
      watch.setState('ended', {
        code: 'invalid-input',
        message: `'${watch.name}' cannot be asked for: ${String(error)}`,
      });
    }
  }

  #close(watch: ClientWatch): void {
    for (const [id, each] of this.#watches) {
      if (each !== watch) continue;
      this.#watches.delete(id);
      this.#forgetDelayed(id);
      this.#link?.send({ k: 'unsub', id });
    }
  }

  #acknowledge(id: number, n: number): void {
    const acknowledge = (): void => {
      this.#forgetDelayed(id);
      if (this.#watches.has(id)) this.#link?.send({ k: 'ack', id, n });
    };
    if (this.#ackDelayMs === 0) return acknowledge();
    this.#forgetDelayed(id);
    this.#delayed.set(id, { acknowledge, cancelTimer: this.#timers.after(this.#ackDelayMs, acknowledge) });
  }

  #forgetDelayed(id: number): void {
    this.#delayed.get(id)?.cancelTimer();
    this.#delayed.delete(id);
  }
}
