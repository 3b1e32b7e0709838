import type { z } from 'zod';
import type {
  Batch,
  Contract,
  ContractEntries,
  InputOf,
  ItemOf,
  OutputOf,
  ParamsOf,
  RequestDefinition,
  Role,
  StreamDefinition,
} from '../contract/define.ts';
import type { Failure, Outcome } from '../domain/outcome.ts';
import type { Log } from '../ports/log.ts';
import type { Pipe } from './pipe.ts';

/** Who is at the other end, as established by the transport and the token. */
export type Peer = { readonly role: Role; readonly id: string };

/** What the link itself may answer; services add their own codes. */
export type LinkCode =
  | 'link-lost'
  | 'outcome-unknown'
  | 'timeout'
  | 'cancelled'
  | 'invalid-input'
  | 'invalid-output'
  | 'not-allowed'
  | 'unknown-entry'
  | 'contract-mismatch'
  | 'unauthorised'
  | 'internal'
  | 'busy';

export type Call = { readonly peer: Peer; readonly signal: AbortSignal };

export type EverySink<Item> = {
  /** Resume behind this sequence number; null = live only. */
  readonly after: number | null;
  readonly peer: Peer;
  /** Sequence numbers rise strictly; replayed items first, then live ones. */
  emit(seq: number, item: Item): void;
  /**
   * Replay is complete; also said when there was nothing to replay. `head` = newest number known to the source, so that a live-only reader that loses the link before
   * its first item can resume without a hole.
   */
  caughtUp(head?: number): void;
};
export type LatestSink<Item> = { readonly peer: Peer; set(item: Item): void; remove(key: string): void };
export type BatchSink<Item> = {
  readonly peer: Peer;
  snapshot(meta: Item, columns: Readonly<Record<string, Float64Array>>): void;
  append(meta: Item, columns: Readonly<Record<string, Float64Array>>): void;
};
/** `resend` is asked for a fresh snapshot after a slow reader missed frames. */
export type BatchSource = { close(): void; resend(): void };

/** What may be sent: the contract's shape, never changed by the link, so that read-only data fits. */
export type Sendable<T> = T extends readonly (infer Element)[]
  ? readonly Sendable<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: Sendable<T[Key]> }
    : T;

type StreamImplementation<D> =
  D extends StreamDefinition<infer P, infer I, infer How>
    ? How extends 'every'
      ? (params: z.output<P>, sink: EverySink<Sendable<z.input<I>>>) => () => void
      : How extends 'latest'
        ? (params: z.output<P>, sink: LatestSink<Sendable<z.input<I>>>) => () => void
        : (params: z.output<P>, sink: BatchSink<Sendable<z.input<I>>>) => BatchSource
    : never;

/** What a process provides. Requests answer with an Outcome; a thrown error becomes `internal` and is logged. */
export type Implementation<Entries extends ContractEntries> = {
  readonly [Name in keyof Entries]: Entries[Name] extends RequestDefinition<infer I, infer O>
    ? (input: z.output<I>, call: Call) => Outcome<Sendable<z.input<O>>> | Promise<Outcome<Sendable<z.input<O>>>>
    : StreamImplementation<Entries[Name]>;
};

export type WatchState = 'waiting' | 'live' | 'ended';
type Common = { onState?(state: WatchState, failure: Failure | null): void };
export type EveryListener<Item> = Common & {
  onItem(item: Item, seq: number): void;
  onCaughtUp?(): void;
  /** The server restarted its numbering, so that nothing before can be resumed. */
  onReset?(): void;
};
export type LatestListener<Item> = Common & {
  onChange(change: {
    readonly items: readonly Item[];
    readonly gone: readonly string[];
    readonly snapshot: boolean;
    /** A snapshot too large for one frame is whole with the first frame that has no more. */
    readonly more?: true;
  }): void;
};
export type BatchListener<Item> = Common & { onBatch(batch: Batch<Item>): void };

type ListenerOf<D> =
  D extends StreamDefinition<z.ZodType, z.ZodType, infer How>
    ? How extends 'every'
      ? EveryListener<ItemOf<D>>
      : How extends 'latest'
        ? LatestListener<ItemOf<D>>
        : BatchListener<ItemOf<D>>
    : never;

export type Watch = { close(): void };
export type LinkPhase = 'connecting' | 'open' | 'lost' | 'refused' | 'closed';
export type LinkStatus = { readonly phase: LinkPhase; readonly detail: string; readonly attempts: number };

type RequestNames<E extends ContractEntries> = { [K in keyof E]: E[K] extends RequestDefinition ? K : never }[keyof E];
type StreamNames<E extends ContractEntries> = { [K in keyof E]: E[K] extends StreamDefinition ? K : never }[keyof E];

/** The other end as typed functions. Calls never reject; watches survive reconnects. */
export type Client<E extends ContractEntries> = {
  readonly call: {
    readonly [K in RequestNames<E>]: (
      input: InputOf<E[K]>,
      options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
    ) => Promise<Outcome<OutputOf<E[K]>>>;
  };
  readonly watch: {
    readonly [K in StreamNames<E>]: (
      params: ParamsOf<E[K]>,
      listener: ListenerOf<E[K]>,
      options?: { /** `every` only: resume behind. */ readonly after?: number | null },
    ) => Watch;
  };
  status(): LinkStatus;
  onStatus(listener: (status: LinkStatus) => void): () => void;
  /** Acknowledge no more often than this, for hidden windows; 0 = at once. */
  setAckDelay(ms: number): void;
  close(): void;
};

/** Makes one connection; called again, with back-off, whenever the link is lost. */
export type Dial = () => Promise<Outcome<Pipe>>;

export type ConnectOptions = {
  readonly dial: Dial;
  readonly token?: string;
  readonly client?: string;
  readonly timers: LinkTimers;
  /** Told of listeners that throw. */ readonly log?: Log;
};

/** Real-time timers; the engine passes its clock port, a window its own. */
export type LinkTimers = {
  after(delayMs: number, task: () => void): () => void;
  monotonicMs(): number;
};

export type Served = { readonly peers: readonly Peer[]; readonly subscriptions: number; close(): void };
export type ContractOf<C> = C extends Contract<infer E> ? E : never;
