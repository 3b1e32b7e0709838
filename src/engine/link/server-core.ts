import type { Contract, RequestDefinition, StreamDefinition } from '../contract/define.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Log } from '../ports/log.ts';
import type { BatchSource, Call, LinkTimers, Peer } from './api.ts';
import type { LinkLimits } from './link-limits.ts';

/** The implementation without its types: the contract's schemas stand at the door instead. */
export type AnyRequest = (input: unknown, call: Call) => Outcome<unknown> | Promise<Outcome<unknown>>;
export type AnySource = (() => void) | BatchSource;
export type AnyStream = (params: unknown, sink: unknown) => AnySource;

/** What all connections of one server share. */
export type ServerCore = {
  readonly contract: Contract;
  readonly hash: string;
  /** Names this run of sequence numbers. */
  readonly epoch: string;
  readonly implementation: Readonly<Record<string, AnyRequest | AnyStream>>;
  readonly authorise: (token: string, client: string) => Peer | null;
  readonly timers: LinkTimers;
  readonly log: Log;
  readonly limits: LinkLimits;
  readonly flushMs: (peer: Peer) => number;
  /** Checks what is sent against the contract too: for tests. */
  readonly validateOutputs: boolean;
};

export function requestOf(contract: Contract, name: string): RequestDefinition | null {
  const entry = entryOf(contract, name);
  return entry?.type === 'request' ? entry : null;
}

export function streamOf(contract: Contract, name: string): StreamDefinition | null {
  const entry = entryOf(contract, name);
  return entry?.type === 'stream' ? entry : null;
}

function entryOf(contract: Contract, name: string): RequestDefinition | StreamDefinition | null {
  return Object.hasOwn(contract.entries, name) ? (contract.entries[name] ?? null) : null;
}
