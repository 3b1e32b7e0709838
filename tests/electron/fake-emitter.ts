type Listener = (...values: never[]) => unknown;

/** Keeps listeners by event, so that a test can play the part of the operating system. */
export class FakeEmitter {
  readonly #listeners = new Map<string, Set<Listener>>();

  readonly on = (event: string, listener: Listener): never => {
    const known = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, known.add(listener));
    return this as never;
  };

  readonly once = (event: string, listener: Listener): never => {
    const first: Listener = (...values) => {
      this.#listeners.get(event)?.delete(first);
      return listener(...values);
    };
    return this.on(event, first);
  };

  /** Answers what the listeners answered. */
  readonly fire = (event: string, ...values: readonly unknown[]): readonly unknown[] =>
    [...(this.#listeners.get(event) ?? [])].map((listener) => listener(...(values as never[])));

  listens(event: string): boolean {
    return (this.#listeners.get(event)?.size ?? 0) > 0;
  }
}
