import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openMarketDatabase } from '../../src/engine/adapters/sqlite/market-database.ts';
import { createHttpClient } from '../../src/engine/adapters/system/http-client.ts';
import { createStreamDialler } from '../../src/engine/adapters/system/stream-dialler.ts';
import { createWorldClock } from '../../src/engine/adapters/system/world-clock.ts';
import { vendorList } from '../../src/engine/adapters/vendor-list.ts';
import { createFeeds, type FeedsParts } from '../../src/engine/ingestion/feeds/create-feeds.ts';
import type { EndpointRow } from '../../src/engine/ingestion/feeds/feed-rows.ts';
import type { FeedTimings } from '../../src/engine/ingestion/feeds/feed-types.ts';
import { emptyFeedsConfig } from '../../src/engine/ingestion/feeds/feeds-config.ts';
import { endpointsOf } from '../../src/engine/processes/practice/vendor-endpoints.ts';
import { seededUniform } from '../../src/engine/quant/statistics/seeded-uniform.ts';
import type { HttpClient } from '../../src/engine/ports/http.ts';
import { startPracticeWorld, type PracticeWorld } from '../../src/engine/simulators/practice-world.ts';
import { keptLog } from './silent-log.ts';

const vendorThread = resolve(import.meta.dirname, '../../src/engine/processes/practice/vendor-thread.ts');

/** World times at which each target of each endpoint was answered, by `vendor/endpoint`. */
export type Answers = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

/** An hour has no time for a start of minutes: the same order in a tenth. */
const briskStart: FeedTimings['startSpreadMs'] = {
  critical: { from: 0, to: 100 },
  high: { from: 200, to: 1_500 },
  normal: { from: 1_000, to: 4_000 },
  low: { from: 2_000, to: 8_000 },
};

/** A further page belongs to the question it continues. */
const pageParameters: ReadonlySet<string> = new Set(['cursor', 'from', 'offset', 'start']);

function countAnswers(): { readonly answers: Answers; readonly recorder: NonNullable<FeedsParts['recorder']> } {
  const answers = new Map<string, Map<string, number[]>>();
  return {
    answers,
    recorder: {
      record: ({ channel, receivedTime, context }) => {
        const { symbol, parameters } = JSON.parse(context) as { symbol?: string; parameters?: object };
        if (symbol === undefined) return;
        const targets = answers.get(channel) ?? new Map<string, number[]>();
        answers.set(channel, targets);
        const asked = Object.entries(parameters ?? {}).filter(([name]) => !pageParameters.has(name));
        const target = `${symbol}${JSON.stringify(asked)}`;
        targets.set(target, [...(targets.get(target) ?? []), receivedTime]);
      },
      statistics: () => ({ items: 0, bytes: 0, lost: 0, file: '' }),
      close: () => Promise.resolve(),
    },
  };
}

/** An answer that takes longer, real ms, says that the machine is too busy for the speed. */
const slowAnswerMs = 300;
const paceMs = 250;
const slowestSpeed = 2;
const firstSpeed = 8;

/** Sixty times real time is a lot to ask of a machine that has other things to do: then the market runs slower. */
function createPace(world: Pick<PracticeWorld, 'setSpeed'>) {
  let [most, speed, answerMs] = [0, 0, 0];
  const timer = setInterval(() => {
    if (most === 0) return;
    const wanted = Math.min(most, Math.max(slowestSpeed, speed * (answerMs > slowAnswerMs ? 0.75 : 1.15)));
    if (wanted === speed) return;
    speed = wanted;
    world.setSpeed(speed);
  }, paceMs);
  return {
    timed:
      (request: HttpClient['request']): HttpClient['request'] =>
      async (...asked) => {
        const answered = await request(...asked);
        const elapsedMs = answered.ok ? answered.value.elapsedMs : answered.failure.code === 'timeout' ? 1_000 : 0;
        answerMs += 0.1 * (elapsedMs - answerMs);
        return answered;
      },
    run: (upTo: number): void => {
      // Boards and tapes of the day are made with the first questions.
      [most, speed] = [upTo, Math.min(upTo, firstSpeed)];
      world.setSpeed(speed);
    },
    stop: () => clearInterval(timer),
  };
}

/**
 * The whole practice world with all its vendors in front of the program's own feeds: real HTTP client, dialler and store,
 * real sockets, and the clocks of three parties as in the running program.
 */
export async function vendorWorld(options: {
  readonly symbols: readonly string[];
  readonly seed?: number;
  readonly timings?: Partial<FeedTimings>;
}) {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-test-'));
  const log = keptLog();
  const world = await startPracticeWorld({ seed: options.seed ?? 20261, dataDir: null, speed: 0, log, vendorThread });
  const { venueMs, wallMs } = world.state();
  const clock = createWorldClock({ venueMs, wallMs, speed: 0 });
  world.onClock((state) => clock.sync(state));
  const opened = openMarketDatabase({ file: join(folder, 'market.db'), log, clock });
  if (!opened.ok) throw new Error(opened.failure.message);
  const { facts, budgets } = opened.value;
  const client = createHttpClient({ userAgent: 'Quorum test' });
  const dialler = createStreamDialler({ userAgent: 'Quorum test' });
  const pace = createPace(world);
  const http = { ...client, request: pace.timed(client.request) };
  const emulated = endpointsOf(world.vendors);
  const { answers, recorder } = countAnswers();
  const feeds = createFeeds({
    vendors: vendorList.filter(({ id }) => emulated[id] !== undefined),
    http,
    dialler,
    factStore: facts,
    budgets,
    recorder,
    clock,
    budgetClock: clock,
    log,
    random: seededUniform(11),
    config: emptyFeedsConfig,
    credentials: Object.fromEntries(Object.entries(emulated).map(([vendor, { credentials }]) => [vendor, credentials])),
    bases: Object.fromEntries(Object.entries(emulated).map(([vendor, { bases }]) => [vendor, bases])),
    symbols: options.symbols,
    timings: { startSpreadMs: briskStart, ...options.timings },
  });
  const close = async (): Promise<void> => {
    pace.stop();
    feeds.close();
    await Promise.all([client.close(), dialler.close()]);
    await world.close();
    opened.value.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const vendors = [...world.vendors.running.keys()];
  return {
    world,
    /** Runs the market at up to this speed, slower while the machine is too busy to answer at it. */
    run: pace.run,
    story: world.story,
    clock,
    feeds,
    facts,
    log,
    answers,
    vendors,
    close,
    emulator: (vendor: string) => {
      const found = world.vendors.running.get(vendor);
      if (!found) throw new Error(`no emulator of ${vendor}`);
      return found;
    },
    rows: (): readonly EndpointRow[] => {
      feeds.measure();
      return [...feeds.endpoints.all()];
    },
  };
}
export type VendorWorld = Awaited<ReturnType<typeof vendorWorld>>;
