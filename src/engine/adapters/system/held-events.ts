import type { StreamEnd } from '../../ports/stream-socket.ts';

/** Keeps frames and the end of a connection until somebody listens: the first frame may come with the handshake. */
export class HeldEvents {
  #frames: (string | Uint8Array)[] = [];
  #end: StreamEnd | null = null;
  #onFrame: ((frame: string | Uint8Array) => void) | null = null;
  #onEnd: ((end: StreamEnd) => void) | null = null;

  frame(frame: string | Uint8Array): void {
    if (this.#end) return;
    if (this.#onFrame) this.#onFrame(frame);
    else this.#frames.push(frame);
  }

  end(end: StreamEnd): void {
    if (this.#end) return;
    this.#end = end;
    this.#onEnd?.(end);
  }

  onFrame(listener: (frame: string | Uint8Array) => void): void {
    this.#onFrame = listener;
    const held = this.#frames;
    this.#frames = [];
    for (const frame of held) listener(frame);
  }

  onEnd(listener: (end: StreamEnd) => void): void {
    this.#onEnd = listener;
    if (this.#end) listener(this.#end);
  }
}
