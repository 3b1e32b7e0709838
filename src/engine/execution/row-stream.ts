import type { Subscription } from '../ports/connection.ts';
import { Announcer } from './announcer.ts';

/** A conflated stream: whoever comes late gets the present rows, and a row is told only when it has changed. */
export interface LatestRows<Row> {
  list(): readonly Row[];
  onRow(listener: (row: Row) => void): Subscription;
  onGone(listener: (key: string) => void): Subscription;
}

export class RowStream<Row> implements LatestRows<Row> {
  readonly #keyOf: (row: Row) => string;
  readonly #rows = new Map<string, { readonly row: Row; readonly text: string }>();
  readonly #changed = new Announcer<Row>();
  readonly #gone = new Announcer<string>();

  constructor(keyOf: (row: Row) => string) {
    this.#keyOf = keyOf;
  }

  set(row: Row): void {
    const key = this.#keyOf(row);
    const text = JSON.stringify(row);
    if (this.#rows.get(key)?.text === text) return;
    this.#rows.set(key, { row, text });
    this.#changed.tell(row);
  }

  remove(key: string): void {
    if (this.#rows.delete(key)) this.#gone.tell(key);
  }

  list(): readonly Row[] {
    return [...this.#rows.values()].map(({ row }) => row);
  }

  onRow(listener: (row: Row) => void): Subscription {
    return this.#changed.add(listener);
  }

  onGone(listener: (key: string) => void): Subscription {
    return this.#gone.add(listener);
  }
}
