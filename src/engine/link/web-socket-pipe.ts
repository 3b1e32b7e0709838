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
  addEventListener(type: 'error', listener: (event: object) => void): void;
  addEventListener(type: 'open', listener: () => void): void;
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
/** A page may close with 1000 and 3000 to 4999 only. */
const closeCodes: Readonly<Record<PipeClose['code'], number>> = {
  closed: 1000,
  lost: 4000,
  hostile: 4001,
  refused: 4003,
  'too-large': 4009,
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
    socket.close(closeCodes[close.code], closeReason(close.reason));
    if (close.code === 'hostile' || close.code === 'too-large') socket.terminate?.();
  };
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => receive(data, { events, shut, maxBytes: options.maxReceiveBytes }));
  socket.addEventListener('error', (event) => {
    events.close(faultOf(event));
    socket.terminate?.();
  });
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

/** At most 123 bytes are allowed; the rest of a reason travels in the frames before. */
function closeReason(reason: string): string {
  return reason.replaceAll(/[^ -~]/g, '?').slice(0, 120);
}

/** `ws` refuses messages over its `maxPayload` itself and says so only in words. */
function faultOf(event: object): PipeClose {
  const message = 'message' in event && typeof event.message === 'string' ? event.message : '';
  if (/max payload/i.test(message)) return { code: 'too-large', reason: 'A message over the limit' };
  return { code: 'lost', reason: message === '' ? 'The WebSocket failed' : message };
}

function meaningOf(code: number, reason: string): PipeClose {
  // 1009 is how a WebSocket server of its own accord refuses a message over its limit.
  if (code === 1009) return { code: 'too-large', reason: 'A message over the limit' };
  const known = (Object.keys(closeCodes) as PipeClose['code'][]).find((name) => closeCodes[name] === code);
  return { code: known ?? 'lost', reason: reason === '' ? `The WebSocket was closed (${code})` : reason };
}
