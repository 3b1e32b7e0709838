import { fail, ok, type Outcome } from '../domain/outcome.ts';
import { decodeBinary, decodeText, decodeUtf8, encodeFrame } from './frame-codec.ts';
import type { Frame } from './frames.ts';
import { FrameTooLarge } from './pipe.ts';

/** On local sockets: payload length (uint32, little-endian), a type byte, the payload. */
const headBytes = 5;
const textType = 1;
const binaryType = 2;

export type LocalFault = 'hostile' | 'too-large';

export function encodeLocalFrame(frame: Frame, maxBytes: number): Buffer {
  const encoded = encodeFrame(frame);
  const payload = typeof encoded === 'string' ? Buffer.from(encoded, 'utf8') : encoded;
  if (payload.byteLength > maxBytes) throw new FrameTooLarge(payload.byteLength);
  const bytes = Buffer.allocUnsafe(headBytes + payload.byteLength);
  bytes.writeUInt32LE(payload.byteLength, 0);
  bytes.writeUInt8(typeof encoded === 'string' ? textType : binaryType, 4);
  bytes.set(payload, headBytes);
  return bytes;
}

/**
 * Cuts a byte stream into frames. Chunks are kept in a list and joined once a frame is complete, so that a frame that
 * arrives in many pieces costs linear time; the length is refused before anything is stored for it.
 */
export class LocalFrameReader {
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Whether part of a frame has arrived. */
  get partial(): boolean {
    return this.#size > 0;
  }

  /** Frames completed by `chunk`; a failure ends the stream. */
  push(chunk: Buffer): Outcome<readonly Frame[], LocalFault> {
    this.#chunks.push(chunk);
    this.#size += chunk.byteLength;
    const frames: Frame[] = [];
    while (this.#size >= headBytes) {
      const head = this.#peekHead();
      const length = head.readUInt32LE(0);
      if (length > this.#maxBytes) return fail('too-large', `A frame of ${length} bytes`);
      const type = head.readUInt8(4);
      if (type !== textType && type !== binaryType) return fail('hostile', `Unknown payload type ${type}`);
      if (this.#size < headBytes + length) break;
      const frame = decode(type, this.#take(headBytes + length).subarray(headBytes));
      if (!frame.ok) return fail('hostile', frame.failure.message);
      frames.push(frame.value);
    }
    return ok(frames);
  }

  #peekHead(): Buffer {
    const first = this.#chunks[0];
    return first !== undefined && first.byteLength >= headBytes ? first : this.#join();
  }

  #take(length: number): Buffer {
    const all = this.#join();
    const rest = all.subarray(length);
    this.#chunks = rest.byteLength > 0 ? [rest] : [];
    this.#size = rest.byteLength;
    return all.subarray(0, length);
  }

  #join(): Buffer {
    const [only] = this.#chunks;
    const all = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}

function decode(type: number, payload: Buffer): Outcome<Frame> {
  if (type === binaryType) return decodeBinary(payload);
  const text = decodeUtf8(payload);
  return text.ok ? decodeText(text.value) : text;
}
