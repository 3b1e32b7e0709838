import { IdentityTable } from '../../domain/facts/identity-table.ts';

/**
 * The newest version of facts that were told lately, as a hash of what it says: who asks a vendor again is mostly told
 * what is known, and to read each of those rows again cost a sixth of ingestion. Bounded: the oldest place is used next.
 * A miss means nothing, and the rows decide.
 */
export class RecentVersions {
  readonly #most: number;
  readonly #table: IdentityTable;
  readonly #identities: Float64Array<ArrayBuffer>;
  readonly #said: Float64Array<ArrayBuffer>;
  readonly #times: Float64Array<ArrayBuffer>;
  #next = 0;

  constructor(most: number) {
    this.#most = most;
    this.#table = new IdentityTable(most);
    this.#identities = new Float64Array(most);
    this.#said = new Float64Array(most);
    this.#times = new Float64Array(most);
  }

  /** The newest version, known when this arrived, says the same. */
  hasSaid(identity: number, said: number, receivedTime: number): boolean {
    const place = this.#table.get(identity);
    return place !== undefined && this.#said[place] === said && (this.#times[place] ?? Infinity) <= receivedTime;
  }

  /** This version is the newest of its identity. */
  note(identity: number, said: number, receivedTime: number): void {
    let place = this.#table.get(identity);
    if (place === undefined) {
      place = this.#next;
      this.#next = (place + 1) % this.#most;
      const oldest = this.#identities[place] ?? 0;
      if (this.#table.get(oldest) === place) this.#table.delete(oldest);
      this.#identities[place] = identity;
      this.#table.set(identity, place);
    }
    this.#said[place] = said;
    this.#times[place] = receivedTime;
  }

  /** Rows went, or never came: nothing is known any more. */
  clear(): void {
    this.#table.clear();
  }
}
