import type { StreamDefinition } from '../contract/define.ts';
import type { Failure } from '../domain/outcome.ts';
import type { BatchSource, Peer } from './api.ts';
import { BatchSender } from './batch-sender.ts';
import { EverySender } from './every-sender.ts';
import type { AckFrame, SubscribeFrame } from './frames.ts';
import { inputFailure } from './input-failure.ts';
import { LatestSender } from './latest-sender.ts';
import { streamOf, type AnySource, type AnyStream, type ServerCore } from './server-core.ts';
import type { LaneConnection, StreamSender } from './stream-lane.ts';

type Connection = LaneConnection & { readonly peer: Peer; refused(): void; hostile(reason: string): void };
type Subscription = {
  readonly name: string;
  readonly sender: StreamSender;
  source: AnySource | null;
  stopped: boolean;
};

/** The subscriptions of one connection. */
export class ServerStreams {
  readonly #core: ServerCore;
  readonly #connection: Connection;
  readonly #open = new Map<number, Subscription>();

  constructor(core: ServerCore, connection: Connection) {
    this.#core = core;
    this.#connection = connection;
  }

  count(name?: string): number {
    if (name === undefined) return this.#open.size;
    let count = 0;
    for (const subscription of this.#open.values()) count += subscription.name === name ? 1 : 0;
    return count;
  }

  subscribe(frame: SubscribeFrame): void {
    if (this.#open.has(frame.id)) return this.#connection.hostile('A subscription id was used twice');
    const definition = streamOf(this.#core.contract, frame.s);
    if (definition === null)
      return this.#refuse(frame.id, { code: 'unknown-entry', message: `No stream '${frame.s}'` });
    if (this.#open.size >= this.#core.limits.maxSubscriptions) {
      return this.#refuse(frame.id, {
        code: 'busy',
        message: `More than ${this.#core.limits.maxSubscriptions} subscriptions at once`,
      });
    }
    const params = definition.params.safeParse(frame.p);
    if (!params.success) return this.#refuse(frame.id, inputFailure(params.error));
    this.#start(frame, definition, params.data);
  }

  acknowledge(frame: AckFrame): void {
    // Unknown ids are late acknowledgements of subscriptions that have just ended.
    const subscription = this.#open.get(frame.id);
    if (subscription !== undefined && !subscription.sender.acknowledge(frame.n)) {
      this.#connection.hostile('A frame was acknowledged that was never sent');
    }
  }

  unsubscribe(id: number): void {
    const subscription = this.#open.get(id);
    if (subscription === undefined) return;
    this.#open.delete(id);
    subscription.sender.close();
    this.#stop(subscription);
  }

  wake(): void {
    for (const { sender } of this.#open.values()) sender.wake();
  }

  close(): void {
    for (const id of this.#open.keys()) this.unsubscribe(id);
  }

  #start(frame: SubscribeFrame, definition: StreamDefinition, params: unknown): void {
    const sender = this.#senderOf(frame, definition);
    const subscription: Subscription = { name: frame.s, sender, source: null, stopped: false };
    this.#open.set(frame.id, subscription);
    try {
      const source = (this.#core.implementation[frame.s] as AnyStream)(params, sender.sink);
      subscription.source = source;
      if (sender instanceof LatestSender) sender.start();
      if (sender instanceof BatchSender) sender.start(source as BatchSource);
      // Ended by its own source while it was being made.
      if (subscription.stopped || !this.#open.has(frame.id)) closeSource(source);
    } catch (error) {
      this.#core.log.error(`'${frame.s}' threw`, {
        error: String(error),
        stack: error instanceof Error ? error.stack : undefined,
      });
      this.#connection.end(frame.id, { code: 'internal', message: `'${frame.s}' failed inside the program` });
    }
  }

  #senderOf(frame: SubscribeFrame, definition: StreamDefinition): EverySender | LatestSender | BatchSender {
    const { limits } = this.#core;
    const check = this.#checkOf(frame.s, definition);
    const common = { connection: this.#connection, id: frame.id, peer: this.#connection.peer, check };
    if (definition.delivery === 'latest') {
      return new LatestSender({ ...common, key: definition.key, maxGone: limits.maxQueuedItems });
    }
    if (definition.delivery === 'batch') {
      return new BatchSender({
        ...common,
        columns: definition.columns,
        maxRows: limits.maxQueuedRows,
        maxFrames: limits.maxQueuedFrames,
      });
    }
    // Numbers of another epoch mean nothing here: everything of this one is new to the reader.
    const foreign = frame.after !== null && frame.epoch !== '' && frame.epoch !== this.#core.epoch;
    return new EverySender({
      ...common,
      after: foreign ? 0 : frame.after,
      maxQueued: limits.maxQueuedItems,
      stopSource: () => {
        const subscription = this.#open.get(frame.id);
        if (subscription !== undefined) this.#stop(subscription);
      },
    });
  }

  #checkOf(name: string, definition: StreamDefinition): (item: unknown) => void {
    if (!this.#core.validateOutputs) return () => undefined;
    return (item) => {
      const result = definition.item.safeParse(item);
      if (!result.success) throw new Error(`Invariant: '${name}' sent ${inputFailure(result.error).message}`);
    };
  }

  #stop(subscription: Subscription): void {
    if (subscription.stopped) return;
    subscription.stopped = true;
    try {
      if (subscription.source !== null) closeSource(subscription.source);
    } catch (error) {
      this.#core.log.error(`'${subscription.name}' threw while closing`, { error: String(error) });
    }
  }

  #refuse(id: number, failure: Failure): void {
    this.#connection.end(id, failure);
    this.#connection.refused();
  }
}

function closeSource(source: AnySource): void {
  if (typeof source === 'function') source();
  else source.close();
}
