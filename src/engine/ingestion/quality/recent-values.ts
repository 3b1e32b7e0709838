function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

/** Makes the median absolute deviation of normal values their standard deviation (Rousseeuw and Croux, 1993). */
const consistency = 1.4826;

/** The latest values of one series, and how unusual the next one is. A few wild values do not move what is usual. */
export class RecentValues {
  readonly #kept: number;
  readonly #values: number[] = [];
  #usual = { median: 0, spread: 0 };

  constructor(kept: number) {
    this.#kept = kept;
  }

  get count(): number {
    return this.#values.length;
  }

  add(value: number): void {
    this.#values.push(value);
    if (this.#values.length > this.#kept) this.#values.shift();
    const middle = median(this.#values);
    const spread = consistency * median(this.#values.map((one) => Math.abs(one - middle)));
    this.#usual = { median: middle, spread };
  }

  /** Distance from the median as a share of it and in robust deviations. */
  distance(value: number): { readonly median: number; readonly share: number; readonly deviations: number } {
    const { median, spread } = this.#usual;
    const away = Math.abs(value - median);
    const share = median === 0 ? 0 : away / Math.abs(median);
    return { median, share, deviations: spread > 0 ? away / spread : away > 0 ? Number.POSITIVE_INFINITY : 0 };
  }
}

export { median };
