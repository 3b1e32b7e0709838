import { decodeBinary, decodeText, encodeFrame, maxServerFrameBytes, type EncodedFrame } from './frame-codec.ts';
import type { LinkTimers } from './api.ts';
import { FrameTooLarge, type Pipe, type PipeClose } from './pipe.ts';
import { PipeEvents } from './pipe-events.ts';

/** What a browser `WebSocket` and a socket of the `ws` package have in common. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  /** Only `ws`: ends without waiting for the other end. */
  terminate?(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  addEventListener(type: 'error' | 'open', listener: () => void): void;
}

export type WebSocketPipeOptions = {
  readonly timers: LinkTimers;
  /** Largest frame accepted from the other end: `maxClientFrameBytes` at a server, `maxServerFrameBytes` at a client. */
  readonly maxReceiveBytes: number;
  readonly maxSendBytes?: number;
};

const open = 1;
const highWaterBytes = 1 << 20;
/** WebSockets have no drain event. */
const drainPollMs = 20;
const closeCodes: Readonly<Record<PipeClose['code'], number>> = {
  closed: 1000,
  lost: 4000,
  hostile: 4001,
  refused: 4003,
  'too-large': 1009,
};

/** The socket must be open. Servers create theirs with `perMessageDeflate: false` and `maxPayload: maxClientFrameBytes`. */
export function webSocketPipe(socket: WebSocketLike, options: WebSocketPipeOptions): Pipe {
  const events = new PipeEvents();
  const maxSend = options.maxSendBytes ?? maxServerFrameBytes;
  let polling = false;
  const poll = (): void => {
    if (polling) return;
    polling = true;
    options.timers.after(drainPollMs, () => {
      polling = false;
      if (events.closed) return;
      if (socket.bufferedAmount > highWaterBytes / 2) poll();
      else events.drain();
    });
  };
  const shut = (close: PipeClose): void => {
    if (!events.close(close)) return;
    socket.close(closeCodes[close.code], close.reason.slice(0, 100));
    if (close.code === 'hostile' || close.code === 'too-large') socket.terminate?.();
  };
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => receive(data, { events, shut, maxBytes: options.maxReceiveBytes }));
  socket.addEventListener('error', () => events.close({ code: 'lost', reason: 'The WebSocket failed' }));
  socket.addEventListener('close', (event) => events.close(meaningOf(event.code, event.reason)));
  if (socket.readyState > open) events.close({ code: 'lost', reason: 'The WebSocket was closed' });
  return {
    kind: 'web-socket',
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    send(frame) {
      if (events.closed) return true;
      const encoded = encodeFrame(frame);
      // Up to three UTF-8 bytes a unit is known only after encoding; texts near the limit are rare enough to be refused early.
      if (sizeOf(encoded) > maxSend) throw new FrameTooLarge(sizeOf(encoded));
      if (socket.readyState === open) socket.send(encoded);
      if (socket.bufferedAmount <= highWaterBytes) return true;
      poll();
      return false;
    },
    onFrame: (listener) => events.onFrame(listener),
    onDrain: (listener) => events.onDrain(listener),
    onClose: (listener) => events.onClose(listener),
    close: shut,
  };
}

type Receiver = { readonly events: PipeEvents; readonly shut: (close: PipeClose) => void; readonly maxBytes: number };

function receive(data: unknown, { events, shut, maxBytes }: Receiver): void {
  if (events.closed) return;
  const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data;
  if (typeof bytes !== 'string' && !(bytes instanceof Uint8Array))
    return shut({ code: 'hostile', reason: 'Neither text nor bytes' });
  if (sizeOf(bytes) > maxBytes) return shut({ code: 'too-large', reason: `A frame of ${sizeOf(bytes)} bytes` });
  const frame = typeof bytes === 'string' ? decodeText(bytes) : decodeBinary(bytes);
  if (frame.ok) events.frame(frame.value);
  else shut({ code: 'hostile', reason: frame.failure.message });
}

function sizeOf(encoded: EncodedFrame | Uint8Array): number {
  return typeof encoded === 'string' ? encoded.length : encoded.byteLength;
}

function meaningOf(code: number, reason: string): PipeClose {
  const known = (Object.keys(closeCodes) as PipeClose['code'][]).find((name) => closeCodes[name] === code);
  return { code: known ?? 'lost', reason: reason === '' ? `The WebSocket was closed (${code})` : reason };
}
