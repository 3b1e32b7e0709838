import type { Socket } from 'node:net';
import type { WallTime } from '../../real-clock.ts';
import { frameOf } from '../wire/field-writer.ts';

export type ByteMode =
  | { readonly mode: 'normal' }
  /** Pieces of so many bytes, each in its own packet. */
  | { readonly mode: 'fragment'; readonly size: number }
  /** Everything of this many real ms in one write. */
  | { readonly mode: 'coalesce'; readonly forMs: number };

/** Writes frames to one socket, in as few packets as the event loop allows unless a fault says otherwise. */
export class Outbox {
  readonly #socket: Socket;
  readonly #wall: WallTime;
  #corked = false;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #mode: ByteMode = { mode: 'normal' };
  #stalled = false;
  /** A half-open peer: bytes vanish. */
  #dead = false;
  #pumping = false;

  constructor(socket: Socket, wall: WallTime) {
    this.#socket = socket;
    this.#wall = wall;
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength + this.#heldBytes;
  }

  write(payload: string): void {
    this.writeBytes(frameOf(payload));
  }

  writeBytes(bytes: Buffer): void {
    if (this.#dead || this.#socket.destroyed) return;
    if (this.#stalled || this.#mode.mode !== 'normal' || this.#heldBytes > 0) this.#hold(bytes);
    else this.#writeNow(bytes);
  }

  setMode(mode: ByteMode): void {
    this.#mode = mode;
    this.#pump();
  }

  stall(): void {
    this.#stalled = true;
  }

  resume(): void {
    this.#stalled = false;
    this.#pump();
  }

  goDead(): void {
    this.#dead = true;
    this.#held = [];
    this.#heldBytes = 0;
  }

  #writeNow(bytes: Buffer): void {
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    this.#socket.write(bytes);
  }

  #hold(bytes: Buffer): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    this.#pump();
  }

  #takeHeld(): Buffer {
    const all = Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    return all;
  }

  #pump(): void {
    if (this.#pumping || this.#stalled || this.#heldBytes === 0) return;
    if (this.#mode.mode === 'normal') return this.#writeNow(this.#takeHeld());
    this.#pumping = true;
    const waitMs = this.#mode.mode === 'coalesce' ? this.#mode.forMs : 1;
    this.#wall.after(waitMs, () => {
      this.#pumping = false;
      if (this.#dead || this.#stalled || this.#socket.destroyed) return;
      this.#writePiece();
      this.#pump();
    });
  }

  #writePiece(): void {
    const all = this.#takeHeld();
    const size = this.#mode.mode === 'fragment' ? this.#mode.size : all.length;
    this.#socket.write(all.subarray(0, size));
    const rest = all.subarray(size);
    if (rest.length === 0) return;
    this.#held = [rest];
    this.#heldBytes = rest.length;
  }
}
