import type { InstrumentId } from '../domain/ids.ts';

export type LineWish = {
  /** Lines of the account, or as many of them as TWS gives. */
  readonly limit: number;
  /** TWS gives fewer than the account has. */
  readonly isShort: boolean;
  /** Watched symbols, most important first. */
  readonly underlyings: readonly InstrumentId[];
  /** What windows ask for, most recently asked first. */
  readonly demanded: readonly InstrumentId[];
  /** Whether option chains are wanted at all. */
  readonly rotating: boolean;
};

export type LineGrant = {
  readonly granted: ReadonlySet<InstrumentId>;
  /** Lines the option rotation may use at once. */
  readonly rotation: number;
};

/** Lines left free for TWS's own windows and for cancels that are still under way. */
const headroom = 2;
/** Chains need at least this share of the lines, or they never fill. */
const rotationShare = 0.15;
/** Where lines are short, chains only must not stand still. */
const leastRotation = 2;

/**
 * Splits the lines: what the trader looks at first, then the watchlist, and the rest for the rotation, which always keeps
 * its minimum. An instrument that is both watched and demanded costs one line. Where lines are short, the rotation and
 * the lines left free give way first.
 */
export function shareLines({ limit, isShort, underlyings, demanded, rotating }: LineWish): LineGrant {
  const free = Math.max(0, limit - headroom);
  const usable = isShort ? limit : free;
  const least = isShort ? leastRotation : Math.max(4, Math.floor(limit * rotationShare));
  const kept = rotating ? Math.min(isShort ? Math.floor(usable / 2) : usable, least) : 0;
  const granted = new Set<InstrumentId>();
  for (const id of [...demanded, ...underlyings]) {
    if (granted.size >= usable - kept) break;
    granted.add(id);
  }
  return { granted, rotation: rotating ? Math.max(kept, free - granted.size) : 0 };
}

/** Depth requests, and tick-by-tick streams, that an account with this many lines may have at once. */
export function slotsOf(lines: number): number {
  return Math.max(3, Math.floor(lines / 100));
}
