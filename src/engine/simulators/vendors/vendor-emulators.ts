import type { Log } from '../../ports/log.ts';
import type { MarketStory } from '../story/market-story.ts';
import { alpacaEmulator } from './alpaca/alpaca-emulator.ts';
import { alphaVantageEmulator } from './alpha-vantage/alpha-vantage-emulator.ts';
import { forexFactoryEmulator, nasdaqEmulator } from './calendars/calendar-emulators.ts';
import { cboeEmulator } from './cboe/cboe-emulator.ts';
import { edgarEmulator } from './edgar/edgar-emulator.ts';
import { finraEmulator } from './finra/finra-emulator.ts';
import { fmpEmulator } from './fmp/fmp-emulator.ts';
import { fredEmulator } from './fred/fred-emulator.ts';
import type { FaultRule, RunningEmulator, VendorEmulator } from './kit/emulator.ts';
import { tradierEmulator } from './tradier/tradier-emulator.ts';
import { unusualWhalesEmulator } from './unusual-whales/unusual-whales-emulator.ts';

/** Every vendor the practice market can play. */
export const vendorEmulators: readonly VendorEmulator[] = [
  unusualWhalesEmulator,
  edgarEmulator,
  finraEmulator,
  cboeEmulator,
  fredEmulator,
  tradierEmulator,
  alpacaEmulator,
  fmpEmulator,
  alphaVantageEmulator,
  nasdaqEmulator,
  forexFactoryEmulator,
];

/** Which of them run. */
export type WantedVendors = 'all' | 'none' | readonly string[];

export type RunningVendors = {
  readonly running: ReadonlyMap<string, RunningEmulator>;
  /** Vendors that did not start, and why. */
  readonly failed: ReadonlyMap<string, string>;
  /** Between the two the market leaps to another day: what repeats is silent, so that the hours between are not played. */
  suspend(): void;
  startDay(tradingDate: string): void;
  close(): Promise<void>;
};

export type VendorEmulatorOptions = {
  readonly story: MarketStory;
  readonly log: Log;
  readonly wanted?: WantedVendors;
  /** Ports they had before, by vendor: whoever was connected finds them again. A taken one falls back to any. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Struck from the beginning, by vendor. */
  readonly faults?: Readonly<Record<string, readonly FaultRule[]>>;
  /** Another list than the program's, for tests. */
  readonly emulators?: readonly VendorEmulator[];
};

const isWanted = (vendor: string, wanted: WantedVendors): boolean =>
  wanted === 'all' || (wanted !== 'none' && wanted.includes(vendor));

async function startOne(emulator: VendorEmulator, options: VendorEmulatorOptions): Promise<RunningEmulator> {
  const parts = { story: options.story, log: options.log.child(emulator.vendor) };
  const port = options.ports?.[emulator.vendor];
  if (port === undefined) return emulator.start(parts);
  try {
    return await emulator.start({ ...parts, port });
  } catch (error) {
    options.log.warn('vendor emulator did not get the port it had', {
      vendor: emulator.vendor,
      port,
      error: String(error),
    });
    return emulator.start(parts);
  }
}

/** Starts the vendors' servers on loopback. One that cannot start is reported and leaves the others alone. */
export async function startVendorEmulators(options: VendorEmulatorOptions): Promise<RunningVendors> {
  const wanted = options.wanted ?? 'all';
  const list = (options.emulators ?? vendorEmulators).filter((emulator) => isWanted(emulator.vendor, wanted));
  const running = new Map<string, RunningEmulator>();
  const failed = new Map<string, string>();
  for (const emulator of list) {
    const { vendor } = emulator;
    try {
      const started = await startOne(emulator, options);
      for (const rule of options.faults?.[vendor] ?? []) started.addFault(rule);
      running.set(vendor, started);
    } catch (error) {
      failed.set(vendor, error instanceof Error ? error.message : String(error));
      options.log.error('vendor emulator did not start', { vendor, error: String(error) });
    }
  }
  return {
    running,
    failed,
    // Here they follow the story they were given.
    suspend: () => undefined,
    startDay: () => undefined,
    async close() {
      const closed = await Promise.allSettled([...running.values()].map((emulator) => emulator.close()));
      for (const result of closed) {
        if (result.status === 'rejected')
          options.log.warn('vendor emulator did not close', { error: String(result.reason) });
      }
    },
  };
}
