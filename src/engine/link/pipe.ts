import type { Frame } from './frames.ts';

export type PipeClose = {
  readonly code: 'closed' | 'lost' | 'hostile' | 'refused' | 'too-large';
  readonly reason: string;
};

/**
 * One transport connection that carries whole frames in order: a message port, a local socket or a WebSocket.
 * `send` answers false when the transport asks for a pause; `onDrain` says when it may go on. A frame over the
 * transport's limit throws `FrameTooLarge` and is not sent.
 */
export interface Pipe {
  readonly kind: 'message-port' | 'local-socket' | 'web-socket';
  send(frame: Frame): boolean;
  readonly bufferedBytes: number;
  onFrame(listener: (frame: Frame) => void): void;
  onDrain(listener: () => void): void;
  onClose(listener: (close: PipeClose) => void): void;
  close(close: PipeClose): void;
}

export class FrameTooLarge extends Error {
  readonly bytes: number;

  constructor(bytes: number) {
    super(`a frame of ${bytes} bytes is over the limit of the transport`);
    this.bytes = bytes;
  }
}
