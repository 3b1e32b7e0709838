import type { executionContract } from '../../contract/execution-contract.ts';
import type { FeedHealth, ProcessHealth } from '../../contract/health-schemas.ts';
import { ok } from '../../domain/outcome.ts';
import type { Execution } from '../../execution/execution.ts';
import type { LatestRows } from '../../execution/row-stream.ts';
import type { EverySink, Implementation, LatestSink } from '../../link/api.ts';

/** Sources of the two health streams: told at once with what is known, then on every change. Answers its own stop. */
export type ExecutionHealth = {
  feed(tell: (feed: FeedHealth) => void): () => void;
  process(tell: (health: ProcessHealth) => void): () => void;
};

/** Events read from the journal at a time while a client catches up. */
const pageSize = 500;

/** The execution contract over the execution service. */
export function executionImplementation(
  execution: Execution,
  health: ExecutionHealth,
): Implementation<typeof executionContract.entries> {
  return {
    preview: (request) => execution.preview(request),
    submit: async (order) => ok(await execution.submit(order)),
    modify: (request) => ok(execution.modify(request)),
    cancel: ({ intent }) => ok(execution.cancel(intent)),
    cancelAll: () => ok(execution.cancelAll()),
    flatten: async (request) => ok(await execution.flatten(request)),
    kill: async (request) => ok(await execution.kill(request)),
    release: () => ok(execution.release()),
    arm: (request) => ok(execution.arm(request)),
    reconcile: async () => ok(await execution.reconcile()),
    order: ({ intent }) => ok(execution.order(intent)),
    journal: (filter) => ok(execution.journal(filter)),
    annotate: (change) => execution.annotate(change),
    exportJournal: (request) => ok(execution.exportJournal(request)),
    backup: () => execution.backup(),
    orders: (_params, sink) => follow(execution.orders, sink),
    positions: (_params, sink) => follow(execution.positions, sink),
    account: (_params, sink) => follow(execution.account, sink),
    gate: (_params, sink) => follow(execution.gate, sink),
    limits: (_params, sink) => follow(execution.limits, sink),
    trades: (_params, sink) => follow(execution.trades, sink),
    orderEvents: (_params, sink) => followEvents(execution, sink),
    health: (_params, sink) => health.feed((feed) => sink.set(feed)),
    process: (_params, sink) => health.process((figures) => sink.set(figures)),
  };
}

function follow<Row>(rows: LatestRows<Row>, sink: Pick<LatestSink<Row>, 'set' | 'remove'>): () => void {
  for (const row of rows.list()) sink.set(row);
  const subscriptions = [rows.onRow((row) => sink.set(row)), rows.onGone((key) => sink.remove(key))];
  return () => {
    for (const subscription of subscriptions) subscription.close();
  };
}

type OrderEvents = Execution['orderEvents'];
type Event = Parameters<Parameters<OrderEvents['onEvent']>[0]>[0];

/** Replay and live part meet without gap or repeat: both happen in one turn of the event loop. */
function followEvents(
  { orderEvents }: Pick<Execution, 'orderEvents'>,
  sink: Pick<EverySink<Event>, 'after' | 'emit' | 'caughtUp'>,
): () => void {
  let last = sink.after;
  while (last !== null) {
    const page = orderEvents.after(last, pageSize);
    for (const event of page) sink.emit(event.seq, event);
    last = page.length < pageSize ? null : (page.at(-1)?.seq ?? null);
  }
  sink.caughtUp();
  const subscription = orderEvents.onEvent((event) => sink.emit(event.seq, event));
  return () => subscription.close();
}
