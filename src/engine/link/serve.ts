import type { Contract, ContractEntries } from '../contract/define.ts';
import type { Log } from '../ports/log.ts';
import type { Implementation, LinkTimers, Peer, Served } from './api.ts';
import { contractHash } from './contract-hash.ts';
import { defaultLimits, type LinkLimits } from './link-limits.ts';
import type { Pipe } from './pipe.ts';
import { ServerConnection } from './server-connection.ts';
import type { ServerCore } from './server-core.ts';

export type ServerOptions = {
  readonly timers: LinkTimers;
  readonly log: Log;
  /** Who a token belongs to; null = refused. Without it only pipes accepted with a known peer may talk. */
  readonly authorise?: (token: string, client: string) => Peer | null;
  /** Names the run of sequence numbers. Give a lasting one when they come from a journal; otherwise each server is a new run. */
  readonly epoch?: string;
  /** Least time between two `latest` or `batch` frames of one subscription; may differ by who reads. */
  readonly flushMs?: number | ((peer: Peer) => number);
  /** Checks what is sent against the contract: for tests. */
  readonly validateOutputs?: boolean;
  readonly limits?: Partial<LinkLimits>;
  readonly onPeer?: (peer: Peer, change: 'joined' | 'left') => void;
};

export type LinkServer = {
  /** Serves one more pipe. With `peer` the transport vouches for who it is and the token is not asked. */
  accept(pipe: Pipe, peer?: Peer): Served;
  readonly peers: readonly Peer[];
  /** Pipes that are open, greeted or not. */
  readonly connections: number;
  readonly requestsInFlight: number;
  /** Open subscriptions of one stream, or of all. */
  subscriptionCount(name?: string): number;
  close(): void;
};

const defaultFlushMs = 50;

export function createServer<Entries extends ContractEntries>(
  contract: Contract<Entries>,
  implementation: Implementation<Entries>,
  options: ServerOptions,
): LinkServer {
  const core = coreOf(contract, implementation, options);
  const connections = new Set<ServerConnection>();
  const sum = (count: (each: ServerConnection) => number): number =>
    [...connections].reduce((total, each) => total + count(each), 0);
  return {
    accept(pipe, peer) {
      const connection: ServerConnection = new ServerConnection({
        core,
        pipe,
        peer: peer ?? null,
        onJoin: (joined) => options.onPeer?.(joined, 'joined'),
        onClose: (left) => {
          connections.delete(connection);
          if (left !== null) options.onPeer?.(left, 'left');
        },
      });
      connections.add(connection);
      connection.start();
      return servedBy(connection);
    },
    get peers() {
      return [...connections].flatMap((each) => (each.peer === null ? [] : [each.peer]));
    },
    get connections() {
      return connections.size;
    },
    get requestsInFlight() {
      return sum((each) => each.requestsInFlight);
    },
    subscriptionCount: (name) => sum((each) => each.subscriptionCount(name)),
    close() {
      for (const each of connections) each.close({ code: 'closed', reason: 'The server stops' });
    },
  };
}

export type ServeOptions<Entries extends ContractEntries> = ServerOptions & {
  readonly pipe: Pipe;
  readonly contract: Contract<Entries>;
  readonly implementation: Implementation<Entries>;
  readonly peer?: Peer;
};

/** Serves one pipe. */
export function serve<Entries extends ContractEntries>(options: ServeOptions<Entries>): Served {
  const server = createServer(options.contract, options.implementation, options);
  return server.accept(options.pipe, options.peer);
}

function servedBy(connection: ServerConnection): Served {
  return {
    get peers() {
      return connection.peer === null ? [] : [connection.peer];
    },
    get subscriptions() {
      return connection.subscriptionCount();
    },
    close: () => connection.close({ code: 'closed', reason: 'The server stops' }),
  };
}

function coreOf<Entries extends ContractEntries>(
  contract: Contract<Entries>,
  implementation: Implementation<Entries>,
  options: ServerOptions,
): ServerCore {
  return {
    contract,
    hash: contractHash(contract),
    epoch: options.epoch ?? globalThis.crypto.randomUUID(),
    implementation: implementation as unknown as ServerCore['implementation'],
    authorise: options.authorise ?? (() => null),
    timers: options.timers,
    log: options.log,
    limits: { ...defaultLimits, ...options.limits },
    flushMs: paceOf(options.flushMs ?? defaultFlushMs),
    validateOutputs: options.validateOutputs ?? false,
  };
}

function paceOf(flushMs: number | ((peer: Peer) => number)): (peer: Peer) => number {
  return typeof flushMs === 'number' ? () => flushMs : flushMs;
}
