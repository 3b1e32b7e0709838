import type { Subscription } from '../ports/connection.ts';
import type { LatestReceiver } from './ingestion-types.ts';

type Options<Item> = {
  readonly pace?: 'flushed' | 'at-once';
  /** An item that says the same as the one before is not passed on again. */
  readonly same?: (before: Item, after: Item) => boolean;
};

/** Newest item of each key for any number of receivers; passes on at most one item a key and flush, or each at once. */
export class FanOut<Item> {
  readonly #keyOf: (item: Item) => string;
  readonly #atOnce: boolean;
  readonly #same: Options<Item>['same'];
  #onPending: (() => void) | null = null;
  readonly #items = new Map<string, Item>();
  readonly #dirty = new Set<string>();
  readonly #receivers = new Set<{
    readonly wants: (key: string) => boolean;
    readonly receiver: LatestReceiver<Item>;
  }>();

  constructor(keyOf: (item: Item) => string, { pace = 'flushed', same }: Options<Item> = {}) {
    this.#keyOf = keyOf;
    this.#atOnce = pace === 'at-once';
    this.#same = same;
  }

  /** Told whenever there is something for the next flush and was nothing before. */
  onPending(listener: () => void): void {
    this.#onPending = listener;
    if (this.#dirty.size > 0) listener();
  }

  get(key: string): Item | undefined {
    return this.#items.get(key);
  }

  all(): IterableIterator<Item> {
    return this.#items.values();
  }

  set(item: Item): void {
    const key = this.#keyOf(item);
    const before = this.#items.get(key);
    if (before !== undefined && this.#same?.(before, item)) return;
    this.#items.set(key, item);
    if (!this.#atOnce) {
      if (this.#dirty.size === 0) this.#onPending?.();
      this.#dirty.add(key);
      return;
    }
    for (const { wants, receiver } of this.#receivers) if (wants(key)) receiver.set(item);
  }

  /** Items that the next flush passes on. */
  *pending(): IterableIterator<Item> {
    for (const key of this.#dirty) {
      const item = this.#items.get(key);
      if (item !== undefined) yield item;
    }
  }

  remove(key: string): void {
    this.#dirty.delete(key);
    if (!this.#items.delete(key)) return;
    for (const { wants, receiver } of this.#receivers) if (wants(key)) receiver.remove(key);
  }

  flush(): void {
    if (this.#dirty.size === 0) return;
    for (const key of this.#dirty) {
      const item = this.#items.get(key);
      if (item === undefined) continue;
      for (const { wants, receiver } of this.#receivers) if (wants(key)) receiver.set(item);
    }
    this.#dirty.clear();
  }

  /** What is known comes at once. */
  subscribe(receiver: LatestReceiver<Item>, wants: (key: string) => boolean = () => true): Subscription {
    const entry = { wants, receiver };
    this.#receivers.add(entry);
    for (const [key, item] of this.#items) if (wants(key)) receiver.set(item);
    return { close: () => void this.#receivers.delete(entry) };
  }

  get receivers(): number {
    return this.#receivers.size;
  }
}
