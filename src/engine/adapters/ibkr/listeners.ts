import type { Subscription } from '../../ports/connection.ts';

/** Whoever wants to be told; each may leave by itself. */
export class Listeners<Args extends readonly unknown[]> {
  readonly #listeners = new Set<(...args: Args) => void>();

  add(listener: (...args: Args) => void): Subscription {
    this.#listeners.add(listener);
    return { close: () => void this.#listeners.delete(listener) };
  }

  tell(...args: Args): void {
    for (const listener of this.#listeners) listener(...args);
  }
}
