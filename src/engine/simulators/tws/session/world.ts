import { sessionPhase } from '../../../domain/calendar.ts';
import type { SeededRandom } from '../../seeded-random.ts';
import type { SimulatedMarket } from '../../simulated-market.ts';
import type { VirtualClock } from '../../virtual-clock.ts';
import type { WallTime } from '../../real-clock.ts';
import type { HistoryPacing } from '../history/history-pacing.ts';
import type { SimNews } from '../news/news-desk.ts';
import type { Brokerage } from '../broker/brokerage.ts';
import type { Session } from './session.ts';
import type { SimulatorSettings } from './settings.ts';
import type { Statistics } from './statistics.ts';
import type { Switches } from '../faults/switches.ts';

/** What all sessions of one simulated TWS share. */
export interface World {
  readonly market: SimulatedMarket;
  /** Null: this market has no news. */
  readonly news: SimNews | null;
  readonly clock: VirtualClock;
  readonly wall: WallTime;
  readonly settings: SimulatorSettings;
  readonly brokerage: Brokerage;
  readonly statistics: Statistics;
  readonly switches: Switches;
  readonly random: SeededRandom;
  readonly historyPacing: HistoryPacing;
  sessions(): readonly Session[];
}

/** A sampling interval in venue ms that never falls below the allowed rate of real time. */
export function pacedMs(world: World, venueMs: number): number {
  return Math.max(venueMs, world.settings.fastestSampleRealMs * world.clock.speed);
}

/** Outside the regular session a clock that is stepped by hand, perhaps to the next day, looks only once a minute. */
const idleMs = 60_000;

function repeatMs(world: World, venueMs: number): number {
  const { clock } = world;
  const isIdle = clock.speed === 0 && sessionPhase(clock.now()) !== 'regular';
  return Math.max(pacedMs(world, venueMs), isIdle ? idleMs : 0);
}

/** Repeats every paced interval until stopped. */
export function every(world: World, venueMs: number, task: () => void): () => void {
  let cancel = (): void => undefined;
  const next = (): void => {
    cancel = world.clock.schedule(world.clock.now() + repeatMs(world, venueMs), () => {
      next();
      task();
    });
  };
  next();
  return () => cancel();
}

/** Runs a task at most once an interval, and at its end when asked in between. */
export function sampled(
  world: World,
  venueMs: number,
  task: () => void,
): { readonly mark: () => void; readonly stop: () => void } {
  let cancel: (() => void) | null = null;
  let lastMs = world.clock.now();
  const mark = (): void => {
    if (cancel) return;
    const dueMs = Math.max(world.clock.now(), lastMs + pacedMs(world, venueMs));
    cancel = world.clock.schedule(dueMs, () => {
      cancel = null;
      lastMs = world.clock.now();
      task();
    });
  };
  return { mark, stop: () => cancel?.() };
}
