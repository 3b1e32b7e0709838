/** When numbers contradict each other enough to be shown. Shares are fractions. */
export type QualityThresholds = {
  /** Of a busy series one value in so many world ms is kept. */
  readonly sampleMs: number;
  /** Values kept per series to know what is usual. */
  readonly historyLength: number;
  /** Values needed before anything can be unusual. */
  readonly historyNeeded: number;
  /** Distance from the median in robust standard deviations, and at least this share of the price. */
  readonly outlierDeviations: number;
  readonly outlierShare: number;
  /** A real-time quote older than this in regular hours, world ms, unless what told it is valid for longer. */
  readonly staleMs: number;
  /** Quotes further apart in time are not compared, world ms. */
  readonly togetherMs: number;
  readonly priceShare: number;
  readonly deltaDifference: number;
  readonly volDifference: number;
  /** One spread so many times the other. */
  readonly spreadRatio: number;
  /** Contracts two chains have to share before they are compared. */
  readonly contractsNeeded: number;
  /** Share of a chain's rows that may be crossed: quotes of far strikes sometimes are. */
  readonly crossedShare: number;
  /** Yields come once a day and not at all on holidays, world ms. */
  readonly yieldValidMs: number;
  /** How long an outlier stays shown, world ms. */
  readonly shownMs: number;
};

export const qualityThresholds: QualityThresholds = {
  sampleMs: 1_000,
  historyLength: 60,
  historyNeeded: 20,
  outlierDeviations: 10,
  outlierShare: 0.03,
  staleMs: 300_000,
  togetherMs: 5_000,
  priceShare: 0.005,
  deltaDifference: 0.05,
  volDifference: 0.05,
  spreadRatio: 5,
  contractsNeeded: 8,
  crossedShare: 0.02,
  yieldValidMs: 5 * 86_400_000,
  shownMs: 300_000,
};
