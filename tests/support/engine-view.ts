import type { EngineLinks } from '../../src/main/cli/engine-links.ts';
import { latestRows } from './latest-rows.ts';

/** What a window would know of orders, positions, gate, journal, feeds and processes. */
export function engineView(links: EngineLinks) {
  const host = links.link('host');
  const ingestion = links.link('ingestion');
  const execution = links.link('execution');
  const desk = links.link('desk');
  const params = {};
  const views = {
    status: latestRows(host.watch.status, { params, keyOf: (row) => row.key }),
    processes: latestRows(host.watch.processes, { params, keyOf: (row) => row.process }),
    orders: latestRows(execution.watch.orders, { params, keyOf: (row) => row.intent }),
    positions: latestRows(execution.watch.positions, { params, keyOf: (row) => row.instrument }),
    gate: latestRows(execution.watch.gate, { params, keyOf: (row) => row.key }),
    limits: latestRows(execution.watch.limits, { params, keyOf: (row) => row.rule }),
    trades: latestRows(execution.watch.trades, { params, keyOf: (row) => row.id }),
    orderFeed: latestRows(execution.watch.health, { params, keyOf: (row) => row.feed }),
    dataFeed: latestRows(ingestion.watch.health, { params, keyOf: (row) => row.feed }),
    alerts: latestRows(desk.watch.alerts, { params, keyOf: (row) => row.id }),
    quotes: latestRows(ingestion.watch.quotes, { params: { instruments: [] }, keyOf: (row) => row.instrument }),
  };
  return {
    ...views,
    host,
    ingestion,
    execution,
    desk,
    gateState: () => views.gate.row('gate')?.state ?? 'unseen',
    pidOf: (process: string) => views.processes.row(process)?.pid ?? null,
    close: () => {
      for (const view of Object.values(views)) view.close();
      links.close();
    },
  };
}

export type EngineView = ReturnType<typeof engineView>;
