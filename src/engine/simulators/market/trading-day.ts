import { invariant } from '../../domain/outcome.ts';
import type { SimPrint } from '../simulated-market.ts';
import { createBoundedCache } from './bounded-cache.ts';
import type { EpisodePlan } from './episode-plan.ts';
import { episodeOf, usualDailySd } from './episode-plan.ts';
import type { FactorWorld } from './factor-world.ts';
import type { ListedOption, OptionBoard } from './option-board.ts';
import { createOptionBoard } from './option-board.ts';
import { symbolIndexOfConId } from './option-listing.ts';
import type { SpotState } from './option-quotes.ts';
import { recentLevel } from './price-line.ts';
import type { SessionGrid } from './session-grid.ts';
import { secondsPerDay, sessionGrid } from './session-grid.ts';
import type { SessionTape } from './session-tape.ts';
import { createSessionTape } from './session-tape.ts';
import { createSymbolDay } from './symbol-day.ts';
import { smileDay } from './symbol-variance.ts';
import type { SmileState } from './symbol-variance.ts';
import { midOffset, spreadFactor } from './top-of-book.ts';
import { tradingDayIndex } from './trading-days.ts';
import type { Underlying } from './underlyings.ts';
import { createFutures, createUnderlyings } from './underlyings.ts';

/** One date of the practice market: what is listed and what has been drawn of it so far. Everything is made on demand. */
export type TradingDay = {
  readonly date: string;
  readonly index: number;
  readonly grid: SessionGrid;
  readonly world: FactorWorld;
  readonly spots: readonly Underlying[];
  readonly futures: readonly Underlying[];
  underlying(id: string): Underlying | null;
  bySymbol(symbol: string): Underlying | null;
  byConId(conId: number): Underlying | null;
  tape(underlying: Underlying): SessionTape;
  board(symbol: string): OptionBoard | null;
  option(id: string): ListedOption | null;
  optionByConId(conId: number): ListedOption | null;
  episode(symbol: string): EpisodePlan | null;
  spotState(underlying: Underlying, second: number): SpotState;
  /** Executions reported to an option today, oldest first. */
  optionExecutions(id: string): SimPrint[];
};

const trendDays = 15;

function recentTrend({ line, spec }: Underlying, index: number): number {
  let sum = 0;
  for (let back = 0; back < trendDays; back += 1) sum += Math.log(line.previousClose(Math.max(1, index - back)));
  return (Math.log(line.previousClose(index)) - sum / trendDays) / (usualDailySd(spec) * Math.sqrt(trendDays / 3));
}

export function createTradingDay(world: FactorWorld, date: string): TradingDay {
  const index = tradingDayIndex(date);
  invariant(index > 0, `practice days start after 20240102 and are trading days, not ${date}`);
  const grid = sessionGrid(date);
  const spots = createUnderlyings(world);
  const futures = createFutures(world, date);
  const byId = new Map([...spots, ...futures].map((underlying) => [underlying.instrument.id, underlying]));
  const byConId = new Map([...spots, ...futures].map((underlying) => [underlying.instrument.conId, underlying]));
  const bySymbol = new Map(spots.map((underlying) => [underlying.instrument.symbol, underlying]));
  const tapes = new Map<string, SessionTape>();
  const boards = new Map<string, OptionBoard>();
  const smiles = new Map<string, (second: number, marketOffset: number) => SmileState>();
  const executions = new Map<string, SimPrint[]>();
  const states = createBoundedCache<SpotState>(256);

  function tape(underlying: Underlying): SessionTape {
    const { id } = underlying.instrument;
    const known = tapes.get(id);
    if (known) return known;
    const made = createSessionTape(createSymbolDay(world, underlying.spec, underlying.line, index));
    tapes.set(id, made);
    return made;
  }

  function board(symbol: string): OptionBoard | null {
    const known = boards.get(symbol);
    if (known) return known;
    const underlying = bySymbol.get(symbol);
    if (!underlying?.spec.options) return null;
    const made = createOptionBoard(underlying, spots.indexOf(underlying), {
      seed: world.seed,
      date,
      previousClose: underlying.line.previousClose(index),
      trend: recentTrend(underlying, index),
      reference: recentLevel(underlying.line, index),
    });
    boards.set(symbol, made);
    return made;
  }

  function smile(underlying: Underlying): (second: number, marketOffset: number) => SmileState {
    const { symbol } = underlying.spec;
    const made = smiles.get(symbol) ?? smileDay(world, underlying.spec, index);
    smiles.set(symbol, made);
    return made;
  }

  function spotState(underlying: Underlying, second: number): SpotState {
    const shown = Math.min(secondsPerDay - 1, Math.max(0, tape(underlying).quoteSecond(second)));
    return states.get(`${underlying.spec.symbol}/${second}`, () => {
      const { day } = tape(underlying);
      const marketOffset = world.sharedSeconds(world.marketPath(index))[shown] ?? 0;
      return {
        date,
        second,
        timeMs: grid.startMs + second * 1000,
        spot: day.base * Math.exp(midOffset(day, shown, 0)),
        smile: smile(underlying)(shown, marketOffset),
        spreadFactor: spreadFactor(day, second),
      };
    });
  }

  return {
    date,
    index,
    grid,
    world,
    spots,
    futures,
    tape,
    board,
    spotState,
    underlying: (id) => byId.get(id) ?? null,
    bySymbol: (symbol) => bySymbol.get(symbol) ?? null,
    byConId: (conId) => byConId.get(conId) ?? null,
    option: (id) => board(id.split(/[.:]/, 1)[0] ?? '')?.byId(id) ?? null,
    optionByConId(conId) {
      const rank = symbolIndexOfConId(conId);
      const symbol = rank === null ? undefined : spots[rank]?.spec.symbol;
      return symbol === undefined ? null : (board(symbol)?.byConId(conId) ?? null);
    },
    optionExecutions(id) {
      const known = executions.get(id) ?? [];
      executions.set(id, known);
      return known;
    },
    episode: (symbol) => episodeOf(world.seed, date, symbol),
  };
}
