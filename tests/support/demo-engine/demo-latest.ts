import type { LatestSink } from '../../../src/engine/link/api.ts';

/** Sends the items now and again at an interval: enough for a screen to look alive. */
export function repeat<Item>(sink: LatestSink<Item>, everyMs: number, items: () => readonly Item[]): () => void {
  const send = (): void => items().forEach((item) => sink.set(item));
  send();
  const timer = setInterval(send, everyMs);
  return () => clearInterval(timer);
}

/** A value that streams follow. */
export function demoCell<Value>(first: Value) {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next: Value): void {
      value = next;
      for (const listener of listeners) listener();
    },
    follow<Item>(sink: LatestSink<Item>, items: (value: Value) => readonly Item[]): () => void {
      const send = (): void => items(value).forEach((item) => sink.set(item));
      listeners.add(send);
      send();
      return () => listeners.delete(send);
    },
  };
}
