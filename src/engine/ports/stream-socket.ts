import type { Outcome } from '../domain/outcome.ts';

export type StreamDial = {
  /** ws, wss, http or https (then a long answer read as it comes). */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Set for a long answer to a POST. */
  readonly body: string | null;
  readonly connectTimeoutMs: number;
  /** A larger frame ends the connection. */
  readonly mostFrameBytes: number;
};

export type StreamRefusal = { readonly status: number | null; readonly text: string };

export type StreamEnd = { readonly code: number | null; readonly reason: string; readonly clean: boolean };

/** One open connection to a vendor's stream. Listeners are set before the first frame is delivered. */
export interface StreamSocket {
  send(frame: string | Uint8Array): void;
  /** Protocol ping; the answer is told to `onPong`. No-op for a long answer. */
  ping(): void;
  readonly bufferedBytes: number;
  /** Stops and resumes reading from the socket, so that the vendor feels the back-pressure. */
  pause(): void;
  resume(): void;
  onFrame(listener: (frame: string | Uint8Array) => void): void;
  onPong(listener: () => void): void;
  onEnd(listener: (end: StreamEnd) => void): void;
  close(): void;
}

export type StreamDialCode = 'unreachable' | 'timeout' | 'refused' | 'certificate' | 'bad-url';

/** A handshake that the vendor answers with an HTTP status is `refused`; `facts.status` carries it. */
export interface StreamDialler {
  dial(dial: StreamDial): Promise<Outcome<StreamSocket, StreamDialCode>>;
}
