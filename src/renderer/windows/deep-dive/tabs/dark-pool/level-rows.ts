import type { OffExchangeLevel } from '../../../../../engine/domain/evidence.ts';

export type LevelRow = OffExchangeLevel & {
  /** Of the heaviest level, 0..1: how long the bar is. */
  readonly length: number;
  /** Of the shares traded today, on all venues. */
  readonly ofVolume: number | null;
  /** Of the last price: above it positive. */
  readonly distance: number | null;
  /** The first level at or below the last price: spot is drawn above it. */
  readonly belowSpot: boolean;
};

/** Levels on the price axis, highest first. */
export function levelRows(
  levels: readonly OffExchangeLevel[],
  { spot, dayVolume }: { readonly spot: number | null; readonly dayVolume: number | null },
): readonly LevelRow[] {
  const most = Math.max(0, ...levels.map(({ shares }) => shares));
  const ordered = levels.toSorted((a, b) => b.price - a.price);
  const firstBelow = spot === null ? -1 : ordered.findIndex(({ price }) => price <= spot);
  return ordered.map((level, index) => ({
    ...level,
    length: most > 0 ? level.shares / most : 0,
    ofVolume: dayVolume !== null && dayVolume > 0 ? level.shares / dayVolume : null,
    distance: spot !== null && spot > 0 ? level.price / spot - 1 : null,
    belowSpot: index === firstBelow,
  }));
}
