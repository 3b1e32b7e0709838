import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { executionContract } from '../../src/engine/contract/execution-contract.ts';
import { connect } from '../../src/engine/link/connect.ts';
import { dialLocal, listenLocal } from '../../src/engine/link/local-socket.ts';
import { createServer } from '../../src/engine/link/serve.ts';
import { executionImplementation } from '../../src/engine/processes/execution/implementation.ts';
import { firstRows } from '../../src/main/cli/first-rows.ts';
import { linkTimers } from '../../src/main/host/link-timers.ts';
import { eventually } from '../support/eventually.ts';
import { ExecutionHarness } from '../support/execution-harness.ts';
import { latestRows } from '../support/latest-rows.ts';
import { keptLog } from '../support/silent-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const patience = { timeoutMs: 15_000 };

/** The execution service behind its contract on a local socket, and clients as windows and the command line are. */
async function stage() {
  const folder = temporaryFolder();
  const h = new ExecutionHarness({ folder, limits: { duplicateWindowMs: 3_000 } });
  onTestFinished(() => h.stop());
  const quiet = { feed: () => () => undefined, process: () => () => undefined };
  const server = createServer(executionContract, executionImplementation(h.execution, quiet), {
    timers: linkTimers,
    log: keptLog(),
    flushMs: () => 16,
    authorise: () => ({ role: 'window', id: 'test' }),
  });
  const path = join(folder, 'link');
  const listener = await listenLocal({ path, timers: linkTimers, onPipe: (pipe) => void server.accept(pipe) });
  if (!listener.ok) throw new Error(listener.failure.message);
  onTestFinished(async () => {
    server.close();
    await listener.value.close();
  });
  const joined = () => {
    const client = connect(executionContract, {
      dial: dialLocal(path),
      token: 'x',
      client: 'test',
      timers: linkTimers,
    });
    onTestFinished(() => client.close());
    return client;
  };
  return { h, client: joined };
}

const watched = (client: ReturnType<Awaited<ReturnType<typeof stage>>['client']>) =>
  latestRows(client.watch.orders, { params: {}, keyOf: (row) => row.intent });

test('an order denied for whatever reason, never sent, stands on the live stream at once', async () => {
  const { h, client } = await stage();
  const window = client();
  await eventually(() => expect(window.status().phase).toBe('open'), patience);
  const rows = watched(window);
  const seen: string[] = [];
  const deny = async (code: string, change: Parameters<typeof h.order>[0] = {}): Promise<void> => {
    const order = h.order(change);
    const answer = await window.call.submit(order);
    expect(answer).toMatchObject({ ok: true, value: { outcome: 'denied', failure: { code } } });
    seen.push(code);
    await eventually(() => expect(rows.row(order.intent)).toMatchObject({ state: 'denied', sentTime: null }), patience);
  };
  await deny('gate-state');
  await h.ready();
  await deny('order-quantity', { quantity: 6_000 });
  await deny('order-shape', { limitPrice: null });
  await deny('mode-guard', { mode: 'live' });
  await deny('price-collar', { limitPrice: 600 });
  expect(await window.call.submit(h.order())).toMatchObject({ ok: true, value: { outcome: 'sent' } });
  await deny('duplicate');
  // Journaled as intended and refused by the adapter in the same turn: the first state is never published.
  h.broker.writeFault = 'refused';
  await deny('invalid-order', { limitPrice: 499 });
  const killing = h.execution.kill({ flatten: false, reason: 'stop', drill: false });
  await h.quiet();
  await killing;
  await deny('kill-switch', { limitPrice: 498 });
  expect(seen).toHaveLength(8);
  expect(h.broker.received.filter(({ kind }) => kind === 'place')).toHaveLength(1);
});

test('a burst of denials reaches a slow window whole, a late one, and the command line', async () => {
  const { h, client } = await stage();
  await h.ready();
  const slow = client();
  slow.setAckDelay(100);
  const rows = watched(slow);
  const orders = Array.from({ length: 1_500 }, () => h.order({ quantity: 6_000 }));
  await Promise.all(orders.map((order) => h.execution.submit(order)));
  const all = orders.map(({ intent }) => intent).toSorted();
  const deniedIn = (held: readonly { readonly intent: string; readonly state: string }[]) =>
    held
      .filter(({ state }) => state === 'denied')
      .map(({ intent }) => intent)
      .toSorted();
  await eventually(() => expect(deniedIn(rows.rows())).toEqual(all), patience);
  const late = watched(client());
  await eventually(() => expect(deniedIn(late.rows())).toEqual(all), patience);
  // More than one frame holds: the newest come last.
  expect(deniedIn((await firstRows(client().watch.orders)) ?? [])).toEqual(all);
});
