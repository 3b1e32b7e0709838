/** Real milliseconds; tests shorten them. */
export type IngestionTimings = {
  /** Quotes are passed on this often at most; 0 = as they come, for receivers that conflate by themselves as links do. */
  readonly quotesMs: number;
  /** Watchlist and books are passed on this often at most. */
  readonly rowsMs: number;
  /** Bars and tape. */
  readonly batchesMs: number;
  readonly rotationMs: number;
  /** Depth turns, chains, health. */
  readonly housekeepingMs: number;
  /** A window that closes and opens again, or another that takes over, does not cost a new line. */
  readonly lingerMs: number;
  readonly depthDwellMs: number;
  readonly saveMs: number;
  readonly saveQuotesMs: number;
  readonly pruneMs: number;
};

export const ingestionTimings: IngestionTimings = {
  quotesMs: 0,
  rowsMs: 50,
  batchesMs: 100,
  rotationMs: 50,
  housekeepingMs: 1_000,
  lingerMs: 5_000,
  depthDwellMs: 5_000,
  saveMs: 2_000,
  saveQuotesMs: 30_000,
  pruneMs: 3_600_000,
};
