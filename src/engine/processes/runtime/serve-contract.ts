import type { Contract, ContractEntries, Role } from '../../contract/define.ts';
import { roles } from '../../contract/define.ts';
import { socketPath } from '../../contract/socket-path.ts';
import type { Implementation, Peer } from '../../link/api.ts';
import { listenLocal } from '../../link/local-socket-pipe.ts';
import { messagePortPipe } from '../../link/message-port-pipe.ts';
import { createServer, type LinkServer } from '../../link/serve.ts';
import { peerOfToken } from '../../link/peer-of-token.ts';
import type { ProcessContext } from './engine-process.ts';

export type ServedContract = { readonly server: LinkServer; close(): Promise<void> };

/** Serves one contract on the process's local socket and, in Electron, on the ports the host hands over. */
export async function serveContract<E extends ContractEntries>(
  context: ProcessContext, contract: Contract<E>, implementation: Implementation<E>,
): Promise<ServedContract> {
  const { init, clock, log } = context;
  const server = createServer(contract, implementation, { timers: clock, log: log.child('link') });
  const authorise = (token: string): Peer | null => peerOfToken(init.tokens, token);
  const listener = await listenLocal({
    path: socketPath(init.runDirectory, contract.name),
    onPipe: (pipe) => server.accept(pipe, { authorise }),
  });
  context.onPort((port, role: Role, client) => {
    if (roles.includes(role)) server.accept(messagePortPipe(port), { peer: { role, id: client } });
  });
  return {
    server,
    close: async () => {
      server.close();
      await listener.close();
    },
  };
}
