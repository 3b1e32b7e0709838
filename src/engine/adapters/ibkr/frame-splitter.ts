/** Largest frame TWS may send; anything longer is not TWS. */
export const maxFrameBytes = 0xff_ff_ff;

/** Called with the bytes [start, end) of one frame without its length prefix. The buffer may be reused afterwards. */
export type OnFrame = (buffer: Buffer, start: number, end: number) => void;

export interface FrameSplitter {
  /** False: the stream is not a sequence of TWS frames and cannot be resynchronised. */
  push(chunk: Buffer): boolean;
}

/**
 * Cuts a byte stream into length-prefixed frames. Fragments are kept as a list and joined once, when the frame is
 * complete, so that a 10 MB history frame in 64 kB pieces costs one copy.
 */
export function createFrameSplitter(onFrame: OnFrame): FrameSplitter {
  let parts: Buffer[] = [];
  let held = 0;
  /** Bytes that must be there before anything can be cut again. */
  let needed = 4;

  function join(chunk: Buffer): Buffer {
    if (held === 0) return chunk;
    parts.push(chunk);
    const whole = Buffer.concat(parts, held + chunk.length);
    parts = [];
    held = 0;
    return whole;
  }

  function keep(rest: Buffer, need: number): void {
    needed = need;
    if (rest.length === 0) return;
    parts.push(rest);
    held += rest.length;
  }

  return {
    push(chunk) {
      if (held + chunk.length < needed) {
        keep(chunk, needed);
        return true;
      }
      const data = join(chunk);
      let at = 0;
      while (data.length - at >= 4) {
        const size = data.readUInt32BE(at);
        if (size === 0 || size > maxFrameBytes) return false;
        if (data.length - at - 4 < size) {
          keep(data.subarray(at), 4 + size);
          return true;
        }
        onFrame(data, at + 4, at + 4 + size);
        at += 4 + size;
      }
      keep(data.subarray(at), 4);
      return true;
    },
  };
}
