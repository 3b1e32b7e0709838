import type { Frame } from './frames.ts';
import type { Pipe, PipeClose } from './pipe.ts';

type Listeners = Pick<Pipe, 'onFrame' | 'onDrain' | 'onClose'>;

/**
 * What the three transports share: frames that arrive before anybody listens are kept in order, and a listener that
 * comes after the close is told at once. After the close no frame is delivered.
 */
export class PipeEvents implements Listeners {
  #early: Frame[] = [];
  #frame: ((frame: Frame) => void) | null = null;
  readonly #drain = new Set<() => void>();
  readonly #close = new Set<(close: PipeClose) => void>();
  #closed: PipeClose | null = null;

  get closed(): boolean {
    return this.#closed !== null;
  }

  onFrame(listener: (frame: Frame) => void): void {
    this.#frame = listener;
    const early = this.#early;
    this.#early = [];
    for (const frame of early) this.frame(frame);
  }

  onDrain(listener: () => void): void {
    this.#drain.add(listener);
  }

  onClose(listener: (close: PipeClose) => void): void {
    if (this.#closed === null) this.#close.add(listener);
    else listener(this.#closed);
  }

  frame(frame: Frame): void {
    if (this.#closed !== null) return;
    if (this.#frame === null) this.#early.push(frame);
    else this.#frame(frame);
  }

  drain(): void {
    for (const listener of this.#drain) listener();
  }

  /** True the first time only. */
  close(close: PipeClose): boolean {
    if (this.#closed !== null) return false;
    this.#closed = close;
    this.#early = [];
    for (const listener of this.#close) listener(close);
    this.#close.clear();
    this.#drain.clear();
    return true;
  }
}
