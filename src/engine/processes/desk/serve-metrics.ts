import { openMetrics } from '../../adapters/prometheus/metrics-server.ts';
import type { MetricsServer } from '../../ports/metrics.ts';
import type { ProcessContext } from '../runtime/process-context.ts';
import { metricsOfHealth } from './metrics-of-health.ts';
import { watchHealth } from './watch-health.ts';

type Wish = { readonly enabled: boolean; readonly port: number };
type Served = { readonly server: MetricsServer; readonly health: ReturnType<typeof watchHealth> };

type Parts = {
  /** Health of the process that serves the page. */
  readonly ownHealth: Parameters<typeof watchHealth>[1];
  readonly onTrouble: (message: string) => void;
};

/**
 * The metrics page as the settings want it, followed while the program runs. `onTrouble` hears why it could not be
 * served; the program goes on without it.
 */
export function serveMetrics(context: ProcessContext, { ownHealth, onTrouble }: Parts): { close(): Promise<void> } {
  let served: Served | null = null;
  let inForce: Wish = { enabled: false, port: 0 };
  let turn: Promise<void> = Promise.resolve();

  async function stop(): Promise<void> {
    const before = served;
    served = null;
    before?.health.close();
    await before?.server.close();
  }

  async function apply(wish: Wish): Promise<void> {
    if (wish.enabled === inForce.enabled && wish.port === inForce.port) return;
    inForce = wish;
    await stop();
    if (!wish.enabled) return;
    const health = watchHealth(context, ownHealth);
    const opened = await openMetrics({ port: wish.port, read: () => metricsOfHealth(health.snapshot()) });
    if (opened.ok) {
      served = { server: opened.value, health };
      context.log.info('metrics are served', { port: opened.value.port });
      return;
    }
    health.close();
    context.log.warn('metrics are not served', { port: wish.port, reason: opened.failure.message });
    onTrouble(opened.failure.message);
  }

  /** One change at a time: a port must be free before it is taken again. */
  const follow = (wish: Wish): void => {
    turn = turn.then(() => apply(wish));
  };
  follow(context.settings().metrics);
  context.onSettings(({ metrics }) => follow(metrics));
  return {
    close: async () => {
      await turn;
      await stop();
    },
  };
}
