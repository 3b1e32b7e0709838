/** Nearest-rank percentiles of the newest samples; `count` is of all ever added. Milliseconds. */
export type LatencySummary = {
  readonly name: string;
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
};

const kept = 1_024;

/** A ring of the latest samples with their percentiles; adding allocates nothing. */
export class LatencySamples {
  readonly #name: string;
  readonly #ring = new Float64Array(kept);
  #count = 0;
  /** Asked for every second, whether something came or not. */
  #summary: LatencySummary | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  add(ms: number): void {
    this.#ring[this.#count % kept] = ms;
    this.#count += 1;
  }

  summary(): LatencySummary | null {
    if (this.#count === (this.#summary?.count ?? 0)) return this.#summary;
    const sorted = this.#ring.slice(0, Math.min(this.#count, kept)).sort();
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
    this.#summary = {
      name: this.#name,
      count: this.#count,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      maxMs: sorted.at(-1) ?? 0,
    };
    return this.#summary;
  }
}
