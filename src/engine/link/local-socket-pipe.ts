import type { Socket } from 'node:net';
import type { LinkTimers } from './api.ts';
import { encodeLocalFrame, LocalFrameReader } from './local-frame-reader.ts';
import type { Pipe, PipeClose } from './pipe.ts';
import { PipeEvents } from './pipe-events.ts';

export type LocalSocketPipeOptions = {
  readonly maxReceiveBytes: number;
  readonly maxSendBytes: number;
  /** With timers, a frame that stays half-sent for 10 s ends the connection. */
  readonly timers?: LinkTimers;
};

const halfFrameMs = 10_000;

/** A connected unix socket or named pipe. */
export function localSocketPipe(socket: Socket, options: LocalSocketPipeOptions): Pipe {
  const events = new PipeEvents();
  const reader = new LocalFrameReader(options.maxReceiveBytes);
  let cancelHalfFrame: (() => void) | null = null;
  const shut = (close: PipeClose): void => {
    if (!events.close(close)) return;
    cancelHalfFrame?.();
    if (close.code === 'closed' || close.code === 'refused') socket.destroySoon();
    else socket.destroy();
  };
  const watchHalfFrame = (progress: boolean): void => {
    // The time counts from the start of a frame, so that one byte a second does not help.
    if (progress || !reader.partial) {
      cancelHalfFrame?.();
      cancelHalfFrame = null;
    }
    if (!reader.partial || cancelHalfFrame !== null) return;
    cancelHalfFrame =
      options.timers?.after(halfFrameMs, () => shut({ code: 'hostile', reason: 'A frame was never completed' })) ??
      null;
  };
  socket.on('data', (chunk: Buffer) => {
    if (events.closed) return;
    const frames = reader.push(chunk);
    if (!frames.ok) return shut({ code: frames.failure.code, reason: frames.failure.message });
    watchHalfFrame(frames.value.length > 0);
    for (const frame of frames.value) events.frame(frame);
  });
  socket.on('drain', () => events.drain());
  socket.on('error', (error) => shut({ code: 'lost', reason: error.message }));
  socket.on('close', () => shut({ code: 'lost', reason: 'The other end closed the socket' }));
  return {
    kind: 'local-socket',
    get bufferedBytes() {
      return socket.writableLength;
    },
    send(frame) {
      if (events.closed || !socket.writable) return true;
      return socket.write(encodeLocalFrame(frame, options.maxSendBytes));
    },
    onFrame: (listener) => events.onFrame(listener),
    onDrain: (listener) => events.onDrain(listener),
    onClose: (listener) => events.onClose(listener),
    close: shut,
  };
}
