import type { StreamMessage } from '../../ports/vendor.ts';
import type { StreamState } from './stream-state.ts';

type Read = StreamState['stream']['read'];

export type ReadFrame = {
  /** Whose reader knew it; null when none did. */
  readonly states: readonly StreamState[] | null;
  readonly messages: readonly StreamMessage[];
  readonly fault: string | null;
};

/** Finds the reader of a frame on a socket that several streams share: the one that knew the last frame is asked first. */
export class FrameReader {
  #readers: { readonly read: Read; readonly states: readonly StreamState[] }[] = [];

  apply(states: readonly StreamState[]): void {
    const byRead = Map.groupBy(states, (state) => state.stream.read);
    this.#readers = [...byRead].map(([read, sharing]) => ({ read, states: sharing }));
  }

  read(frame: string | Uint8Array, context: Parameters<Read>[1]): ReadFrame {
    let last: ReadFrame = { states: null, messages: [], fault: null };
    for (const [index, reader] of this.#readers.entries()) {
      let messages: readonly StreamMessage[];
      try {
        messages = reader.read(frame, context);
      } catch (error) {
        last = { states: reader.states, messages: [], fault: error instanceof Error ? error.message : String(error) };
        continue;
      }
      if (messages.length > 0 && messages.every((message) => message.kind === 'unknown')) {
        last = { states: null, messages, fault: last.fault };
        continue;
      }
      if (index > 0) this.#readers = [reader, ...this.#readers.filter((other) => other !== reader)];
      return { states: reader.states, messages, fault: null };
    }
    return last;
  }
}

/** The stream a fact belongs to that does not say by which topic it came: one that is joined and brings its kind. */
export function streamOfFact(states: readonly StreamState[], kind: string): StreamState | undefined {
  let joined: StreamState | undefined;
  for (const state of states) {
    if (state.topics.length === 0) continue;
    if ((state.stream.provides as readonly string[]).includes(kind)) return state;
    joined ??= state;
  }
  return joined;
}
