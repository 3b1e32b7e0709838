import { episodeOf, episodeOffset } from './episode-plan.ts';
import type { FactorPath } from './factor-path.ts';
import { fillSeconds } from './factor-path.ts';
import type { FactorWorld } from './factor-world.ts';
import { nodeSeconds, nodesPerDay, secondsPerDay } from './session-grid.ts';
import type { SymbolSpec } from './symbol-spec.ts';
import { tradingDayAt } from './trading-days.ts';
import type { VarianceCurve } from './variance-curve.ts';
import { varianceDay } from './variance-path.ts';

/** Where one instrument's price comes from, day by day: price = base * exp(offset). */
export type PriceLine = {
  /** Lines with the same name have the same offsets, so an index and its fund peak in the same second. */
  readonly family: string;
  base(index: number): number;
  previousClose(index: number): number;
  /** Log offset at each node of the coarse grid. */
  nodes(index: number): Float64Array;
  /** Log offset at every second, in a fresh array. */
  seconds(index: number): Float64Array;
  jumps(index: number): FactorPath['jumps'];
};

type WeightedPath = { readonly weight: number; readonly path: FactorPath; readonly shared: boolean };

function weightedPaths(world: FactorWorld, spec: SymbolSpec, index: number): readonly WeightedPath[] {
  const all = [
    { weight: spec.beta, path: world.marketPath(index), shared: true },
    { weight: spec.sectorBeta, path: world.sectorPath(spec.sector, index), shared: true },
    { weight: spec.ownVol > 0 ? 1 : 0, path: world.ownPath(spec, index), shared: false },
  ];
  return all.filter((part) => part.weight !== 0);
}

/** A price that follows market, sector and own factor; `carry` scales it (a future over its index). */
export function factorLine(
  world: FactorWorld,
  spec: SymbolSpec,
  carry: (index: number) => number = () => 1,
): PriceLine {
  const follows = spec.beta === 1 && spec.sectorBeta === 0 && spec.ownVol === 0;

  function addEpisode(offsets: Float64Array, index: number, secondsPerCell: number): Float64Array {
    const episode = episodeOf(world.seed, tradingDayAt(index), spec.symbol);
    if (!episode) return offsets;
    for (let cell = 0; cell < offsets.length; cell += 1) {
      offsets[cell] = (offsets[cell] ?? 0) + episodeOffset(episode, cell * secondsPerCell);
    }
    return offsets;
  }

  function sum(index: number, length: number, cells: (part: WeightedPath) => Float64Array): Float64Array {
    const out = new Float64Array(length);
    for (const part of weightedPaths(world, spec, index)) {
      const values = cells(part);
      for (let cell = 0; cell < length; cell += 1) out[cell] = (out[cell] ?? 0) + part.weight * (values[cell] ?? 0);
    }
    return out;
  }

  return {
    family: follows ? 'market' : spec.symbol,
    base: (index) => world.close(spec, index - 1) * carry(index),
    previousClose: (index) => world.close(spec, index - 1) * carry(index - 1),
    nodes: (index) =>
      addEpisode(
        sum(index, nodesPerDay + 1, (part) => part.path.nodes),
        index,
        nodeSeconds,
      ),
    seconds: (index) =>
      addEpisode(
        sum(index, secondsPerDay + 1, (part) =>
          part.shared ? world.sharedSeconds(part.path) : fillSeconds(part.path),
        ),
        index,
        1,
      ),
    jumps: (index) => [
      ...(spec.beta === 0 ? [] : world.marketJumps(index)),
      ...(spec.ownVol > 0 ? world.ownJumps(spec, index) : []),
    ],
  };
}

/** A price read off the market's variance curve, in vol points: VIX, VIX3M and the futures on it. */
export function curveLine(
  world: FactorWorld,
  family: string,
  value: (curve: VarianceCurve, index: number) => number,
): PriceLine {
  const curveBefore = (index: number): VarianceCurve => world.market.day(Math.max(0, index - 1)).curve;

  function offsets(index: number, market: Float64Array, secondsPerCell: number): Float64Array {
    const curveAt = varianceDay(world, index);
    const before = value(curveBefore(index), index);
    return market.map((offset, cell) => Math.log(value(curveAt(cell * secondsPerCell, offset), index) / before));
  }

  return {
    family,
    base: (index) => value(curveBefore(index), index),
    previousClose: (index) => value(curveBefore(index), index - 1),
    nodes: (index) => offsets(index, world.marketPath(index).nodes, nodeSeconds),
    seconds: (index) => offsets(index, world.sharedSeconds(world.marketPath(index)), 1),
    jumps: (index) => world.marketJumps(index),
  };
}

const recentDays = 10;

/** ln(mean close of the two weeks before a day / its previous close). */
export function recentLevel(line: PriceLine, index: number): number {
  let sum = 0;
  for (let back = 0; back < recentDays; back += 1) sum += Math.log(line.previousClose(Math.max(1, index - back)));
  return sum / recentDays - Math.log(line.previousClose(index));
}
