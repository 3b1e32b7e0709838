import { IdentityTable } from '../../domain/facts/identity-table.ts';

const minuteMs = 60_000;
const sliceMs = 30 * minuteMs;
/** In place of the minute of what was taken back. */
const takenBack = 0;

type Slice = { readonly table: IdentityTable; newestTime: number };

/**
 * Identities (`factIdentity`) of what was counted, each with its minute, so that what is told twice counts once and what is
 * taken back is taken out again, once and for good: a page that was made before may be read after. They live as long as what
 * they can take back counts, in one table a half hour, so that a time is forgotten at once. `most` bounds them: beyond it
 * the oldest half hour goes, and what happened so long ago is not `within` any more. 24 to 48 bytes each.
 */
export class IdentityWindow {
  readonly #most: number;
  readonly #slices = new Map<number, Slice>();
  #spare: IdentityTable | null = null;
  #size = 0;
  /** Up to this time some are forgotten that still count. */
  #forgottenTime = Number.NEGATIVE_INFINITY;

  constructor(most: number) {
    this.#most = most;
  }

  has(identity: number): boolean {
    return this.#sliceWith(identity) !== undefined;
  }

  /** Whether something of this time could be known: what could not must not be counted, it may have been before. */
  within(timeMs: number): boolean {
    return timeMs > this.#forgottenTime;
  }

  /** The identity must not be within. */
  add(identity: number, timeMs: number): void {
    this.#keep(identity, timeMs, Math.floor(timeMs / minuteMs) + 1);
  }

  /** Start of the minute in which it was counted; null when it was not, or was taken back before. It is not to be counted again. */
  takeBack(identity: number, timeMs: number): number | null {
    const slice = this.#sliceWith(identity);
    const minute = slice?.get(identity) ?? takenBack;
    if (slice) slice.set(identity, takenBack);
    else this.#keep(identity, timeMs, takenBack);
    return minute === takenBack ? null : (minute - 1) * minuteMs;
  }

  /** What is wholly before this time can take nothing back any more. */
  forget(beforeMs: number): void {
    for (const slice of this.#slices.keys()) if ((slice + 1) * sliceMs <= beforeMs) this.#drop(slice);
  }

  #keep(identity: number, timeMs: number, minute: number): void {
    const slice = this.#sliceAt(Math.floor(timeMs / sliceMs));
    slice.table.set(identity, minute);
    slice.newestTime = Math.max(slice.newestTime, timeMs);
    this.#size += 1;
    if (this.#size <= this.#most) return;
    const oldest = Math.min(...this.#slices.keys());
    this.#forgottenTime = Math.max(this.#forgottenTime, this.#slices.get(oldest)?.newestTime ?? 0);
    this.#drop(oldest);
  }

  #sliceAt(at: number): Slice {
    const known = this.#slices.get(at);
    if (known) return known;
    const made = { table: this.#spare ?? new IdentityTable(), newestTime: Number.NEGATIVE_INFINITY };
    this.#spare = null;
    this.#slices.set(at, made);
    return made;
  }

  #sliceWith(identity: number): IdentityTable | undefined {
    for (const { table } of this.#slices.values()) if (table.get(identity) !== undefined) return table;
    return undefined;
  }

  /** Its room serves the next half hour. */
  #drop(at: number): void {
    const table = this.#slices.get(at)?.table;
    if (!table) return;
    this.#slices.delete(at);
    this.#size -= table.size;
    table.clear();
    this.#spare = table;
  }
}
