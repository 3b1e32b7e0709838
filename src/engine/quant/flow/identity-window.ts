import { IdentityTable } from '../../domain/facts/identity-table.ts';

const first = 256;

/**
 * The last `most` identities (`factIdentity`) that were told, each with a time, so that what is told twice counts once and
 * what is taken back is taken out again, once and for good: a page that was made before may be read after. A ring of columns
 * beside a table: it grows by doubling to its bound and stays there, whatever a day brings.
 */
export class IdentityWindow {
  readonly #most: number;
  readonly #table = new IdentityTable();
  #identities: Float64Array<ArrayBuffer>;
  #times: Float64Array<ArrayBuffer>;
  #next = 0;

  constructor(most: number) {
    this.#most = most;
    this.#identities = new Float64Array(Math.min(first, most));
    this.#times = new Float64Array(Math.min(first, most));
  }

  has(identity: number): boolean {
    return this.#table.get(identity) !== undefined;
  }

  /** Forgets the oldest once it is full. The identity must not be within. */
  add(identity: number, timeMs: number): void {
    const place = this.#next;
    const oldest = this.#identities[place] ?? 0;
    if (this.#table.get(oldest) === place) this.#table.delete(oldest);
    this.#identities[place] = identity;
    this.#times[place] = timeMs;
    this.#table.set(identity, place);
    this.#next = place + 1;
    if (this.#next === this.#identities.length) this.#turn();
  }

  /** The time with which it was counted; null when it was not, or was taken back before. It is not to be counted again. */
  takeBack(identity: number): number | null {
    const place = this.#table.get(identity);
    if (place === undefined) {
      this.add(identity, Number.NaN);
      return null;
    }
    const time = this.#times[place] ?? Number.NaN;
    this.#times[place] = Number.NaN;
    return Number.isNaN(time) ? null : time;
  }

  #turn(): void {
    const length = Math.min(2 * this.#identities.length, this.#most);
    if (length === this.#identities.length) {
      this.#next = 0;
      return;
    }
    this.#identities = widened(this.#identities, length);
    this.#times = widened(this.#times, length);
  }
}

function widened(column: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const wide = new Float64Array(length);
  wide.set(column);
  return wide;
}
