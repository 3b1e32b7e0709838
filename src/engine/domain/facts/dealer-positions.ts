/** Gamma, delta, vanna and charm as one vendor states them; signs and units are the vendor's own convention. */
export type GreekSet = {
  readonly gamma: number | null;
  readonly delta: number | null;
  readonly vanna: number | null;
  readonly charm: number | null;
};

/** End-of-day exposure of calls and puts, of everything or of one expiry and/or strike. */
export type GreekExposure = {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly expiry: string | null;
  readonly strike: number | null;
  readonly call: GreekSet;
  readonly put: GreekSet;
};

/**
 * Exposure during the session in dollars per 1 % move. `byOpenInterest` counts all open contracts, `byVolume` today's
 * trades, `directional` today's trades signed by their aggressor.
 */
export type SpotExposure = {
  readonly price: number | null;
  readonly expiry: string | null;
  readonly strike: number | null;
  readonly byOpenInterest: GreekSet;
  readonly byVolume: GreekSet;
  readonly directional: GreekSet;
};

/** The price at which option holders of an expiry lose most, as the vendor computed it. */
export type MaxPain = { readonly expiry: string; readonly price: number };

/** Levels as the vendor computed them; ours are computed from chains and shown beside them. */
export type VendorGexLevels = {
  readonly callWall: number | null;
  readonly putWall: number | null;
  readonly gammaFlip: number | null;
};
