/** What the byte stream of a client turns into: first the greeting, then frames of NUL-terminated fields. */
export type Inbound =
  | { readonly kind: 'greeting'; readonly text: string }
  | { readonly kind: 'frame'; readonly fields: readonly string[] }
  | { readonly kind: 'broken'; readonly reason: string };

/** TWS refuses longer frames; a client that announces more is out of step. */
export const maxFrameBytes = 0xff_ffff;

const prefix = Buffer.from('API\0');

/**
 * Splits a TCP stream into the `API\0` greeting and length-prefixed frames, however the bytes are cut.
 * After `broken` nothing more is produced.
 */
export class FrameReader {
  #pending: Buffer = Buffer.alloc(0);
  #greeted = false;
  #broken = false;

  push(chunk: Buffer): readonly Inbound[] {
    if (this.#broken) return [];
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const found: Inbound[] = [];
    if (!this.#greeted && !this.#takePrefix(found)) return found;
    for (let next = this.#takeFrame(); next !== null; next = this.#takeFrame()) {
      found.push(next);
      if (next.kind === 'broken') break;
    }
    return found;
  }

  #break(reason: string): Inbound {
    this.#broken = true;
    return { kind: 'broken', reason };
  }

  #takePrefix(found: Inbound[]): boolean {
    const seen = Math.min(prefix.length, this.#pending.length);
    if (!this.#pending.subarray(0, seen).equals(prefix.subarray(0, seen))) {
      found.push(this.#break('the stream does not start with API'));
      return false;
    }
    if (this.#pending.length < prefix.length + 4) return false;
    const length = this.#pending.readUInt32BE(prefix.length);
    if (length > 256) {
      found.push(this.#break(`greeting of ${length} bytes`));
      return false;
    }
    const end = prefix.length + 4 + length;
    if (this.#pending.length < end) return false;
    found.push({ kind: 'greeting', text: this.#pending.toString('latin1', prefix.length + 4, end) });
    this.#pending = this.#pending.subarray(end);
    this.#greeted = true;
    return true;
  }

  #takeFrame(): Inbound | null {
    if (this.#pending.length < 4) return null;
    const length = this.#pending.readUInt32BE(0);
    if (length > maxFrameBytes) return this.#break(`frame of ${length} bytes`);
    if (this.#pending.length < 4 + length) return null;
    const text = this.#pending.toString('utf8', 4, 4 + length);
    this.#pending = this.#pending.subarray(4 + length);
    if (length > 0 && !text.endsWith('\0')) return this.#break('frame does not end with NUL');
    return { kind: 'frame', fields: text.slice(0, -1).split('\0') };
  }
}
