const kept = 256;

/** The latest round-trip times and their percentiles. */
export class RoundTrips {
  readonly #samples: number[] = [];

  add(ms: number): void {
    this.#samples.push(ms);
    if (this.#samples.length > kept) this.#samples.shift();
  }

  /** Nearest-rank percentile, 0..1; null before the first sample. */
  percentile(share: number): number | null {
    if (this.#samples.length === 0) return null;
    const sorted = this.#samples.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? null;
  }
}
