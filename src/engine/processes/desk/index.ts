import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openAlertStore } from '../../adapters/sqlite/alert-store.ts';
import { AlertService } from '../../alerts/alert-service.ts';
import { deskContract } from '../../contract/desk-contract.ts';
import { runEngineProcess } from '../runtime/engine-process.ts';
import { watchProcessHealth } from '../runtime/process-health.ts';
import { serveContract } from '../runtime/serve-contract.ts';
import { storeEpoch } from '../runtime/store-epoch.ts';
import { deskImplementation } from './implementation.ts';
import { serveMetrics } from './serve-metrics.ts';
import { watchEngine } from './watch-engine.ts';

runEngineProcess('desk', async (context) => {
  const file = join(context.init.dataDirectory, 'desk.db');
  const store = openAlertStore({ file, log: context.log, clock: context.clock });
  if (!store.ok) throw new Error(store.failure.message);
  const alerts = new AlertService({
    store: store.value,
    clock: context.clock,
    newId: randomUUID,
    threshold: () => context.settings().confluence.alertThreshold,
  });
  const health = watchProcessHealth({
    process: 'desk',
    clock: context.clock,
    links: () => served.server.connections,
    subscriptions: () => served.server.subscriptionCount(),
    stores: () => (store.ok ? [{ name: 'desk.db', bytes: store.value.sizeBytes(), detail: 'alerts and rules' }] : []),
  });
  const served = await serveContract(context, {
    contract: deskContract,
    implementation: deskImplementation(alerts, health.watch),
    epoch: storeEpoch(file),
  });
  const watching = watchEngine(context, alerts);
  const metrics = serveMetrics(context, {
    ownHealth: health.watch,
    onTrouble: (message) =>
      alerts.report({
        kind: 'process',
        severity: 'attention',
        ticker: '',
        value: null,
        title: 'Metrics are not served',
        body: message,
      }),
  });
  return {
    close: async () => {
      watching.close();
      await metrics.close();
      health.close();
      await served.close();
      alerts.close();
    },
  };
});
