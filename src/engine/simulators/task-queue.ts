export type DueTask = { readonly atMs: number; readonly run: () => void };
type Entry = { readonly atMs: number; readonly order: number; readonly run: () => void; live: boolean };

/** Binary heap of timed tasks; equal times keep the order of adding. */
export class TaskQueue {
  readonly #heap: Entry[] = [];
  #order = 0;

  add(atMs: number, run: () => void): () => void {
    const entry: Entry = { atMs, order: this.#order, run, live: true };
    this.#order += 1;
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return () => {
      entry.live = false;
    };
  }

  nextMs(): number | null {
    this.#dropDead();
    return this.#heap[0]?.atMs ?? null;
  }

  /** Removes and returns the earliest live task due at or before `toMs`. */
  takeDue(toMs: number): DueTask | null {
    this.#dropDead();
    const first = this.#heap[0];
    if (!first || first.atMs > toMs) return null;
    this.#removeFirst();
    first.live = false;
    return first;
  }

  clear(): void {
    this.#heap.length = 0;
  }

  #dropDead(): void {
    while (this.#heap[0] && !this.#heap[0].live) this.#removeFirst();
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
  }

  #before(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (!first || !second) return false;
    return first.atMs < second.atMs || (first.atMs === second.atMs && first.order < second.order);
  }

  #swap(a: number, b: number): void {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (!first || !second) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }

  #rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#before(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #sink(start: number): void {
    let index = start;
    for (;;) {
      const left = index * 2 + 1;
      const right = left + 1;
      let smallest = index;
      if (this.#before(left, smallest)) smallest = left;
      if (this.#before(right, smallest)) smallest = right;
      if (smallest === index) return;
      this.#swap(index, smallest);
      index = smallest;
    }
  }
}
