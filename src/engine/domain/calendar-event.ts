import type { EarningsEvent, EconomicEvent } from './facts/announcements.ts';
import type { Ticker } from './ids.ts';

/** What sources disagree on, in words with their values. */
export type Disagreement = { readonly field: string; readonly message: string };

/** One release as all sources together tell it. Where they differ, the first of `sources` counts. */
export type ScheduledRelease = EconomicEvent & {
  readonly sources: readonly string[];
  readonly disagreements: readonly Disagreement[];
};

export type ScheduledReport = EarningsEvent & {
  readonly ticker: Ticker;
  readonly sources: readonly string[];
  readonly disagreements: readonly Disagreement[];
};
