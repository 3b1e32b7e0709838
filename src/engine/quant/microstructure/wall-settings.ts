/** The house definitions' numbers of walls and their kin; sizes in shares or contracts, so `minSize` is per instrument. */
export type WallSettings = {
  /** A wall is at least this many times the median of the other levels ... */
  readonly medianRatio: number;
  /** ... and at least this size. */
  readonly minSize: number;
  /** Levels from the best that are looked at. */
  readonly levels: number;
  /** Other levels needed for a median to mean anything. */
  readonly minOthers: number;
  readonly confirmMs: number;
  /** A flash wall is pulled no later than this after it appeared. */
  readonly flashMs: number;
  /** Pulled: below this share of its peak. */
  readonly flashDrop: number;
  /** Pulled, not traded away: executed less than this share of its peak. */
  readonly flashExecuted: number;
  /** So many flash walls on one side within `spoofWindowMs` are suspected spoofing. */
  readonly spoofCount: number;
  readonly spoofWindowMs: number;
};

export const usualWalls: WallSettings = {
  medianRatio: 5,
  minSize: 1000,
  levels: 10,
  minOthers: 4,
  confirmMs: 2000,
  flashMs: 3000,
  flashDrop: 0.2,
  flashExecuted: 0.1,
  spoofCount: 2,
  spoofWindowMs: 60_000,
};

/** A trade with its aggressor. */
export type AggressorTrade = {
  readonly timeMs: number;
  readonly price: number;
  readonly size: number;
  readonly side: 'buy' | 'sell';
};
