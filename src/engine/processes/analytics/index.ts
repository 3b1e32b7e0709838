import { join } from 'node:path';
import { openScoreStore } from '../../adapters/sqlite/score-store.ts';
import { AnalyticsService } from '../../analytics/analytics-service.ts';
import { LatencySamples } from '../../quant/statistics/latency-samples.ts';
import { createScoreHistory } from '../../analytics/score-history.ts';
import { ConfluenceService } from '../../confluence/confluence-service.ts';
import { analyticsContract } from '../../contract/analytics-contract.ts';
import { realAgeMs } from '../../ports/clock.ts';
import { runEngineProcess } from '../runtime/engine-process.ts';
import { watchProcessHealth } from '../runtime/process-health.ts';
import { serveContract } from '../runtime/serve-contract.ts';
import { feedFromIngestion } from './feed-from-ingestion.ts';
import { analyticsImplementation } from './implementation.ts';

const flushMs = 2_000;
const housekeepingMs = 500;
const pruneMs = 3_600_000;
const dayMs = 86_400_000;

runEngineProcess('analytics', async (context) => {
  const { clock, log } = context;
  const opened = openScoreStore({ file: join(context.init.dataDirectory, 'scores.db'), log, clock });
  if (!opened.ok) throw new Error(opened.failure.message);
  const store = opened.value;
  const weights = (): ReturnType<typeof context.settings>['confluence']['weights'] =>
    context.settings().confluence.weights;
  const analytics = new AnalyticsService(clock);
  const confluence = new ConfluenceService({ clock, weights, book: (ticker) => analytics.book(ticker) });
  const history = createScoreHistory(store);
  const tickToScore = new LatencySamples('tick-to-analytics');
  confluence.onScore((score, book) => {
    history.record(score);
    if (book.quote) tickToScore.add(realAgeMs(clock, book.quote.receivedTime));
  });
  analytics.onBook((book) => confluence.update(book));
  analytics.onUnwatch((ticker) => confluence.forget(ticker));
  const prune = (): void => void store.prune(clock.now() - context.settings().retention.scoreDays * dayMs);
  // A program that is closed every evening would never come to the hour.
  prune();
  const stops = [
    clock.every(housekeepingMs, () => {
      confluence.refreshRegime();
      confluence.refreshQuiet(analytics.books());
    }),
    clock.every(flushMs, () => history.flush()),
    clock.every(pruneMs, prune),
  ];
  const health = watchProcessHealth({
    process: 'analytics',
    clock,
    links: () => served.server.connections,
    subscriptions: () => served.server.subscriptionCount(),
    stores: () => [{ name: 'scores.db', bytes: store.sizeBytes(), detail: 'conviction over time' }],
    latencies: () => [tickToScore.summary()].filter((summary) => summary !== null),
  });
  const feed = feedFromIngestion(context, analytics);
  const served = await serveContract(context, {
    contract: analyticsContract,
    implementation: analyticsImplementation({
      analytics,
      confluence,
      history,
      weights,
      health: health.watch,
      nowMs: clock.now,
      demandChain: feed.demandChain,
    }),
  });
  return {
    close: async () => {
      for (const stop of stops) stop();
      feed.close();
      health.close();
      analytics.close();
      await served.close();
      history.flush();
      store.close();
    },
  };
});
