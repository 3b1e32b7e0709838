import type { Failure } from '../domain/outcome.ts';

export type ConnectionPhase = 'disconnected' | 'connecting' | 'ready' | 'degraded' | 'stopped';

/** State of one vendor connection. `degraded` = the socket lives but the vendor says its own link is down. */
export type Connection = {
  readonly phase: ConnectionPhase;
  /** Fact for the trader, for example `TWS disconnected 09:31:07 ET`. */
  readonly detail: string;
  readonly failure: Failure | null;
  /** World time of the last change. */
  readonly since: number;
  readonly attempts: number;
  /** Messages of the vendor about its farms and competing sessions, newest last, bounded. */
  readonly notices: readonly { readonly code: number; readonly message: string; readonly time: number }[];
};

export interface Subscription {
  /** Idempotent. */
  close(): void;
}
