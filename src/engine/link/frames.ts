import type { Failure } from '../domain/outcome.ts';

/** Version of the frame format itself; the contract has its own hash. */
export const frameVersion = 1;

/** Client to server. */
export type HelloFrame = {
  readonly k: 'hello';
  readonly v: number;
  readonly contract: string;
  readonly hash: string;
  readonly token: string;
  readonly client: string;
};
export type RequestFrame = { readonly k: 'req'; readonly id: number; readonly m: string; readonly p: unknown };
export type CancelFrame = { readonly k: 'cancel'; readonly id: number };
/** `after` resumes an `every` stream behind that sequence number; `epoch` says whose numbers they are. */
export type SubscribeFrame = {
  readonly k: 'sub';
  readonly id: number;
  readonly s: string;
  readonly p: unknown;
  readonly after: number | null;
  readonly epoch: string;
};
export type AckFrame = { readonly k: 'ack'; readonly id: number; readonly n: number };
export type UnsubscribeFrame = { readonly k: 'unsub'; readonly id: number };

/** Server to client. `epoch` names this run of the server's sequence numbers. */
export type WelcomeFrame = { readonly k: 'welcome'; readonly v: number; readonly hash: string; readonly epoch: string };
export type RefuseFrame = { readonly k: 'refuse'; readonly e: Failure };
export type ReplyFrame =
  | { readonly k: 'res'; readonly id: number; readonly ok: true; readonly r: unknown }
  | { readonly k: 'res'; readonly id: number; readonly ok: false; readonly e: Failure };
/** `every`: items in order, `seq` holds the number of each. `head` = everything up to this number is known to the reader. */
export type EveryFrame = {
  readonly k: 'every';
  readonly id: number;
  readonly n: number;
  readonly seq: readonly number[];
  readonly items: readonly unknown[];
  readonly caughtUp: boolean;
  readonly head: number | null;
};
/** `latest`: changed items and removed keys since the last frame. */
export type LatestFrame = {
  readonly k: 'latest';
  readonly id: number;
  readonly n: number;
  readonly items: readonly unknown[];
  readonly gone: readonly string[];
  readonly snapshot: boolean;
  /** Did not fit: the rest follows in the next frame. */
  readonly more?: true;
};
/** `batch`: columns travel as Float64Array, binary on byte transports. */
export type BatchFrame = {
  readonly k: 'batch';
  readonly id: number;
  readonly n: number;
  readonly meta: unknown;
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly gap: boolean;
  readonly snapshot: boolean;
};
export type EndFrame = { readonly k: 'end'; readonly id: number; readonly e: Failure | null };

/** Both ways: proves that a silent link is alive. */
export type PingFrame = { readonly k: 'ping'; readonly t: number };
export type PongFrame = { readonly k: 'pong'; readonly t: number };

export type ClientFrame =
  | HelloFrame
  | RequestFrame
  | CancelFrame
  | SubscribeFrame
  | AckFrame
  | UnsubscribeFrame
  | PingFrame
  | PongFrame;
export type ServerFrame =
  | WelcomeFrame
  | RefuseFrame
  | ReplyFrame
  | EveryFrame
  | LatestFrame
  | BatchFrame
  | EndFrame
  | PingFrame
  | PongFrame;
export type Frame = ClientFrame | ServerFrame;
