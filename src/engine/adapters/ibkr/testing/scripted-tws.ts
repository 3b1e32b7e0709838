import { createServer, type Server, type Socket } from 'node:net';

/** Fields of one message from the client. */
export type Heard = readonly string[];

export type ScriptedTws = {
  readonly port: number;
  /** Messages after START_API in order of arrival, over all connections. */
  readonly heard: Heard[];
  readonly connections: () => number;
  /** Sends one message to the newest connection. */
  say(...fields: readonly (string | number)[]): void;
  /** Sends raw bytes to the newest connection. */
  raw(bytes: Buffer): void;
  drop(): void;
  close(): Promise<void>;
};

export type Script = {
  /** False: accepts TCP and never says a word. */
  readonly greet?: boolean;
  /** Answers START_API; default: accounts, next id and a farm message. */
  started?(tws: ScriptedTws): void;
  answer?(message: Heard, tws: ScriptedTws): void;
};

export function frameOf(fields: readonly (string | number)[]): Buffer {
  const payload = Buffer.from(fields.map((field) => `${field}\0`).join(''), 'utf8');
  const head = Buffer.alloc(4);
  head.writeUInt32BE(payload.length);
  return Buffer.concat([head, payload]);
}

/** A TWS of a few lines that says exactly what a test tells it to: for frames no sane server sends. */
export async function startScriptedTws(script: Script = {}): Promise<ScriptedTws> {
  const heard: Heard[] = [];
  const sockets: Socket[] = [];
  const say: ScriptedTws['say'] = (...fields) => void sockets.at(-1)?.write(frameOf(fields));
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    if (script.greet === false) return;
    listen(socket, (message) => {
      if (message[0]?.startsWith('v') === true) return say(193, '20250415 19:38:30 EST');
      if (message[0] === '71') return (script.started ?? greeting)(tws);
      heard.push(message);
      script.answer?.(message, tws);
    });
  });
  const port = await listening(server);
  const tws: ScriptedTws = {
    port,
    heard,
    connections: () => sockets.length,
    say,
    raw: (bytes) => void sockets.at(-1)?.write(bytes),
    drop: () => void sockets.at(-1)?.resetAndDestroy(),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return tws;
}

function greeting(tws: ScriptedTws): void {
  tws.say(15, 1, 'DU1234567,');
  tws.say(9, 1, 42);
  tws.say(4, 2, -1, 2104, 'Market data farm connection is OK:usfarm', '');
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

function listen(socket: Socket, onMessage: (message: Heard) => void): void {
  let held = Buffer.alloc(0);
  let prefixed = false;
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
    if (!prefixed && held.length >= 4) {
      prefixed = true;
      held = held.subarray(4);
    }
    if (!prefixed) return;
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
      const size = held.readUInt32BE(0);
      onMessage(
        held
          .toString('utf8', 4, 4 + size)
          .replace(/\0$/, '')
          .split('\0'),
      );
      held = held.subarray(4 + size);
    }
  });
}
