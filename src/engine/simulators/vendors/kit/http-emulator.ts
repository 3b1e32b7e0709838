import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Log } from '../../../ports/log.ts';
import type { EmulatorFault, EmulatorStatistics, FaultRule } from './emulator.ts';
import { strike } from './fault-effects.ts';
import { createFaultQueue } from './fault-queue.ts';
import { textReply, type Reply } from './reply.ts';
import { writeReply } from './write-reply.ts';

export type EmulatedRequest = {
  readonly method: string;
  readonly path: string;
  /** Named parts of the route's path. */
  readonly parts: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** `/api/stock/:ticker/greeks`; a part may hold anything but a slash. */
export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  answer(request: EmulatedRequest): Reply | Promise<Reply>;
};

/** A long answer (chunked lines) or a WebSocket, once it is open. */
export type EmulatedSocket = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  send(frame: string | Uint8Array): void;
  onFrame(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
  close(code: number): void;
};

export type HttpEmulatorOptions = {
  readonly routes: readonly Route[];
  readonly log: Log;
  readonly port?: number;
  readonly now: () => number;
  readonly after: (delayMs: number, task: () => void) => void;
  /** Asked before any route: an answer refuses the request (budget, key). */
  readonly before?: (request: EmulatedRequest) => Reply | null;
  /** WebSocket paths; the answer of `accept` refuses the handshake. */
  readonly sockets?: readonly {
    readonly path: string;
    accept(request: EmulatedRequest): Reply | null;
    open(socket: EmulatedSocket): void;
  }[];
  readonly notFound?: (request: EmulatedRequest) => Reply;
};

export type HttpEmulator = {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly socketOrigin: string;
  addFault(rule: FaultRule): void;
  clearFaults(): void;
  statistics(): Pick<EmulatorStatistics, 'requests' | 'byPath' | 'peakPerMinute' | 'sockets' | 'framesSent'>;
  close(): Promise<void>;
};

/** Who leaves more than this unread is cut off, as the vendors do: it would fill this side's memory. */
const mostUnreadBytes = 16 * 1_048_576;
/** When a server counts a client as gone that does not answer: later than the client finds out. */
const forgottenMs = 40_000;

function match(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const parts: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) parts[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return parts;
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function requestOf(message: IncomingMessage, body: string): EmulatedRequest {
  const url = new URL(message.url ?? '/', 'http://emulator');
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
  return {
    method: message.method ?? 'GET',
    path: safeDecode(url.pathname),
    parts: {},
    query: url.searchParams,
    headers,
    body,
  };
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A vendor's HTTP and WebSocket server on loopback, with its budget, its keys and, when asked, its bad days. */
export async function startHttpEmulator(options: HttpEmulatorOptions): Promise<HttpEmulator> {
  const faults = createFaultQueue();
  const connections = new Set<Socket>();
  const byPath = new Map<string, number>();
  const minutes = new Map<number, number>();
  const count = { requests: 0, sockets: 0, framesSent: 0, peak: 0 };

  function note(path: string): void {
    const minute = Math.floor(options.now() / 60_000);
    const inMinute = (minutes.get(minute) ?? 0) + 1;
    if (minutes.size > 3) minutes.clear();
    minutes.set(minute, inMinute);
    count.requests += 1;
    count.peak = Math.max(count.peak, inMinute);
    byPath.set(path, (byPath.get(path) ?? 0) + 1);
  }

  async function answer(
    request: EmulatedRequest,
  ): Promise<{ readonly reply: Reply; readonly fault: EmulatorFault | null }> {
    for (const route of options.routes) {
      const parts = route.method === request.method ? match(route.path, request.path) : null;
      if (!parts) continue;
      note(route.path);
      const fault = faults.forRequest(request.path);
      const whole = { ...request, parts };
      const refused = options.before?.(whole);
      return { reply: refused ?? (await route.answer(whole)), fault };
    }
    note('(unknown)');
    const lost = options.notFound?.(request) ?? textReply('Not Found', 'text/plain', {}, 404);
    return { reply: lost, fault: faults.forRequest(request.path) };
  }

  const server: Server = createServer((message, response) => {
    bodyOf(message)
      .then(async (body) => {
        const { reply, fault } = await answer(requestOf(message, body));
        const accept = String(message.headers['accept-encoding'] ?? '');
        if (fault) strike(fault, { response, reply, accept, after: options.after });
        else writeReply(response, reply, accept);
      })
      .catch((error: unknown) => {
        options.log.warn('emulator route failed', { path: message.url ?? '', error: String(error) });
        if (!response.headersSent) writeReply(response, textReply('Something went wrong', 'text/plain', {}, 500), '');
      });
  });
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });

  type OpenSocket = { readonly path: string; readonly ws: WebSocket; freeze(): void };
  const openSockets = new Set<OpenSocket>();
  function addFault(rule: FaultRule): void {
    const { fault } = rule;
    if (fault.kind !== 'socket-drop' && fault.kind !== 'socket-freeze') return faults.add(rule);
    for (const one of [...openSockets]) if (one.ws.readyState !== one.ws.OPEN) openSockets.delete(one);
    const struck = [...openSockets].filter(({ path }) => path.startsWith(rule.path)).slice(0, rule.times);
    for (const { ws, freeze } of struck) {
      if (fault.kind === 'socket-freeze') freeze();
      else if (fault.code === null) ws.terminate();
      else ws.close(fault.code);
    }
  }

  const webSockets = new WebSocketServer({ noServer: true, maxPayload: 1_048_576, perMessageDeflate: false });
  server.on('upgrade', (message, socket: Socket, head) => {
    const request = requestOf(message, '');
    const spec = options.sockets?.find((one) => match(one.path, request.path) !== null);
    const fault = faults.forSocket(request.path);
    const refusal =
      fault?.kind === 'refuse-upgrade'
        ? textReply('refused', 'text/plain', {}, fault.status)
        : spec
          ? spec.accept({ ...request, parts: match(spec.path, request.path) ?? {} })
          : textReply('Not Found', 'text/plain', {}, 404);
    if (refusal || !spec) {
      const body = String(refusal?.body ?? '');
      socket.end(
        `HTTP/1.1 ${refusal?.status ?? 404} Refused\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      );
      return;
    }
    webSockets.handleUpgrade(message, socket, head, (ws) => {
      count.sockets += 1;
      const open = emulatedSocket(ws, request, { sent: () => void (count.framesSent += 1), after: options.after });
      openSockets.add({ path: request.path, ws, freeze: open.freeze });
      spec.open(open.socket);
      if (fault?.kind === 'socket-close') ws.close(fault.code);
      if (fault?.kind === 'socket-silent') ws.pause();
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    socketOrigin: `ws://127.0.0.1:${port}`,
    addFault,
    clearFaults: () => faults.clear(),
    statistics: () => ({
      requests: count.requests,
      byPath: Object.fromEntries(byPath),
      peakPerMinute: count.peak,
      sockets: count.sockets,
      framesSent: count.framesSent,
    }),
    close: async () => {
      for (const ws of webSockets.clients) ws.terminate();
      for (const socket of connections) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function emulatedSocket(
  ws: WebSocket,
  request: EmulatedRequest,
  { sent, after }: { readonly sent: () => void; readonly after: HttpEmulatorOptions['after'] },
): { readonly socket: EmulatedSocket; freeze(): void } {
  let frozen = false;
  let over = false;
  const farewells = new Set<() => void>();
  const end = (): void => {
    if (over) return;
    over = true;
    for (const farewell of farewells) farewell();
  };
  ws.on('close', end);
  const socket: EmulatedSocket = {
    path: request.path,
    query: request.query,
    headers: request.headers,
    send: (frame) => {
      if (frozen || ws.readyState !== ws.OPEN) return;
      // A word of farewell would wait behind all that is unread.
      if (ws.bufferedAmount > mostUnreadBytes) return ws.terminate();
      sent();
      ws.send(frame);
    },
    onFrame: (listener) =>
      void ws.on('message', (data) => listener(Buffer.isBuffer(data) ? data.toString('utf8') : '')),
    onClose: (listener) => void farewells.add(listener),
    close: (code) => ws.close(code),
  };
  return {
    socket,
    // Half open: nothing is said, read or answered any more, and nobody hangs up. The server misses the client's signs
    // of life, too, and after a while counts it as gone: until then the client's place is taken.
    freeze: () => {
      frozen = true;
      ws.pause();
      after(forgottenMs, end);
    },
  };
}
