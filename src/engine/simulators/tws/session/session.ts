import { errorMessage } from '../encode/session.ts';
import type { Message } from '../wire/field-writer.ts';
import type { World } from './world.ts';

export type SubscriptionKind =
  | 'marketData'
  | 'depth'
  | 'tickByTick'
  | 'realTimeBars'
  | 'history'
  | 'account'
  | 'positions'
  | 'positionsMulti'
  | 'accountSummary'
  | 'accountUpdatesMulti'
  | 'pnl'
  | 'pnlSingle'
  | 'scanner';

/** Something a client asked to hear about until it cancels. */
export interface Subscription {
  close(): void;
  /** Sends everything again, as after a reset of the book. */
  restart?(): void;
  readonly label: string;
}

export type SessionLink = {
  readonly send: (message: Message) => void;
  /** Ends the connection after what was sent. */
  readonly end: () => void;
  /** Bytes that the client has not taken yet. */
  readonly bufferedBytes: () => number;
};

/** One client that has started the API: its id, version and subscriptions. */
export class Session {
  readonly world: World;
  readonly version: number;
  readonly clientId: number;
  readonly #link: SessionLink;
  readonly #subscriptions = new Map<SubscriptionKind, Map<number, Subscription>>();
  /** 1 live, 2 frozen, 3 delayed, 4 delayed frozen. */
  marketDataType = 1;
  autoBind = false;
  /** Real time of the last tick-by-tick request of each contract. */
  readonly tickByTickAsked = new Map<number, number>();
  /** Asked for the broker's own notices. */
  bulletins = false;

  constructor(options: { world: World; version: number; clientId: number; link: SessionLink }) {
    this.world = options.world;
    this.version = options.version;
    this.clientId = options.clientId;
    this.#link = options.link;
  }

  send(message: Message): void {
    this.#link.send(message);
  }

  /** Sampled data waits instead of piling up behind a client that does not read. */
  get congested(): boolean {
    return this.#link.bufferedBytes() > 1_048_576;
  }

  error(id: number, code: number, text: string, rejectJson?: string): void {
    const json = rejectJson === undefined ? {} : { rejectJson };
    this.send(errorMessage({ id, code, text, version: this.version, ...json }));
  }

  open(kind: SubscriptionKind, requestId: number, subscription: Subscription): void {
    const known = this.#subscriptions.get(kind) ?? new Map<number, Subscription>();
    known.get(requestId)?.close();
    known.set(requestId, subscription);
    this.#subscriptions.set(kind, known);
  }

  isOpen(kind: SubscriptionKind, requestId: number): boolean {
    return this.#subscriptions.get(kind)?.has(requestId) ?? false;
  }

  count(kind: SubscriptionKind): number {
    return this.#subscriptions.get(kind)?.size ?? 0;
  }

  requestIds(kind: SubscriptionKind): readonly number[] {
    return [...(this.#subscriptions.get(kind)?.keys() ?? [])];
  }

  subscriptions(kind: SubscriptionKind): ReadonlyMap<number, Subscription> {
    return this.#subscriptions.get(kind) ?? new Map<number, Subscription>();
  }

  /** False when there was nothing under this id. */
  cancel(kind: SubscriptionKind, requestId: number): boolean {
    const known = this.#subscriptions.get(kind);
    const subscription = known?.get(requestId);
    if (!known || !subscription) return false;
    known.delete(requestId);
    subscription.close();
    return true;
  }

  end(): void {
    this.#link.end();
  }

  closeSubscriptions(): void {
    for (const known of this.#subscriptions.values()) for (const subscription of known.values()) subscription.close();
    this.#subscriptions.clear();
  }
}
