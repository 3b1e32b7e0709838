import type { Entitlement } from '../session/settings.ts';

/** Conditions that scripted faults turn on and off and that streams look at. */
export class Switches {
  /** Kinds of subscription that stay silent, as after a farm that came back without its data. */
  readonly deadFeeds = new Set<FeedKind>();
  /** Permission by symbol, over what the settings say. */
  readonly entitlements = new Map<string, Entitlement>();
  /** A second session elsewhere takes the data: 10197 for every line. */
  competingSession = false;
  /** New connections are accepted but never answered. */
  muteHandshake = false;
  /** Added to nextValidId, to roll it back as after a nightly restart. */
  nextIdShift = 0;
  omitOrderStatus = false;
}

export type FeedKind = 'marketData' | 'depth' | 'tickByTick' | 'realTimeBars' | 'history' | 'account' | 'pnl';
