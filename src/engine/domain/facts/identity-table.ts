const fewestSlots = 64;

/**
 * Places (integers from 0) by identity (`factIdentity`), in typed arrays: a Map of as many numbers takes more memory
 * and leaves its old self as garbage whenever it grows. Open addressing with linear probing, at most half full; an
 * identity is a hash already, so its low bits choose the slot. What is removed leaves no mark behind (Knuth, TAOCP vol. 3,
 * 6.4, algorithm R).
 */
export class IdentityTable {
  #identities: Float64Array<ArrayBuffer>;
  /** Place + 1; 0 = free. */
  #places: Int32Array<ArrayBuffer>;
  #size = 0;

  constructor(expected = 0) {
    const slots = Math.max(fewestSlots, 2 ** Math.ceil(Math.log2(Math.max(1, 2 * expected))));
    this.#identities = new Float64Array(slots);
    this.#places = new Int32Array(slots);
  }

  get size(): number {
    return this.#size;
  }

  get(identity: number): number | undefined {
    const place = this.#places[this.#slotOf(identity)] ?? 0;
    return place === 0 ? undefined : place - 1;
  }

  set(identity: number, place: number): void {
    let slot = this.#slotOf(identity);
    if (this.#places[slot] === 0) {
      if (2 * (this.#size + 1) > this.#places.length) {
        this.#grow();
        slot = this.#slotOf(identity);
      }
      this.#size += 1;
    }
    this.#identities[slot] = identity;
    this.#places[slot] = place + 1;
  }

  delete(identity: number): boolean {
    const mask = this.#places.length - 1;
    let free = this.#slotOf(identity);
    if (this.#places[free] === 0) return false;
    this.#size -= 1;
    for (let at = (free + 1) & mask; this.#places[at] !== 0; at = (at + 1) & mask) {
      const home = (this.#identities[at] ?? 0) & mask;
      // Whoever could have stood in the free slot moves up, so that no search ends at it too early.
      if (((at - home) & mask) < ((at - free) & mask)) continue;
      this.#identities[free] = this.#identities[at] ?? 0;
      this.#places[free] = this.#places[at] ?? 0;
      free = at;
    }
    this.#places[free] = 0;
    return true;
  }

  /** Keeps its slots for the next as many. */
  clear(): void {
    this.#places.fill(0);
    this.#size = 0;
  }

  /** Where the identity stands, or the free slot where it belongs. */
  #slotOf(identity: number): number {
    const mask = this.#places.length - 1;
    let slot = identity & mask;
    while (this.#places[slot] !== 0 && this.#identities[slot] !== identity) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [identities, places] = [this.#identities, this.#places];
    this.#identities = new Float64Array(2 * places.length);
    this.#places = new Int32Array(2 * places.length);
    for (const [at, place] of places.entries()) {
      if (place === 0) continue;
      const slot = this.#slotOf(identities[at] ?? 0);
      this.#identities[slot] = identities[at] ?? 0;
      this.#places[slot] = place;
    }
  }
}
