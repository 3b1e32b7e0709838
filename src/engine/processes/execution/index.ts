import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createIbkrBroker } from '../../adapters/ibkr/broker.ts';
import { IbkrSession } from '../../adapters/ibkr/session.ts';
import { openJournalStore } from '../../adapters/sqlite/journal-store.ts';
import { LatencySamples } from '../../quant/statistics/latency-samples.ts';
import { executionContract } from '../../contract/execution-contract.ts';
import { createExecution } from '../../execution/create-execution.ts';
import { FeedHealth } from '../../ingestion/feed-health.ts';
import { runEngineProcess } from '../runtime/engine-process.ts';
import type { ProcessContext } from '../runtime/process-context.ts';
import { watchProcessHealth } from '../runtime/process-health.ts';
import { serveContract } from '../runtime/serve-contract.ts';
import { storeEpoch } from '../runtime/store-epoch.ts';
import { executionImplementation } from './implementation.ts';
import { createMarketView } from './market-view.ts';
import { timedSubmit } from './timed-submit.ts';

const healthPeriodMs = 1_000;

function settingsSource(context: ProcessContext): Parameters<typeof createExecution>[0]['settings'] {
  const listeners = new Set<() => void>();
  context.onSettings(() => listeners.forEach((tell) => tell()));
  return {
    get: () => ({ ...context.settings(), problem: context.settingsProblem() }),
    onChange: (listener) => {
      listeners.add(listener);
      return { close: () => void listeners.delete(listener) };
    },
  };
}

runEngineProcess('execution', async (context) => {
  const { clock, log, init } = context;
  const file = join(init.dataDirectory, 'journal.db');
  const opened = openJournalStore({ file, log, clock });
  if (!opened.ok) throw new Error(opened.failure.message);
  const store = opened.value;
  const { host, port } = init.broker ?? { host: init.settings.broker.host, port: init.settings.broker.paperPort };
  const session = new IbkrSession({ host, port, clientId: init.settings.broker.orderClientId, clock, log });
  const broker = createIbkrBroker(session, { clock, log, account: init.settings.broker.account });
  const market = createMarketView(context);
  const execution = createExecution({
    broker,
    store,
    quotes: market.quotes,
    instruments: market.instruments,
    scores: market.scores,
    settings: settingsSource(context),
    mode: init.mode,
    clock,
    log,
    newId: randomUUID,
    backupFolder: join(init.dataDirectory, 'backups'),
    marketRun: init.marketRun,
  });
  const clickToWire = new LatencySamples('click-to-wire');
  const orders = new FeedHealth({
    marketData: { id: 'ibkr-orders', connection: () => broker.connection(), statistics: () => session.statistics() },
    clock,
    title: 'Orders',
    lines: () => ({ used: 0, limit: 0 }),
  });
  const stopHealth = clock.every(healthPeriodMs, () => orders.measure());
  const health = watchProcessHealth({
    process: 'execution',
    clock,
    links: () => served.server.connections,
    subscriptions: () => served.server.subscriptionCount(),
    stores: () => [{ name: 'journal.db', bytes: store.sizeBytes(), detail: 'orders, fills, trades' }],
    latencies: () => [clickToWire.summary()].filter((summary) => summary !== null),
  });
  const served = await serveContract(context, {
    contract: executionContract,
    epoch: storeEpoch(file),
    implementation: executionImplementation(
      timedSubmit(execution, clock, (ms) => clickToWire.add(ms)),
      {
        feed: (tell) => {
          orders.measure();
          const subscription = orders.rows.subscribe({ set: tell, remove: () => undefined });
          return () => subscription.close();
        },
        process: health.watch,
      },
    ),
  });
  execution.start();
  session.start();
  context.onKillFile((present) => execution.killFile(present));
  return {
    close: async () => {
      stopHealth();
      health.close();
      await served.close();
      execution.close();
      market.close();
      session.close();
      store.close();
    },
  };
});
