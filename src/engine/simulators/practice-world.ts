import { regularSession } from '../domain/calendar.ts';
import type { PracticeMarket } from './market/practice-market.ts';
import type { WorldFile } from './practice-world-file.ts';
import { openWorldFile } from './practice-world-file.ts';
import type { PracticeWorldOptions, WorldParts } from './practice-world-start.ts';
import { assembleWorld, nextMorning } from './practice-world-start.ts';
import type { WallTime } from './real-clock.ts';
import { realClock } from './real-clock.ts';
import type { RunningStory } from './story/create-market-story.ts';
import type { MarketStory } from './story/market-story.ts';
import type { BrokerEvent } from './tws/broker/broker-event.ts';
import type { TwsSimulator } from './tws/tws-simulator.ts';
import type { RunningVendors } from './vendors/vendor-emulators.ts';
import type { VirtualClock } from './virtual-clock.ts';

export const fastestSpeed = 100;
/** The world stands still this long after the close, until the next day is asked for. */
const afterCloseMs = 5 * 60_000;
const savePeriodMs = 5000;

export type PracticeWorldState = {
  /** One run of the simulated broker. */
  readonly run: string;
  readonly venueMs: number;
  readonly wallMs: number;
  readonly speed: number;
  readonly seed: number;
  readonly tradingDate: string;
  readonly twsPort: number;
  /** The day is over; only `nextDay` moves on. */
  readonly closed: boolean;
};

/** The built-in practice market with a broker in front of it, on a clock the trader may hurry, stop or step. */
export interface PracticeWorld {
  readonly market: PracticeMarket;
  /** The market as its vendors report it. */
  readonly story: MarketStory;
  readonly tws: TwsSimulator;
  readonly vendors: RunningVendors;
  state(): PracticeWorldState;
  setSpeed(speed: number): void;
  /** Moves venue time forward, at most to the end of the day. */
  step(ms: number): void;
  /** Leaps to 09:45 New York time of the next trading day. */
  nextDay(): void;
  /** Told after every change of speed, step and new day. */
  onClock(listener: (state: PracticeWorldState) => void): () => void;
  close(): Promise<void>;
}

export async function startPracticeWorld(options: PracticeWorldOptions): Promise<PracticeWorld> {
  const file = options.dataDir === null ? null : openWorldFile(options.dataDir, options.seed);
  const parts = await assembleWorld(options, file);
  const world = new RunningWorld(options, parts, file);
  world.setSpeed(options.speed);
  return world;
}

class RunningWorld implements PracticeWorld {
  readonly market: PracticeMarket;
  readonly story: RunningStory;
  readonly tws: TwsSimulator;
  readonly vendors: RunningVendors;
  readonly #run: string;
  readonly #clock: VirtualClock;
  readonly #options: PracticeWorldOptions;
  readonly #wall: WallTime;
  readonly #file: WorldFile | null;
  readonly #listeners = new Set<(state: PracticeWorldState) => void>();
  #wantedSpeed = 0;
  #closed = false;
  #cancelEnd: () => void = () => {};
  #cancelSave: () => void = () => {};
  #saveAgain = false;
  #saveFailed = false;

  constructor(options: PracticeWorldOptions, parts: WorldParts, file: WorldFile | null) {
    this.#options = options;
    this.#run = parts.run;
    this.#clock = parts.clock;
    this.market = parts.market;
    this.story = parts.story;
    this.tws = parts.tws;
    this.vendors = parts.vendors;
    this.#file = file;
    this.#wall = options.wall ?? realClock;
    this.#clock.onChange(() => this.#tell());
    this.tws.onChange((change) => this.#saveChange(change));
    this.#planEnd();
    this.#planSave();
  }

  state(): PracticeWorldState {
    return {
      run: this.#run,
      venueMs: this.#clock.now(),
      wallMs: this.#wall.wallMs(),
      speed: this.#clock.speed,
      seed: this.market.seed,
      tradingDate: this.market.tradingDate,
      twsPort: this.tws.port,
      closed: this.#clock.now() >= this.#endMs(),
    };
  }

  setSpeed(speed: number): void {
    if (!Number.isFinite(speed)) return;
    this.#wantedSpeed = Math.min(fastestSpeed, Math.max(0, speed));
    this.#clock.setSpeed(this.state().closed ? 0 : this.#wantedSpeed);
  }

  step(ms: number): void {
    if (!Number.isFinite(ms) || ms <= 0) return;
    this.#clock.advanceTo(Math.min(this.#clock.now() + ms, this.#endMs()));
  }

  nextDay(): void {
    const next = nextMorning(this.market.tradingDate);
    this.#cancelEnd();
    this.market.suspend();
    this.story.suspend();
    this.vendors.suspend();
    this.#clock.setSpeed(0);
    this.#clock.advanceTo(next.venueMs);
    this.market.startDay(next.tradingDate);
    this.story.resume();
    this.vendors.startDay(next.tradingDate);
    this.#planEnd();
    this.#save();
    this.#clock.setSpeed(this.#wantedSpeed);
  }

  onClock(listener: (state: PracticeWorldState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelSave();
    this.#cancelEnd();
    this.#clock.setSpeed(0);
    this.#listeners.clear();
    this.#save();
    await this.#flush();
    await this.vendors.close();
    await this.tws.close();
    this.#clock.close();
  }

  #endMs(): number {
    return regularSession(this.market.tradingDate).closeMs + afterCloseMs;
  }

  #planEnd(): void {
    this.#cancelEnd = this.#clock.schedule(this.#endMs(), () => this.#clock.setSpeed(0));
  }

  #planSave(): void {
    if (!this.#file) return;
    this.#cancelSave = this.#wall.after(savePeriodMs, () => {
      this.#save();
      void this.#flush();
      this.#planSave();
    });
  }

  /**
   * A broker never forgets what it has said: a fill that clients have journaled must not be undone by a crash here.
   * Fills and the first change of a turn are saved before anybody hears of them, the rest when the turn ends.
   */
  #saveChange(change: BrokerEvent['kind']): void {
    if (this.#closed || (this.#saveAgain && change !== 'execution')) return;
    this.#save();
    if (this.#saveAgain) return;
    this.#saveAgain = true;
    queueMicrotask(() => {
      this.#saveAgain = false;
      if (!this.#closed) this.#save();
    });
  }

  #save(): void {
    if (!this.#file) return;
    const { run, seed, tradingDate, venueMs } = this.state();
    try {
      this.#file.save({ version: 1, run, seed, tradingDate, venueMs, tws: this.tws.exportState() });
      this.#saveFailed = false;
    } catch (error) {
      this.#reportSave(error);
    }
  }

  async #flush(): Promise<void> {
    try {
      await this.#file?.flush();
    } catch (error) {
      this.#reportSave(error);
    }
  }

  #reportSave(error: unknown): void {
    // Once per trouble: a full disk would otherwise fill the log too.
    if (!this.#saveFailed) this.#options.log.warn('practice session could not be saved', { error: String(error) });
    this.#saveFailed = true;
  }

  #tell(): void {
    const state = this.state();
    for (const listener of this.#listeners) listener(state);
  }
}
