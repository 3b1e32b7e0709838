import { once } from 'node:events';
import type { Server } from 'node:net';

/** Listens on loopback, on the wanted port or, when that is taken, on any free one; answers which. */
export async function listenOn(server: Server, wantedPort: number): Promise<number> {
  try {
    return await attempt(server, wantedPort);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
    if (!taken || wantedPort === 0) throw error;
    return attempt(server, 0);
  }
}

async function attempt(server: Server, port: number): Promise<number> {
  server.listen({ host: '127.0.0.1', port });
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
