import type { deskContract } from '../../../src/engine/contract/desk-contract.ts';
import type { Alert } from '../../../src/engine/domain/alert.ts';
import { ok } from '../../../src/engine/domain/outcome.ts';
import type { ContractOf, EverySink, Implementation } from '../../../src/engine/link/api.ts';
import { demoProcess } from './demo-health.ts';
import { demoCell, repeat } from './demo-latest.ts';
import type { DemoMarket } from './demo-market.ts';

function alertOf(id: string, ticker: string, value: number, firedTime: number): Alert {
  return {
    id,
    ruleId: 'conviction',
    kind: 'conviction',
    severity: 'attention',
    ticker,
    title: `${ticker} conviction ${Math.round(value * 100)}`,
    body: `Crossed 60 upwards; 4 of 6 layers agree.`,
    value,
    firedTime,
    shownTime: firedTime + 90,
    acknowledgedTime: null,
  };
}

export function createDemoDesk(market: DemoMarket) {
  const alerts = demoCell<readonly Alert[]>([
    alertOf('1', 'NVDA', 0.71, market.now() - 1_200_000),
    alertOf('2', 'XOM', 0.62, market.now() - 300_000),
  ]);
  const sinks = new Set<EverySink<Alert>>();
  let seq = 2;
  const implementation: Implementation<ContractOf<typeof deskContract>> = {
    alertEvents: (_, sink) => {
      sinks.add(sink);
      sink.caughtUp();
      return () => sinks.delete(sink);
    },
    alerts: (_, sink) => alerts.follow(sink, (value) => value),
    rules: (_, sink) =>
      repeat(sink, 60_000, () => [
        {
          id: 'conviction',
          kind: 'conviction' as const,
          enabled: true,
          ticker: '',
          threshold: 0.6,
          hysteresis: 0.05,
          coolDownMs: 300_000,
          deleted: false,
        },
      ]),
    saveRule: (rule) => ok(rule),
    deleteRule: () => ok({ deleted: true }),
    markShown: ({ ids }) => ok({ marked: ids.length }),
    acknowledge: ({ ids }) => {
      alerts.set(
        alerts.get().map((alert) => (ids.includes(alert.id) ? { ...alert, acknowledgedTime: market.now() } : alert)),
      );
      return ok({ acknowledged: ids.length });
    },
    process: (_, sink) => repeat(sink, 2_000, () => [demoProcess('desk')]),
  };
  return {
    implementation,
    fire(ticker: string): void {
      seq += 1;
      const alert = alertOf(String(seq), ticker, 0.66, market.now());
      alerts.set([...alerts.get(), alert]);
      for (const sink of sinks) sink.emit(seq, alert);
    },
  };
}
