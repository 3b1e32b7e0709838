import type { Contract, ContractEntries } from '../../contract/define.ts';
import { roles } from '../../contract/define.ts';
import { socketPath } from '../../contract/socket-path.ts';
import type { Implementation } from '../../link/api.ts';
import { listenLocal } from '../../link/local-socket.ts';
import { messagePortPipe } from '../../link/message-port-pipe.ts';
import { peerOfToken } from '../../link/peer-of-token.ts';
import { createServer, type LinkServer } from '../../link/serve.ts';
import type { ProcessContext } from './process-context.ts';

export type ServedContract = { readonly server: LinkServer; close(): Promise<void> };

/** A screen shows 60 frames a second; programs look less often and are spared the frames. */
const windowFlushMs = 16;
const engineFlushMs = 50;

/**
 * Serves one contract on the process's local socket and, in Electron, on the ports the host hands over. `epoch` names a
 * lasting run of sequence numbers, for streams that resume from a store.
 */
export async function serveContract<E extends ContractEntries>(
  context: ProcessContext,
  parts: {
    readonly contract: Contract<E>;
    readonly implementation: Implementation<E>;
    readonly epoch?: string;
  },
): Promise<ServedContract> {
  const { init, clock, log } = context;
  const server = createServer(parts.contract, parts.implementation, {
    timers: clock,
    log: log.child('link'),
    flushMs: (peer) => (peer.role === 'window' ? windowFlushMs : engineFlushMs),
    authorise: (token) => peerOfToken(init.tokens, token),
    ...(parts.epoch === undefined ? {} : { epoch: parts.epoch }),
  });
  const listener = await listenLocal({
    path: socketPath(init.runDirectory, parts.contract.name),
    timers: clock,
    onPipe: (pipe) => void server.accept(pipe),
  });
  if (!listener.ok) throw new Error(listener.failure.message);
  context.onPort((port, role, client) => {
    if (roles.includes(role)) server.accept(messagePortPipe(port), { role, id: client });
  });
  return {
    server,
    close: async () => {
      server.close();
      await listener.value.close();
    },
  };
}
