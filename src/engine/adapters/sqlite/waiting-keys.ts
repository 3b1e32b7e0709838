import { IdentityTable } from '../../domain/facts/identity-table.ts';

/** Rows (`seq`) by identity (`factIdentity`) in typed columns, oldest first; the newest can be taken back. */
export class WaitingKeys {
  readonly #newest: IdentityTable;
  #identities: Float64Array<ArrayBuffer>;
  #seqs: Float64Array<ArrayBuffer>;
  /** Place + 1 of the row of the same identity before it; 0 = none. */
  #before: Int32Array<ArrayBuffer>;
  #length = 0;

  constructor(expected: number) {
    this.#newest = new IdentityTable(expected);
    this.#identities = new Float64Array(expected);
    this.#seqs = new Float64Array(expected);
    this.#before = new Int32Array(expected);
  }

  get length(): number {
    return this.#length;
  }

  add(identity: number, seq: number): void {
    if (this.#length === this.#seqs.length) this.#widen();
    const place = this.#length;
    this.#identities[place] = identity;
    this.#seqs[place] = seq;
    this.#before[place] = (this.#newest.get(identity) ?? -1) + 1;
    this.#newest.set(identity, place);
    this.#length += 1;
  }

  /** The row of an identity that was added last. */
  newestOf(identity: number): number | undefined {
    const place = this.#newest.get(identity);
    return place === undefined ? undefined : this.#seqs[place];
  }

  /** In the order they were added. */
  rowsOf(identity: number): readonly number[] {
    const found: number[] = [];
    for (let at = (this.#newest.get(identity) ?? -1) + 1; at > 0; at = this.#before[at - 1] ?? 0) {
      found.push(this.#seqs[at - 1] ?? 0);
    }
    return found.reverse();
  }

  /** Takes back what was added after the first `length`. */
  truncate(length: number): void {
    while (this.#length > length) {
      this.#length -= 1;
      const identity = this.#identities[this.#length] ?? 0;
      const before = this.#before[this.#length] ?? 0;
      if (before === 0) this.#newest.delete(identity);
      else this.#newest.set(identity, before - 1);
    }
  }

  /** Keeps its columns for the next as many. */
  clear(): void {
    this.#newest.clear();
    this.#length = 0;
  }

  /** Every pair by identity, then by row. */
  sorted(): SortedKeys {
    const order = Uint32Array.from({ length: this.#length }, (_, place) => place);
    const [identities, seqs] = [this.#identities, this.#seqs];
    order.sort((a, b) => (identities[a] ?? 0) - (identities[b] ?? 0) || (seqs[a] ?? 0) - (seqs[b] ?? 0));
    const at = (column: Float64Array, rank: number): number => column[order[rank] ?? 0] ?? 0;
    return {
      length: order.length,
      identityAt: (rank) => at(identities, rank),
      seqAt: (rank) => at(seqs, rank),
      lastSeq: seqs.subarray(0, this.#length).reduce((most, seq) => Math.max(most, seq), 0),
    };
  }

  #widen(): void {
    const wide = Math.max(1_024, 2 * this.#seqs.length);
    const [identities, seqs, before] = [this.#identities, this.#seqs, this.#before];
    this.#identities = new Float64Array(wide);
    this.#seqs = new Float64Array(wide);
    this.#before = new Int32Array(wide);
    this.#identities.set(identities);
    this.#seqs.set(seqs);
    this.#before.set(before);
  }
}

/** Reads the columns it was made of: they must stay as they are while it is used. */
export type SortedKeys = {
  readonly length: number;
  readonly lastSeq: number;
  identityAt(rank: number): number;
  seqAt(rank: number): number;
};
