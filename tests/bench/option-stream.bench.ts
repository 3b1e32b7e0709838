import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openMarketDatabase } from '../../src/engine/adapters/sqlite/market-database.ts';
import { createHttpClient } from '../../src/engine/adapters/system/http-client.ts';
import { createStreamDialler } from '../../src/engine/adapters/system/stream-dialler.ts';
import { createWorldClock } from '../../src/engine/adapters/system/world-clock.ts';
import { unusualWhales } from '../../src/engine/adapters/unusual-whales/unusual-whales.vendor.ts';
import { createFeeds } from '../../src/engine/ingestion/feeds/create-feeds.ts';
import { emptyFeedsConfig } from '../../src/engine/ingestion/feeds/feeds-config.ts';
import { seededUniform } from '../../src/engine/quant/statistics/seeded-uniform.ts';
import type { Bench, Figure } from './bench.ts';
import type { VenueNews, VenueOrder } from './feeds/option-venue.ts';
import { quantile } from './percentiles.ts';
import { silentLog } from './silent-log.ts';

const rates = [2_000, 8_000, 20_000];
const symbols = ['SPY', 'QQQ', 'TSLA', 'NVDA', 'AAPL', 'SPXW', 'IWM', 'AMD'];
/** In regular hours of the day the frames are of. */
const venueMs = Date.UTC(2026, 9, 5, 15);
const longestWaitMs = 20_000;
const now = (): number => performance.timeOrigin + performance.now();

export const optionStreamBench: Bench = {
  name: 'option-stream',
  title: 'option_trades from the vendor’s socket through the feeds into the store, at a pace',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'quorum-bench-'));
    const venue = fork(join(import.meta.dirname, 'feeds', 'option-venue.ts'));
    const news = newsOf(venue);
    try {
      const { port } = await news.next('listening');
      const stage = openStage(join(folder, 'market.db'), port);
      await news.next('joined');
      const figures: Figure[] = [];
      for (const rate of rates) figures.push(...(await measure(rate, { venue, news, stage })));
      await stage.close();
      return { figures, notes: ['two seconds a rate; the venue is a process of its own; the store is read by nobody'] };
    } finally {
      venue.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

type News = ReturnType<typeof newsOf>;

function newsOf(child: ChildProcess) {
  const heard: VenueNews[] = [];
  let wake = (): void => undefined;
  child.on('message', (message) => {
    heard.push(message as VenueNews);
    wake();
  });
  return {
    next: async <Kind extends VenueNews['kind']>(kind: Kind): Promise<Extract<VenueNews, { readonly kind: Kind }>> => {
      for (;;) {
        const at = heard.findIndex((each) => each.kind === kind);
        const [found] = at < 0 ? [] : heard.splice(at, 1);
        if (found) return found as Extract<VenueNews, { readonly kind: Kind }>;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

/** One stream of the vendor over a real socket into a real store; facts leave the sink once they are kept. */
function openStage(file: string, port: number) {
  const clock = createWorldClock({ venueMs, wallMs: Date.now(), speed: 1 });
  const store = openMarketDatabase({ file, log: silentLog, clock });
  if (!store.ok) throw new Error(store.failure.message);
  const http = createHttpClient({ userAgent: 'Quorum bench' });
  const dialler = createStreamDialler({ userAgent: 'Quorum bench' });
  const streams = unusualWhales.streams.filter(({ id }) => id === 'option-trades');
  const feeds = createFeeds({
    vendors: [{ ...unusualWhales, endpoints: [], streams }],
    ...{ http, dialler, clock, symbols, log: silentLog, recorder: null, budgetClock: clock },
    factStore: store.value.facts,
    budgets: store.value.budgets,
    random: seededUniform(7),
    config: emptyFeedsConfig,
    credentials: { [unusualWhales.id]: { token: 'bench' } },
    bases: { [unusualWhales.id]: { rest: `http://127.0.0.1:${port}`, stream: `ws://127.0.0.1:${port}` } },
  });
  const keptMs: number[] = [];
  feeds.onFacts((facts) => {
    const at = now();
    for (let count = facts.length; count > 0; count -= 1) keptMs.push(at);
  });
  feeds.start();
  return {
    keptMs,
    close: async () => {
      feeds.close();
      await Promise.all([http.close(), dialler.close()]);
      store.value.close();
    },
  };
}

type Parts = { readonly venue: ChildProcess; readonly news: News; readonly stage: ReturnType<typeof openStage> };

async function measure(rate: number, { venue, news, stage }: Parts): Promise<readonly Figure[]> {
  stage.keptMs.length = 0;
  const cpuBefore = process.cpuUsage();
  venue.send({ kind: 'pace', perSecond: rate } satisfies VenueOrder);
  const { frames, sentMs } = await news.next('told');
  const deadline = now() + longestWaitMs;
  while (stage.keptMs.length < frames && now() < deadline) await pause(20);
  const { user, system } = process.cpuUsage(cpuBefore);
  const kept = stage.keptMs.length;
  const seconds = ((stage.keptMs.at(-1) ?? 0) - (sentMs[0] ?? 0)) / 1_000;
  // The socket and the feeds keep the order: the n-th frame is the n-th fact.
  const waits = stage.keptMs.map((at, index) => at - (sentMs[index] ?? at));
  return [
    { name: `${rate}/s asked: kept`, value: kept / seconds, unit: '/s' },
    { name: `${rate}/s asked: not kept`, value: frames - kept, unit: 'frames' },
    { name: `${rate}/s sent to kept p50`, value: quantile(waits, 0.5), unit: 'ms' },
    { name: `${rate}/s sent to kept p99`, value: quantile(waits, 0.99), unit: 'ms' },
    { name: `${rate}/s kept a second of processor`, value: kept / ((user + system) / 1e6), unit: '/s' },
  ];
}
