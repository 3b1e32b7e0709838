import { z } from 'zod';

/** How a stream behaves when its reader is slower than its source. */
export type Delivery =
  /** Lossless, ordered, numbered, resumable: orders, fills, alerts. */
  | 'every'
  /** Conflated by key at the sender, one frame a flush: quotes, scores, health. */
  | 'latest'
  /** Numeric columns; a slow reader gets a visible gap and a fresh snapshot: tape, bars. */
  | 'batch';

export type RequestDefinition<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly type: 'request';
  readonly input: Input;
  readonly output: Output;
  readonly timeoutMs: number;
  /** A command changes something: a lost link answers `outcome-unknown`, never `failed`. */
  readonly command: boolean;
  /** Roles that may call it; empty = every authenticated peer. */
  readonly roles: readonly Role[];
};

export type StreamDefinition<
  Params extends z.ZodType = z.ZodType,
  Item extends z.ZodType = z.ZodType,
  How extends Delivery = Delivery,
> = {
  readonly type: 'stream';
  readonly params: Params;
  readonly item: Item;
  readonly delivery: How;
  /** Field of the item that identifies it; only for `latest`. */
  readonly key: string;
  /** Column names of a `batch` frame, one Float64Array each. */
  readonly columns: readonly string[];
};

/** Who is at the other end of a link. Set by whoever made the link, never by the message. */
export const roles = ['host', 'window', 'cli', 'ingestion', 'analytics', 'execution', 'desk', 'research'] as const;
export type Role = (typeof roles)[number];

export type ContractEntries = Readonly<Record<string, RequestDefinition | StreamDefinition>>;
export type Contract<Entries extends ContractEntries = ContractEntries> = {
  readonly name: string;
  readonly entries: Entries;
};

export function request<Input extends z.ZodType, Output extends z.ZodType>(spec: {
  readonly input: Input;
  readonly output: Output;
  readonly timeoutMs?: number;
  readonly command?: boolean;
  readonly roles?: readonly Role[];
}): RequestDefinition<Input, Output> {
  return {
    type: 'request',
    input: spec.input,
    output: spec.output,
    timeoutMs: spec.timeoutMs ?? 5_000,
    command: spec.command ?? false,
    roles: spec.roles ?? [],
  };
}

export function everyStream<Params extends z.ZodType, Item extends z.ZodType>(spec: {
  readonly params: Params;
  readonly item: Item;
}): StreamDefinition<Params, Item, 'every'> {
  return { type: 'stream', params: spec.params, item: spec.item, delivery: 'every', key: '', columns: [] };
}

export function latestStream<Params extends z.ZodType, Item extends z.ZodType>(spec: {
  readonly params: Params;
  readonly item: Item;
  readonly key: string;
}): StreamDefinition<Params, Item, 'latest'> {
  return { type: 'stream', params: spec.params, item: spec.item, delivery: 'latest', key: spec.key, columns: [] };
}

/** `item` describes the frame's meta data beside the columns. */
export function batchStream<Params extends z.ZodType, Item extends z.ZodType>(spec: {
  readonly params: Params;
  readonly item: Item;
  readonly columns: readonly string[];
}): StreamDefinition<Params, Item, 'batch'> {
  return { type: 'stream', params: spec.params, item: spec.item, delivery: 'batch', key: '', columns: spec.columns };
}

export function defineContract<const Entries extends ContractEntries>(
  name: string,
  entries: Entries,
): Contract<Entries> {
  return { name, entries };
}

/** No input, no parameters. */
export const nothing = z.strictObject({});

export type InputOf<D> = D extends RequestDefinition<infer I, z.ZodType> ? z.input<I> : never;
export type OutputOf<D> = D extends RequestDefinition<z.ZodType, infer O> ? z.output<O> : never;
export type ParamsOf<D> = D extends StreamDefinition<infer P, z.ZodType> ? z.input<P> : never;
export type ItemOf<D> = D extends StreamDefinition<z.ZodType, infer I> ? z.output<I> : never;

/** Columns of a batch frame with its meta data; `gap` = something was left out before this frame. */
export type Batch<Item> = {
  readonly meta: Item;
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly gap: boolean;
  /** True when the frame replaces everything shown so far. */
  readonly snapshot: boolean;
};
