import type { BookSideName, DepthColumns } from './depth-columns.ts';

/** One side of an order book, best price first. Updates allocate only when the side outgrows its arrays. */
export class BookSide implements DepthColumns {
  /** +1 asks (ascending), -1 bids (descending): price x direction ascends. */
  readonly #direction: 1 | -1;
  #price: Float64Array;
  #size: Float64Array;
  #depth = 0;

  constructor(side: BookSideName, capacity = 64) {
    this.#direction = side === 'asks' ? 1 : -1;
    this.#price = new Float64Array(Math.max(1, capacity));
    this.#size = new Float64Array(Math.max(1, capacity));
  }

  get depth(): number {
    return this.#depth;
  }

  get price(): Float64Array {
    return this.#price;
  }

  get size(): Float64Array {
    return this.#size;
  }

  clear(): void {
    this.#depth = 0;
  }

  /** The size shown at a price, 0 when there is none. */
  sizeAt(price: number): number {
    const row = this.#rowOf(price);
    return row < this.#depth && this.#price[row] === price ? (this.#size[row] as number) : 0;
  }

  /** Sets the size at a price; 0 removes the level. False, and nothing changed, for what is no price or no size. */
  set(price: number, size: number): boolean {
    if (!Number.isFinite(price) || !Number.isFinite(size) || size < 0) return false;
    const row = this.#rowOf(price);
    const present = row < this.#depth && this.#price[row] === price;
    if (size === 0) {
      if (present) this.#remove(row);
      return true;
    }
    if (!present) this.#insert(row, price);
    this.#size[row] = size;
    return true;
  }

  /** First row that is not better than `price`. */
  #rowOf(price: number): number {
    const sought = price * this.#direction;
    let low = 0;
    let high = this.#depth;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#price[middle] as number) * this.#direction < sought) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(row: number, price: number): void {
    if (this.#depth === this.#price.length) this.#grow();
    this.#price.copyWithin(row + 1, row, this.#depth);
    this.#size.copyWithin(row + 1, row, this.#depth);
    this.#price[row] = price;
    this.#depth += 1;
  }

  #remove(row: number): void {
    this.#price.copyWithin(row, row + 1, this.#depth);
    this.#size.copyWithin(row, row + 1, this.#depth);
    this.#depth -= 1;
  }

  #grow(): void {
    const [price, size] = [this.#price, this.#size];
    this.#price = new Float64Array(2 * price.length);
    this.#size = new Float64Array(2 * size.length);
    this.#price.set(price);
    this.#size.set(size);
  }
}
