import type { Subscription } from '../ports/connection.ts';

/** Tells whoever listens. A listener may leave, or others join, while it is being told. */
export class Announcer<Item> {
  readonly #listeners = new Set<(item: Item) => void>();

  add(listener: (item: Item) => void): Subscription {
    // A wrapper of its own, so that the same function may listen twice and leave once.
    const own = (item: Item) => listener(item);
    this.#listeners.add(own);
    return { close: () => void this.#listeners.delete(own) };
  }

  tell(item: Item): void {
    for (const listener of [...this.#listeners]) listener(item);
  }

  get size(): number {
    return this.#listeners.size;
  }
}
