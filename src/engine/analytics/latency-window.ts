export type LatencySummary = {
  readonly name: string;
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
};

const size = 2_048;

/** The last 2,048 durations and their percentiles; adding costs nothing, asking sorts a copy. */
export function createLatencyWindow(name: string): { add(ms: number): void; summary(): LatencySummary | null } {
  const values = new Float64Array(size);
  let count = 0;
  return {
    add: (ms) => {
      values[count % size] = ms;
      count += 1;
    },
    summary: () => {
      if (count === 0) return null;
      const sorted = values.slice(0, Math.min(count, size)).sort();
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
      return { name, count, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: sorted.at(-1) ?? 0 };
    },
  };
}
