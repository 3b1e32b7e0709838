import type { Cadence, Endpoint, EndpointItem } from '../../ports/vendor.ts';
import type { EffectiveEndpoint } from './effective-feed.ts';

/** One thing an endpoint is asked for: the market, a symbol, one expiry of a symbol, or an item of its list. */
export type Target = {
  readonly key: string;
  /** Our spelling; `''` for the market. */
  readonly symbol: string;
  readonly expiryRank: number | null;
  readonly item: EndpointItem;
  /** World time at which it wants to be asked; what is never due is asked only as a follow-up. */
  dueMs: number;
  /** World time before which it is let be whatever its cadence says: the vendor does not know it. */
  notBeforeMs: number;
  askedMs: number | null;
  succeededMs: number | null;
  /** When the store learned of it before this start, world time. */
  knownMs: number | null;
  /** Waits in the queue or is on its way. */
  busy: boolean;
  /** What the store knows of it from before this start has been looked up. */
  looked: boolean;
  /** Asked once even while its market is closed, because nothing is known at all. */
  evenClosed: boolean;
  /** What an earlier answer said of its version does not count: it was read for other symbols. */
  afresh: boolean;
  /** Something was mended while it was on its way: should it fail, it is asked again at once. */
  owed: boolean;
  /** Overdue and given a moment of its own, so that not everything is asked at once. */
  spread: boolean;
};

/** How long a target is let be that the vendor does not know, world time. */
export const longestWaitMs = 3_600_000;

type Place = Pick<Target, 'key' | 'symbol' | 'expiryRank' | 'item'>;

function ranks({ expiries }: Endpoint): readonly number[] {
  if (expiries === null) return [0];
  return Array.from({ length: Math.max(0, expiries.to - expiries.from + 1) }, (_none, index) => expiries.from + index);
}

function placesOf({ endpoint, symbols }: EffectiveEndpoint): readonly Place[] {
  switch (endpoint.fanOut) {
    case 'none':
      return [{ key: '', symbol: '', expiryRank: null, item: {} }];
    case 'symbol':
      return symbols.map((symbol) => ({ key: symbol, symbol, expiryRank: null, item: {} }));
    case 'symbol-expiry':
      return symbols.flatMap((symbol) =>
        ranks(endpoint).map((rank) => ({ key: `${symbol}/${rank}`, symbol, expiryRank: rank, item: {} })),
      );
    case 'item':
      return endpoint.items.map((item) => ({
        key: Object.values(item).join('/'),
        symbol: item['symbol'] ?? '',
        expiryRank: null,
        item,
      }));
  }
}

/** The targets of an endpoint; those that were there before keep what is known of them. */
export function targetsOf(effective: EffectiveEndpoint, before: readonly Target[], nowMs: number): Target[] {
  const known = new Map(before.map((target) => [target.key, target]));
  return placesOf(effective).map((place): Target => {
    const old = known.get(place.key);
    if (old) return Object.assign(old, { item: place.item });
    return {
      ...place,
      dueMs: nowMs,
      notBeforeMs: Number.NEGATIVE_INFINITY,
      askedMs: null,
      succeededMs: null,
      knownMs: null,
      busy: false,
      looked: false,
      evenClosed: false,
      afresh: false,
      owed: false,
      spread: false,
    };
  });
}

/** When a target is due under another cadence than the one it was planned with. */
export function dueUnder(cadence: Cadence, target: Target, nowMs: number): number {
  if (target.askedMs === null || !('everyMs' in cadence)) return Math.min(target.dueMs, nowMs);
  return target.askedMs + cadence.everyMs;
}
