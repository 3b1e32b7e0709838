import { chmod, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { fail, ok, type Outcome } from '../domain/outcome.ts';
import type { Dial, LinkTimers } from './api.ts';
import { maxClientFrameBytes, maxServerFrameBytes } from './frame-codec.ts';
import { localSocketPipe } from './local-socket-pipe.ts';
import type { Pipe } from './pipe.ts';

export type LocalListener = { readonly path: string; readonly connections: number; close(): Promise<void> };
export type ListenFault = 'in-use' | 'cannot-listen';
type ListenOptions = { readonly path: string; readonly timers: LinkTimers; readonly onPipe: (pipe: Pipe) => void };

const windowsPipe = /^\\\\[.?]\\pipe\\/;

/**
 * Listens on a unix socket (mode 0600) or a Windows named pipe. A socket file that nobody answers on is left over from
 * a crash and replaced; one that answers is `in-use`.
 */
export async function listenLocal(options: ListenOptions): Promise<Outcome<LocalListener, ListenFault>> {
  const { path } = options;
  if (!windowsPipe.test(path)) {
    if (await answers(path)) return fail('in-use', `Another program listens on ${path}`);
    await unlink(path).catch(() => undefined);
  }
  const pipes = new Set<Pipe>();
  const server = createServer((socket) => {
    const pipe = localSocketPipe(socket, {
      timers: options.timers,
      maxReceiveBytes: maxClientFrameBytes,
      maxSendBytes: maxServerFrameBytes,
    });
    pipes.add(pipe);
    pipe.onClose(() => pipes.delete(pipe));
    options.onPipe(pipe);
  });
  const listening = await listen(server, path);
  if (!listening.ok) return listening;
  if (!windowsPipe.test(path)) await chmod(path, 0o600);
  return ok({
    path,
    get connections() {
      return pipes.size;
    },
    close: () => closeServer(server, pipes),
  });
}

/** Connects to the socket or named pipe at `path`. */
export function dialLocal(path: string): Dial {
  return () =>
    new Promise((resolve) => {
      const socket = connect(path);
      socket.once('error', (error) => resolve(fail('link-lost', error.message)));
      socket.once('connect', () => {
        socket.removeAllListeners('error');
        resolve(
          ok(localSocketPipe(socket, { maxReceiveBytes: maxServerFrameBytes, maxSendBytes: maxClientFrameBytes })),
        );
      });
    });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

function listen(server: Server, path: string): Promise<Outcome<null, ListenFault>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(fail(error.code === 'EADDRINUSE' ? 'in-use' : 'cannot-listen', error.message)),
    );
    server.listen(path, () => resolve(ok(null)));
  });
}

function closeServer(server: Server, pipes: ReadonlySet<Pipe>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const pipe of pipes) pipe.close({ code: 'closed', reason: 'The server stops' });
  });
}
