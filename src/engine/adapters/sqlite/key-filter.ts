/**
 * Which identities (`factIdentity`) may be known, in a fixed number of bits (Bloom 1970, two hashes): "no" is certain, "perhaps"
 * is wrong the oftener the more were added. Nothing is taken out again but everything.
 */
export class KeyFilter {
  readonly #words: Uint32Array<ArrayBuffer>;
  readonly #shift: number;

  /** 2^`bits` bits, 5 to 32. */
  constructor(bits: number) {
    this.#words = new Uint32Array(2 ** (bits - 5));
    this.#shift = 32 - bits;
  }

  add(identity: number): void {
    const first = this.#first(identity);
    const second = this.#second(identity);
    this.#words[first >>> 5] = (this.#words[first >>> 5] ?? 0) | (1 << (first & 31));
    this.#words[second >>> 5] = (this.#words[second >>> 5] ?? 0) | (1 << (second & 31));
  }

  mayHave(identity: number): boolean {
    return this.#has(this.#first(identity)) && this.#has(this.#second(identity));
  }

  clear(): void {
    this.#words.fill(0);
  }

  #has(place: number): boolean {
    return ((this.#words[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
  }

  /** The identity is a hash itself: its lower half, and both halves stirred once more. */
  #first(identity: number): number {
    return (identity >>> 0) >>> this.#shift;
  }

  #second(identity: number): number {
    const high = Math.floor(identity / 2 ** 32);
    const stirred = Math.imul((identity >>> 0) ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
    return (stirred ^ (stirred >>> 15)) >>> this.#shift;
  }
}
