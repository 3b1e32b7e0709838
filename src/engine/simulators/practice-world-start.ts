import { nextTradingDay, regularSession } from '../domain/calendar.ts';
import { instantOf } from '../domain/time.ts';
import type { Log } from '../ports/log.ts';
import { createVirtualClock } from './create-virtual-clock.ts';
import type { PracticeMarket } from './market/practice-market.ts';
import { createPracticeMarket } from './market/practice-market.ts';
import type { SavedWorld, WorldFile } from './practice-world-file.ts';
import { realClock, type WallTime } from './real-clock.ts';
import type { RunningStory } from './story/create-market-story.ts';
import { createMarketStory } from './story/create-market-story.ts';
import type { FaultScript } from './tws/faults/fault-script.ts';
import { startTwsSimulator } from './tws/start-tws-simulator.ts';
import type { TwsSimulator, TwsSimulatorState } from './tws/tws-simulator.ts';
import type { FaultRule, VendorEmulator } from './vendors/kit/emulator.ts';
import type { RunningVendors, WantedVendors } from './vendors/vendor-emulators.ts';
import { startVendorEmulators } from './vendors/vendor-emulators.ts';
import { startVendorsApart } from './vendors/vendors-apart.ts';
import type { VirtualClock } from './virtual-clock.ts';

export const firstPracticeDate = '20261005';
const firstStartSecond = 10 * 3600;
const laterStartSecond = 9 * 3600 + 45 * 60;

export type PracticeWorldOptions = {
  readonly seed: number;
  /** Where the session is kept between starts; null keeps nothing. */
  readonly dataDir: string | null;
  /** Venue ms per real ms, 0..100. */
  readonly speed: number;
  readonly port?: number;
  readonly faults?: FaultScript;
  readonly serverVersion?: number;
  readonly log: Log;
  readonly wall?: WallTime;
  /** Vendors that run beside the broker; all of them without it. */
  readonly vendors?: WantedVendors;
  /** Ports the vendors had before, by vendor. */
  readonly vendorPorts?: Readonly<Record<string, number>>;
  readonly vendorFaults?: Readonly<Record<string, readonly FaultRule[]>>;
  /** File of the thread the vendors run in; without it they run here, beside the broker. */
  readonly vendorThread?: string;
  /** Another list than the program's, for tests. */
  readonly vendorEmulators?: readonly VendorEmulator[];
};

export type WorldStart = {
  /** Names one run of the simulated broker: a new one begins its order and execution numbers anew. */
  readonly run: string;
  readonly tradingDate: string;
  readonly venueMs: number;
  readonly tws: TwsSimulatorState | null;
};

function freshStart(options: PracticeWorldOptions): WorldStart {
  return {
    run: `${options.seed}-${(options.wall ?? realClock).wallMs().toString(36)}`,
    tradingDate: firstPracticeDate,
    venueMs: instantOf(firstPracticeDate, firstStartSecond),
    tws: null,
  };
}

/** The morning after `date`. */
export function nextMorning(date: string): Pick<WorldStart, 'tradingDate' | 'venueMs'> {
  const tradingDate = nextTradingDay(date);
  return { tradingDate, venueMs: instantOf(tradingDate, laterStartSecond) };
}

function resume(saved: SavedWorld): WorldStart {
  const { openMs, closeMs } = regularSession(saved.tradingDate);
  const { run, tws, tradingDate } = saved;
  if (saved.venueMs >= closeMs) return { run, tws, ...nextMorning(tradingDate) };
  return { run, tws, tradingDate, venueMs: Math.max(saved.venueMs, openMs - 5.5 * 3_600_000) };
}

function readStart(file: WorldFile | null, options: PracticeWorldOptions): WorldStart {
  const loaded = file?.load();
  if (!file || !loaded) return freshStart(options);
  if (loaded.ok) return loaded.value ? resume(loaded.value) : freshStart(options);
  setAside(file, options.log, loaded.failure.message);
  return freshStart(options);
}

function setAside(file: WorldFile, log: Log, reason: string): void {
  try {
    log.warn('saved practice session cannot be used and was set aside; a new day begins', {
      reason,
      kept: file.setAside(),
    });
  } catch (error) {
    log.warn('saved practice session cannot be used; a new day begins', { reason, error: String(error) });
  }
}

export type WorldParts = {
  readonly run: string;
  readonly clock: VirtualClock;
  readonly market: PracticeMarket;
  readonly story: RunningStory;
  readonly tws: TwsSimulator;
  readonly vendors: RunningVendors;
};

type Stage = Pick<WorldParts, 'clock' | 'market' | 'story'>;

async function startVendors(options: PracticeWorldOptions, stage: Stage): Promise<RunningVendors> {
  const { vendors, vendorPorts, vendorFaults, vendorEmulators, vendorThread } = options;
  const log = options.log.child('vendors');
  const common = {
    log,
    ...(vendors ? { wanted: vendors } : {}),
    ...(vendorPorts ? { ports: vendorPorts } : {}),
    ...(vendorFaults ? { faults: vendorFaults } : {}),
  };
  if (vendorThread !== undefined && vendors !== 'none') {
    try {
      return await startVendorsApart({ ...common, ...stage, entry: vendorThread });
    } catch (error) {
      log.warn('the vendors do not run in a thread of their own; they share the broker’s', { error: String(error) });
    }
  }
  const { story } = stage;
  return startVendorEmulators({ ...common, story, ...(vendorEmulators ? { emulators: vendorEmulators } : {}) });
}

async function assemble(options: PracticeWorldOptions, start: WorldStart): Promise<WorldParts> {
  const { seed, port, faults, serverVersion, log, wall } = options;
  const clock = createVirtualClock({ startMs: start.venueMs, speed: 0, ...(wall ? { wall } : {}) });
  try {
    const market = createPracticeMarket({ seed, tradingDate: start.tradingDate, clock });
    const story = createMarketStory(market);
    const tws = await startTwsSimulator({
      market,
      news: story,
      seed,
      log: log.child('tws'),
      ...(port === undefined ? {} : { port }),
      ...(faults ? { faults } : {}),
      ...(wall ? { wall } : {}),
      ...(serverVersion === undefined ? {} : { serverVersion }),
      ...(start.tws ? { state: start.tws } : {}),
    });
    const vendors = await startVendors(options, { clock, market, story });
    return { run: start.run, clock, market, story, tws, vendors };
  } catch (error) {
    clock.close();
    throw error;
  }
}

/** A broker state that passes its shape check can still be nonsense: then the day begins anew. */
export async function assembleWorld(options: PracticeWorldOptions, file: WorldFile | null): Promise<WorldParts> {
  const start = readStart(file, options);
  if (!start.tws || !file) return assemble(options, start);
  try {
    return await assemble(options, start);
  } catch (error) {
    setAside(file, options.log, String(error));
    return assemble(options, freshStart(options));
  }
}
