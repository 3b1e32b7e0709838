import type { Exposure } from '../../../../engine/domain/exposure.ts';
import type { ChartPoint } from '../../../components/line-chart.tsx';

/** Shown at least this share of spot to both sides. */
const nearest = 0.03;
/** A level farther away does not widen the view. */
const farthest = 0.15;
/** Share of the gamma, by size, that the view holds. */
const most = 0.8;
/** Room beyond the outermost level, as share of spot. */
const room = 0.01;

type Levels = Pick<Exposure, 'spot' | 'crossings' | 'callWall' | 'putWall' | 'profileSpots' | 'profileGex'>;

/** Half width around spot that holds most of the profile's |G|. */
function reachOfGamma({ profileSpots, profileGex }: Levels, spot: number): number {
  const byDistance = profileSpots
    .map((x, index) => ({ away: Math.abs(x / spot - 1), size: Math.abs(profileGex[index] ?? 0) }))
    .toSorted((one, other) => one.away - other.away);
  const all = byDistance.reduce((sum, { size }) => sum + size, 0);
  let held = 0;
  for (const { away, size } of byDistance) {
    held += size;
    if (held >= all * most) return away;
  }
  return 0;
}

/** The part of the gamma profile worth looking at: spot, walls, crossings and most of the gamma, instead of two flat tails. */
export function profileWindow(exposure: Levels): readonly ChartPoint[] {
  const { spot, crossings, callWall, putWall, profileSpots, profileGex } = exposure;
  const points = profileSpots.map((x, index) => ({ x, y: profileGex[index] ?? 0 }));
  if (spot === null || !(spot > 0)) return points;
  const reaches = [...crossings, callWall, putWall].flatMap((level) =>
    level === null || Math.abs(level / spot - 1) > farthest ? [] : [level / spot - 1],
  );
  const gamma = Math.min(farthest, reachOfGamma(exposure, spot));
  const low = spot * (1 + Math.min(-nearest, -gamma, ...reaches.map((reach) => reach - room)));
  const high = spot * (1 + Math.max(nearest, gamma, ...reaches.map((reach) => reach + room)));
  const inside = points.filter(({ x }) => x >= low && x <= high);
  return inside.length >= 2 ? inside : points;
}
