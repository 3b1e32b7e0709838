import { setTimeout as wait } from 'node:timers/promises';

/** Where a Node process listens once it was told to by the signal; it cannot be told another place. */
const inspector = 'http://127.0.0.1:9229';
const listensWithinMs = 10_000;
const lookMs = 50;
const answersWithinMs = 30_000;

const memory = 'const { heapUsed, external } = process.memoryUsage(); heapUsed + external';
const farewell = `setTimeout(() => process.getBuiltinModule('node:inspector').close(), 0)`;

/**
 * Heap and buffers of a process's first thread that live after a collection, MB; null where its inspector cannot be
 * reached. The collection is asked for from outside, so that nothing of the program has to know of it.
 */
export async function liveMemoryMb(pid: number): Promise<number | null> {
  try {
    if (await listening()) return null;
    process.kill(pid, 'SIGUSR1');
    const deadline = performance.now() + listensWithinMs;
    let url = await listening();
    while (url === null && performance.now() < deadline) {
      await wait(lookMs);
      url = await listening();
    }
    return url === null ? null : await collected(url);
  } catch {
    return null;
  }
}

async function listening(): Promise<string | null> {
  try {
    const targets = (await (await fetch(`${inspector}/json/list`)).json()) as readonly {
      readonly webSocketDebuggerUrl: string;
    }[];
    return targets[0]?.webSocketDebuggerUrl ?? null;
  } catch {
    return null;
  }
}

async function collected(url: string): Promise<number | null> {
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
  await ask('Runtime.evaluate', { expression: farewell });
  await Promise.race([closed, late]);
  const bytes = told?.result?.value;
  return bytes === undefined ? null : bytes / 1_048_576;
}
