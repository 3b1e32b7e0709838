import { onTestFinished } from 'vitest';
import { createHttpClient } from '../../src/engine/adapters/system/http-client.ts';
import { createStreamDialler } from '../../src/engine/adapters/system/stream-dialler.ts';
import { createWorldClock } from '../../src/engine/adapters/system/world-clock.ts';
import { createFeeds, type FeedsParts } from '../../src/engine/ingestion/feeds/create-feeds.ts';
import { emptyFeedsConfig } from '../../src/engine/ingestion/feeds/feeds-config.ts';
import { seededUniform } from '../../src/engine/quant/statistics/seeded-uniform.ts';
import { startHttpEmulator, type HttpEmulatorOptions } from '../../src/engine/simulators/vendors/kit/http-emulator.ts';
import type { Vendor } from '../../src/engine/ports/vendor.ts';
import { memoryBudgetStore } from './memory-budget-store.ts';
import { memoryFactStore } from './memory-fact-store.ts';
import { keptLog } from './silent-log.ts';

/** 10:31 New York on a Monday. */
export const openTime = Date.UTC(2026, 9, 5, 14, 31);

export type StageOptions = {
  readonly vendor: Vendor;
  readonly emulator: Pick<HttpEmulatorOptions, 'routes' | 'before' | 'sockets'>;
  readonly speed?: number;
  readonly startMs?: number;
  readonly parts?: Partial<FeedsParts>;
};

/** Feeds of one vendor against its emulator over real sockets, in a world of its own. */
export async function vendorStage(options: StageOptions) {
  const speed = options.speed ?? 1;
  const clock = createWorldClock({ venueMs: options.startMs ?? openTime, wallMs: Date.now(), speed });
  const log = keptLog();
  const emulator = await startHttpEmulator({
    ...options.emulator,
    log,
    now: clock.now,
    after: (delayMs, task) => void clock.after(delayMs, task),
  });
  const http = createHttpClient({ userAgent: 'Quorum test' });
  const dialler = createStreamDialler({ userAgent: 'Quorum test' });
  const store = memoryFactStore();
  const feeds = createFeeds({
    vendors: [options.vendor],
    http,
    dialler,
    factStore: store,
    budgets: memoryBudgetStore(),
    recorder: null,
    clock,
    budgetClock: clock,
    log,
    random: seededUniform(7),
    config: emptyFeedsConfig,
    credentials: { [options.vendor.id]: { key: 'right-key' } },
    bases: { [options.vendor.id]: { rest: emulator.origin, stream: emulator.socketOrigin } },
    symbols: ['SPY', 'QQQ'],
    ...options.parts,
  });
  onTestFinished(async () => {
    feeds.close();
    await http.close();
    await dialler.close();
    await emulator.close();
  });
  const row = (endpoint: string) => {
    feeds.measure();
    const found = feeds.endpoints.get(`${options.vendor.id}/${endpoint}`);
    if (!found) throw new Error(`no row of ${endpoint}`);
    return found;
  };
  const vendorRow = () => {
    feeds.measure();
    const found = feeds.vendors.get(options.vendor.id);
    if (!found) throw new Error('no row of the vendor');
    return found;
  };
  return { feeds, emulator, store, clock, log, row, vendorRow, http, dialler };
}
