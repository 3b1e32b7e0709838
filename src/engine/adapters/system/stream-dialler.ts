import type { IncomingMessage } from 'node:http';
import { Agent } from 'undici';
import { WebSocket } from 'ws';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { StreamDial, StreamDialCode, StreamDialler, StreamSocket } from '../../ports/stream-socket.ts';
import { HeldEvents } from './held-events.ts';
import { mostRefusalBytes, openLongAnswer } from './long-answer.ts';
import { dialFailure, refusedWith } from './refused-dial.ts';
import { codeOf, shownAddress, vendorAddress, type Reach } from './vendor-address.ts';

type Dialled = Outcome<StreamSocket, StreamDialCode>;

const schemes = { secure: ['wss:', 'https:'], plain: ['ws:', 'http:'] };
/** Answers to pings that a vendor does not fetch; one that sends them without end would fill our memory. */
const mostUnfetchedBytes = 65_536;
/** A vendor that does not answer our goodbye is left standing. */
const goodbyeMs = 500;

/** Dials WebSockets and long answers. The agent of long answers is its own: they hold their connections for hours. */
export function createStreamDialler(options: {
  readonly userAgent: string;
  /** Left out = anywhere. */
  readonly reach?: Reach;
}): StreamDialler & { close(): Promise<void> } {
  const agent = new Agent({ pipelining: 1, bodyTimeout: 0 });
  return {
    dial: async (dial) => {
      const url = vendorAddress(dial.url, schemes, options.reach ?? 'anywhere');
      if (!url) return fail('bad-url', 'Only wss and https streams are dialled, and plain ones on this machine');
      const headers = { 'user-agent': options.userAgent, ...dial.headers };
      return /^https?:$/.test(url.protocol)
        ? openLongAnswer({ ...dial, headers }, { url, agent })
        : openWebSocket({ ...dial, headers }, url);
    },
    close: () => agent.destroy(),
  };
}

function openWebSocket(dial: StreamDial, url: URL): Promise<Dialled> {
  return new Promise((resolve) => {
    const socket = socketTo(dial, url);
    if (!socket)
      return resolve(fail('bad-url', `${shownAddress(url)} cannot be dialled: a key has unprintable characters`));
    // One deadline for all of it: a server that sends a byte a second never trips a time-out between bytes.
    const late = setTimeout(() => {
      resolve(dialFailure(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' }), { url, dial }));
      socket.terminate();
    }, dial.connectTimeoutMs);
    for (const event of ['open', 'close']) socket.once(event, () => clearTimeout(late));
    const events = listen(socket);
    socket.once('open', () => resolve(ok(socketOf(socket, events))));
    socket.once('unexpected-response', (request, response) => {
      void refusal(response, url).then((refused) => {
        request.destroy();
        resolve(refused);
      });
    });
    socket.on('error', (error) => resolve(dialFailure(error, { url, dial })));
    socket.once('close', () => resolve(fail('unreachable', `${shownAddress(url)} closed while connecting`)));
  });
}

/** Null when a header cannot be sent: what a key holds must not end the process. */
function socketTo(dial: StreamDial, url: URL): WebSocket | null {
  try {
    return new WebSocket(url, {
      headers: dial.headers,
      handshakeTimeout: dial.connectTimeoutMs,
      maxPayload: dial.mostFrameBytes,
      perMessageDeflate: false,
      followRedirects: false,
      autoPong: false,
    });
  } catch {
    return null;
  }
}

function listen(socket: WebSocket): HeldEvents {
  const events = new HeldEvents();
  socket.on('message', (data: Buffer, binary: boolean) =>
    events.frame(binary ? new Uint8Array(data) : data.toString('utf8')),
  );
  socket.on('ping', (data: Buffer) => {
    if (socket.bufferedAmount <= mostUnfetchedBytes) socket.pong(data);
  });
  let fault = '';
  socket.on('error', (error) => {
    fault = codeOf(error) || error.message;
  });
  socket.once('close', (code, reason) => {
    const words = reason.toString('utf8').slice(0, 200);
    events.end({ code, reason: words === '' ? fault : words, clean: code === 1000 });
  });
  return events;
}

function socketOf(socket: WebSocket, events: HeldEvents): StreamSocket {
  const isOpen = (): boolean => socket.readyState === WebSocket.OPEN;
  return {
    send: (frame) => {
      if (isOpen()) socket.send(frame);
    },
    ping: () => {
      if (isOpen()) socket.ping();
    },
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    onFrame: (listener) => events.onFrame(listener),
    onPong: (listener) => void socket.on('pong', () => listener()),
    onEnd: (listener) => events.onEnd(listener),
    close: () => {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.resume();
      socket.close(1000);
      const leave = setTimeout(() => socket.terminate(), goodbyeMs);
      socket.once('close', () => clearTimeout(leave));
    },
  };
}

async function refusal(response: IncomingMessage, url: URL): Promise<Dialled> {
  let text = '';
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      text += chunk.toString('utf8');
      if (text.length >= mostRefusalBytes) break;
    }
  } catch {
    // What has come so far is enough to say why.
  }
  return refusedWith({ status: response.statusCode ?? 0, text, url });
}
