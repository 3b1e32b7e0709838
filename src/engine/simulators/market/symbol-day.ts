import { minutesPerDay, printRates } from './activity.ts';
import type { DarkBlock } from './dark-blocks.ts';
import { drawBlocks } from './dark-blocks.ts';
import { episodeOf } from './episode-plan.ts';
import type { FactorWorld } from './factor-world.ts';
import type { Jump } from './factor-path.ts';
import { positioningOf, wallWeek } from './open-interest.ts';
import type { PriceLine } from './price-line.ts';
import { recentLevel } from './price-line.ts';
import { combine, keyOf, normal, uniform } from './random.ts';
import type { SessionGrid } from './session-grid.ts';
import { nodeSeconds, openNode, openSecond, sessionGrid } from './session-grid.ts';
import type { SymbolSpec } from './symbol-spec.ts';
import { isIndex } from './symbol-spec.ts';
import { tradingDayAt } from './trading-days.ts';

/** The outline of one instrument's day, cheap to make; prices in ticks. Seconds and print rates are filled on demand. */
export type SymbolDay = {
  readonly key: number;
  readonly spec: SymbolSpec;
  readonly grid: SessionGrid;
  readonly index: number;
  readonly base: number;
  readonly previousClose: number;
  readonly openTick: number;
  readonly highTick: number;
  readonly lowTick: number;
  readonly closeTick: number;
  /** Seconds in which the session's extremes are printed. */
  readonly highSecond: number;
  readonly lowSecond: number;
  /** Standard deviation of one second's log step in the session. */
  readonly stepSd: number;
  readonly volume: number;
  readonly jumps: readonly Jump[];
  /** News or an episode adds volume to the usual. */
  readonly disturbed: boolean;
  /** Prices of the heaviest call and put strikes: large trades gather there. */
  walls(): readonly number[];
  /** Large trades off exchange, by second; none in the seconds of the official prices. */
  blocks(): ReadonlyMap<number, readonly DarkBlock[]>;
  /** Log offset of the mid at every second. */
  offsets(): Float64Array;
  /** Mean prints a second, by minute. */
  rates(): Float64Array;
};

type Extreme = { readonly second: number; readonly offset: number };

/** A continuous path goes beyond its sampled points by about 0.58 of a sampling step (Broadie, Glasserman, Kou 1997). */
function extreme(
  nodes: Float64Array,
  day: { readonly key: number; readonly grid: SessionGrid; readonly nodeSd: number },
  side: 1 | -1,
): Extreme {
  let best = openNode;
  for (let node = openNode; node <= day.grid.closeNode; node += 1) {
    if (side * (nodes[node] ?? 0) > side * (nodes[best] ?? 0)) best = node;
  }
  const key = combine(day.key, side + 70);
  const shift = Math.round((uniform(combine(key, 1)) - 0.5) * nodeSeconds);
  const second = Math.min(day.grid.closeSecond - 90, Math.max(openSecond + 90, best * nodeSeconds + shift));
  const beyond = day.nodeSd * (0.25 + 0.66 * uniform(combine(key, 2)));
  return { second, offset: (nodes[best] ?? 0) + side * beyond };
}

function nodeSd(nodes: Float64Array, closeNode: number): number {
  let sum = 0;
  for (let node = openNode; node < closeNode; node += 1) sum += ((nodes[node + 1] ?? 0) - (nodes[node] ?? 0)) ** 2;
  return Math.sqrt(sum / (closeNode - openNode));
}

function bump(offsets: Float64Array, peak: Extreme, grid: SessionGrid): void {
  const amount = peak.offset - (offsets[peak.second] ?? 0);
  const from = Math.max(openSecond, peak.second - 300);
  const to = Math.min(grid.closeSecond, peak.second + 300);
  for (let second = from; second <= to; second += 1) {
    const taper = Math.min(1, (second - openSecond) / 60, (grid.closeSecond - second) / 60);
    offsets[second] = (offsets[second] ?? 0) + amount * taper * Math.exp(-Math.abs(second - peak.second) / 45);
  }
}

const dayKey = (world: FactorWorld, spec: SymbolSpec, index: number): number =>
  keyOf(world.seed, 'day', spec.symbol, index);

/** What volume hangs from, without the path of the day's price. */
export function volumeOutline(
  world: FactorWorld,
  spec: SymbolSpec,
  line: PriceLine,
  index: number,
): Pick<SymbolDay, 'key' | 'spec' | 'volume' | 'disturbed'> {
  const key = dayKey(world, spec, index);
  const disturbed = line.jumps(index).length > 0 || episodeOf(world.seed, tradingDayAt(index), spec.symbol) !== null;
  return { key, spec, volume: dayVolume(world, spec, key, index), disturbed };
}

function dayVolume(world: FactorWorld, spec: SymbolSpec, key: number, index: number): number {
  const market = world.market.day(index);
  const shared = keyOf(world.seed, 'volume', index);
  const surprise = Math.abs(market.session) / (market.sigma / Math.sqrt(252)) - 0.7;
  const regime = 0.35 * Math.log(market.sigma / 0.14);
  const own = world.own(spec).day(index);
  const ownSurprise = own.sigma === 0 ? 0 : Math.abs(own.session + own.gap) / (own.sigma / Math.sqrt(252)) - 0.8;
  return (
    spec.volume *
    Math.exp(
      0.1 * normal(shared) +
        0.14 * normal(combine(key, 33)) +
        0.26 * surprise +
        0.24 * Math.min(4, ownSurprise) +
        regime -
        0.08,
    )
  );
}

function wallsOf(
  world: FactorWorld,
  { spec, line, index }: { readonly spec: SymbolSpec; readonly line: PriceLine; readonly index: number },
): readonly number[] {
  if (!spec.options) return [];
  const { strikeStep } = spec.options;
  const date = tradingDayAt(index);
  const close = line.previousClose(index);
  const { callWall, putWall } = positioningOf({
    spec,
    week: wallWeek(world.seed, spec.symbol, date),
    episode: episodeOf(world.seed, date, spec.symbol),
    previousClose: close,
    reference: recentLevel(line, index),
    trend: 0,
  });
  return [callWall, putWall].map((wall) => Math.round((close * Math.exp(wall)) / strikeStep) * strikeStep);
}

export function createSymbolDay(world: FactorWorld, spec: SymbolSpec, line: PriceLine, index: number): SymbolDay {
  const date = tradingDayAt(index);
  const grid = sessionGrid(date);
  const key = dayKey(world, spec, index);
  const nodes = line.nodes(index);
  const base = line.base(index);
  const sd = nodeSd(nodes, grid.closeNode);
  const familyDay = { key: keyOf(world.seed, 'extremes', line.family, index), grid, nodeSd: sd };
  const high = extreme(nodes, familyDay, 1);
  const low = extreme(nodes, familyDay, -1);
  const tickOf = (offset: number): number => Math.round((base * Math.exp(offset)) / spec.tick);
  const openTick = tickOf(nodes[openNode] ?? 0);
  const closeTick = tickOf(nodes[grid.closeNode] ?? 0);
  const jumps = line.jumps(index);
  let offsets: Float64Array | null = null;
  let rates: Float64Array | null = null;
  let blocks: ReturnType<SymbolDay['blocks']> | null = null;

  function fillOffsets(): Float64Array {
    const filled = line.seconds(index);
    bump(filled, high, grid);
    bump(filled, low, grid);
    return filled;
  }

  function fillRates(): Float64Array {
    if (isIndex(spec)) return new Float64Array(minutesPerDay);
    const episode = episodeOf(world.seed, date, spec.symbol);
    return printRates({
      key,
      marketKey: keyOf(world.seed, 'activity', index),
      grid,
      nodes,
      jumps,
      episode,
      prints: spec.prints,
    });
  }

  const day: SymbolDay = {
    key,
    spec,
    grid,
    index,
    base,
    previousClose: line.previousClose(index),
    openTick,
    disturbed: jumps.length > 0 || episodeOf(world.seed, date, spec.symbol) !== null,
    closeTick,
    jumps,
    highTick: Math.max(tickOf(high.offset), openTick, closeTick),
    lowTick: Math.min(tickOf(low.offset), openTick, closeTick),
    highSecond: high.second,
    // Both extremes need a second of their own.
    lowSecond: low.second === high.second ? low.second + 1 : low.second,
    stepSd: sd / Math.sqrt(nodeSeconds),
    volume: dayVolume(world, spec, key, index),
    offsets: () => (offsets ??= fillOffsets()),
    rates: () => (rates ??= fillRates()),
    walls: () => wallsOf(world, { spec, line, index }),
    blocks: () => (blocks ??= drawBlocks(day)),
  };
  return day;
}
