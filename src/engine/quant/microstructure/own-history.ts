/** The empirical distribution of a measure over its own past, kept sorted; grows as long as it is fed. */
export class OwnHistory {
  #sorted: Float64Array = new Float64Array(256);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds a value and tells the share of all values so far, itself included, that are not above it. */
  add(value: number): number {
    if (this.#count === this.#sorted.length) this.#grow();
    const row = this.#firstAbove(value);
    this.#sorted.copyWithin(row + 1, row, this.#count);
    this.#sorted[row] = value;
    this.#count += 1;
    return (row + 1) / this.#count;
  }

  #firstAbove(value: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const sorted = new Float64Array(2 * this.#sorted.length);
    sorted.set(this.#sorted);
    this.#sorted = sorted;
  }
}
