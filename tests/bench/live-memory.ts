import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Where a Node process listens once it was told to by the signal; it cannot be told another place. */
const firstPort = 9_229;
const listensWithinMs = 10_000;
const answersWithinMs = 30_000;
const lookMs = 50;

const memory = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';

/**
 * Heap and buffers of a process's first thread that live after a collection, MB; null where its inspector cannot be
 * reached. The collection is asked for from outside, so that nothing of the program has to know of it.
 */
export function liveMemory(): (pid: number) => Promise<number | null> {
  const ports = new Map<number, number>();
  return async (pid) => {
    try {
      const known = ports.get(pid);
      if (known !== undefined) return await collected(await untilListening(known), null);
      if ((await listening(firstPort)) !== null) return null;
      process.kill(pid, 'SIGUSR1');
      const url = await untilListening(firstPort);
      // The first place is the next process's, and an inspector that was closed is not opened again by the signal.
      const port = await freePort();
      const found = await collected(url, port);
      ports.set(pid, port);
      return found;
    } catch {
      return null;
    }
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

async function untilListening(port: number): Promise<string | null> {
  const deadline = performance.now() + listensWithinMs;
  let url = await listening(port);
  while (url === null && performance.now() < deadline) {
    await wait(lookMs);
    url = await listening(port);
  }
  return url;
}

async function listening(port: number): Promise<string | null> {
  try {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly {
      readonly webSocketDebuggerUrl: string;
    }[];
    return targets[0]?.webSocketDebuggerUrl ?? null;
  } catch {
    return null;
  }
}

/** Moves the inspector to another port afterwards, if one is given. */
async function collected(url: string | null, movesTo: number | null): Promise<number | null> {
  if (url === null) return null;
  const socket = new WebSocket(url);
  const answers = new Map<number, (result: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { readonly id?: number; readonly result?: unknown };
    if (id !== undefined) answers.get(id)?.(result);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  let asked = 0;
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
  const late = wait(answersWithinMs, undefined, { ref: false });
  // A process that dies meanwhile answers nothing any more.
  const ask = (method: string, params: object = {}): Promise<unknown> => {
    asked += 1;
    const answered = new Promise<unknown>((resolve) => void answers.set(asked, resolve));
    socket.send(JSON.stringify({ id: asked, method, params }));
    return Promise.race([answered, closed, late]);
  };
  await ask('HeapProfiler.enable');
  await ask('HeapProfiler.collectGarbage');
  await ask('HeapProfiler.disable');
  const told = (await ask('Runtime.evaluate', { expression: memory })) as
    | { readonly result?: { readonly value?: number } }
    | undefined;
  if (movesTo === null) socket.close();
  else await ask('Runtime.evaluate', { expression: moving(movesTo) });
  await Promise.race([closed, late]);
  const bytes = told?.result?.value;
  return bytes === undefined ? null : bytes / 1_048_576;
}

function moving(port: number): string {
  return `setTimeout(() => {
    const inspector = process.getBuiltinModule('node:inspector');
    inspector.close();
    inspector.open(${port}, '127.0.0.1');
  }, 0)`;
}
