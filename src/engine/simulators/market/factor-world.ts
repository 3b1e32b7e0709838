import { createBoundedCache } from './bounded-cache.ts';
import { episodeNet, episodeOf, sectorVol } from './episode-plan.ts';
import type { FactorChain } from './factor-chain.ts';
import { createFactorChain } from './factor-chain.ts';
import type { FactorPath, Jump, PathPlan } from './factor-path.ts';
import { createFactorPath, drawJumps, fillSeconds } from './factor-path.ts';
import type { MarketChain } from './market-chain.ts';
import { createMarketChain } from './market-chain.ts';
import { keyOf } from './random.ts';
import { sessionGrid } from './session-grid.ts';
import type { SymbolSpec } from './symbol-spec.ts';
import { anchorDate, tradingDayAt, tradingDayIndex } from './trading-days.ts';

/** Every random source of one seed, by day: chains of days and the paths inside them. */
export type FactorWorld = {
  readonly seed: number;
  readonly market: MarketChain;
  sector(name: string): FactorChain;
  own(spec: SymbolSpec): FactorChain;
  marketPath(index: number): FactorPath;
  sectorPath(name: string, index: number): FactorPath;
  ownPath(spec: SymbolSpec, index: number): FactorPath;
  marketJumps(index: number): readonly Jump[];
  ownJumps(spec: SymbolSpec, index: number): readonly Jump[];
  /** Log offsets at every second; cached for the factors that many symbols share. */
  sharedSeconds(path: FactorPath): Float64Array;
  /** Unrounded close of a symbol driven by factors. */
  close(spec: SymbolSpec, index: number): number;
};

function memo<Value>(make: (name: string) => Value): (name: string) => Value {
  const known = new Map<string, Value>();
  return (name) => {
    const value = known.get(name) ?? make(name);
    known.set(name, value);
    return value;
  };
}

/** Ordinary days are this much quieter than a symbol's own vol: news days and planted episodes make up for it. */
const ownQuiet = 0.78;

export function createFactorWorld(seed: number): FactorWorld {
  const market = createMarketChain(seed);
  const paths = createBoundedCache<FactorPath>(600);
  const seconds = createBoundedCache<Float64Array>(28);
  const logCloses = new Map<string, number[]>();
  const anchorIndex = tradingDayIndex(anchorDate);

  const sector = memo((name) =>
    createFactorChain({ key: keyOf(seed, 'sector', name), baseVol: sectorVol, newsPerYear: 0, market, quiet: 1 }),
  );
  const ownBySymbol = new Map<string, FactorChain>();

  function own(spec: SymbolSpec): FactorChain {
    const known = ownBySymbol.get(spec.symbol);
    if (known) return known;
    const newsPerYear = spec.ownVol >= 0.1 ? 4 : 0;
    const chain = createFactorChain({
      key: keyOf(seed, 'own', spec.symbol),
      baseVol: spec.ownVol,
      newsPerYear,
      market,
      quiet: newsPerYear > 0 ? ownQuiet : 1,
    });
    ownBySymbol.set(spec.symbol, chain);
    return chain;
  }

  function planOf(
    name: string,
    index: number,
    parts: { gap: number; session: number; sigma: number; jumpChance: number },
  ): PathPlan {
    return {
      key: keyOf(seed, 'path', name, index),
      gap: parts.gap,
      session: parts.session,
      dailySd: parts.sigma / Math.sqrt(252),
      jumpChance: parts.jumpChance,
      grid: sessionGrid(tradingDayAt(index)),
    };
  }
  const marketPlan = (index: number): PathPlan => planOf('market', index, { ...market.day(index), jumpChance: 0.08 });
  const sectorPlan = (name: string, index: number): PathPlan =>
    planOf(`sector ${name}`, index, { ...sector(name).day(index), jumpChance: 0 });
  const ownPlan = (spec: SymbolSpec, index: number): PathPlan =>
    planOf(spec.symbol, index, { ...own(spec).day(index), jumpChance: spec.ownVol >= 0.1 ? 0.16 : 0 });
  const pathOf = (name: string, index: number, plan: () => PathPlan): FactorPath =>
    paths.get(`${name}/${index}`, () => createFactorPath(plan()));

  function dailyLogReturn(spec: SymbolSpec, index: number): number {
    const day = market.day(index);
    const sectorDay = sector(spec.sector).day(index);
    const ownDay = own(spec).day(index);
    const episode = episodeOf(seed, tradingDayAt(index), spec.symbol);
    return (
      spec.beta * (day.gap + day.session) +
      spec.sectorBeta * (sectorDay.gap + sectorDay.session) +
      ownDay.gap +
      ownDay.session +
      (episode ? episodeNet(episode) : 0)
    );
  }

  function logClose(spec: SymbolSpec, index: number): number {
    const known = logCloses.get(spec.symbol) ?? [0];
    logCloses.set(spec.symbol, known);
    while (known.length <= index) known.push((known.at(-1) ?? 0) + dailyLogReturn(spec, known.length));
    return known[index] ?? 0;
  }

  return {
    seed,
    market,
    sector,
    own,
    marketPath: (index) => pathOf('market', index, () => marketPlan(index)),
    sectorPath: (name, index) => pathOf(`sector ${name}`, index, () => sectorPlan(name, index)),
    ownPath: (spec, index) => pathOf(spec.symbol, index, () => ownPlan(spec, index)),
    marketJumps: (index) => drawJumps(marketPlan(index)),
    ownJumps: (spec, index) => drawJumps(ownPlan(spec, index)),
    sharedSeconds: (path) => seconds.get(String(path.key), () => fillSeconds(path)),
    close: (spec, index) => spec.price * Math.exp(logClose(spec, index) - logClose(spec, anchorIndex)),
  };
}
