/** All in real milliseconds; tests shorten them. */
export type SessionTimings = {
  /** From dialling to account list and order id. */
  readonly connectMs: number;
  /** Pause after the greeting; a farm message ends it early. */
  readonly settleMs: number;
  readonly pingMs: number;
  readonly pingDeadlineMs: number;
  readonly backoffMs: readonly number[];
  /** A taken client id does not become free by asking often. */
  readonly idInUseMs: number;
  /** The same after we were connected ourselves: TWS may still hold our own dead connection. */
  readonly ownGhostMs: number;
  /** After a farm came back: lines silent for this long are opened again. */
  readonly farmCheckMs: number;
};

export const sessionTimings: SessionTimings = {
  connectMs: 10_000,
  settleMs: 500,
  pingMs: 10_000,
  pingDeadlineMs: 5_000,
  backoffMs: [1_000, 2_000, 4_000, 8_000, 15_000],
  idInUseMs: 60_000,
  ownGhostMs: 15_000,
  farmCheckMs: 10_000,
};
