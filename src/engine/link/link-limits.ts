/** Bounds on what one peer may make a server hold. */
export type LinkLimits = {
  readonly maxSubscriptions: number;
  readonly maxInFlight: number;
  /** Refused requests and subscriptions in `refusalWindowMs`; beyond it the peer is flooding and is closed. */
  readonly maxRefusals: number;
  readonly refusalWindowMs: number;
  /** Items an `every` stream, removed keys a `latest` stream holds for a reader that lags. */
  readonly maxQueuedItems: number;
  /** Rows and frames a `batch` stream holds before it drops them and marks a gap. */
  readonly maxQueuedRows: number;
  readonly maxQueuedFrames: number;
  /** Bytes the transport may hold for a reader; beyond it the peer is closed. */
  readonly maxBufferedBytes: number;
  readonly helloTimeoutMs: number;
  /** Silence after which a peer is asked for a sign of life, and after which it counts as gone. */
  readonly quietMs: number;
  readonly deadMs: number;
};

export const defaultLimits: LinkLimits = {
  maxSubscriptions: 500,
  maxInFlight: 200,
  maxRefusals: 1_000,
  refusalWindowMs: 10_000,
  maxQueuedItems: 10_000,
  maxQueuedRows: 50_000,
  maxQueuedFrames: 200,
  maxBufferedBytes: 64 << 20,
  helloTimeoutMs: 5_000,
  quietMs: 15_000,
  deadMs: 45_000,
};
