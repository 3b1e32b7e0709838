const targetBytes = 512 << 10;

/**
 * How many items like `sample` make about half a megabyte: frames stay far below the transports' limits, and neither
 * end is busy with one for long.
 */
export function chunkSize(sample: unknown): number {
  const bytes = JSON.stringify(sample)?.length ?? 1;
  return Math.max(1, Math.floor(targetBytes / Math.max(1, bytes)));
}
