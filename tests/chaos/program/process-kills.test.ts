import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import {
  expectAgreement,
  expectNoOrderTwice,
  expectSameAfterKill,
  expectSoundJournal,
} from '../../support/order-checkers.ts';
import { orderOf } from '../../support/order-of.ts';
import { watchOrderWire } from '../../support/order-wire.ts';
import { startEngine, untilTrading, type RunningEngine } from '../../support/start-engine.ts';

const patience = { timeoutMs: 60_000, pollMs: 50 };
const names = ['ingestion', 'analytics', 'execution', 'desk'] as const;

let engine: RunningEngine;
beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

const pids = (except: string) =>
  Object.fromEntries(names.filter((name) => name !== except).map((name) => [name, engine.pidOf(name)]));

/** Kills one, sees it named and back under a new id, and everybody else untouched. */
async function dieAndReturn(name: (typeof names)[number]): Promise<void> {
  const others = pids(name);
  const pid = engine.pidOf(name);
  const seenBefore = engine.processes.seen.length;
  engine.murder(name);
  await eventually(() => {
    const since = engine.processes.seen.slice(seenBefore).filter((row) => row.process === name);
    expect(since.find((row) => row.state === 'restarting')?.lastExit).toMatch(/SIGKILL/);
    expect(engine.processes.row(name)).toMatchObject({ state: 'running' });
    expect(engine.pidOf(name)).not.toBe(pid);
  }, patience);
  expect(pids(name)).toEqual(others);
}

test('a process that hangs is shown as not answering and goes when it is told to restart', async () => {
  const pid = engine.pidOf('analytics');
  if (pid === null) throw new Error('analytics has no process id');
  process.kill(pid, 'SIGSTOP');
  await eventually(() => expect(engine.processes.row('analytics')?.state).toBe('not-answering'), patience);
  expect(engine.processes.row('execution')?.state).toBe('running');
  expect(await engine.host.call.restartProcess({ process: 'analytics', kill: false })).toMatchObject({ ok: true });
  await eventually(() => {
    expect(engine.processes.row('analytics')).toMatchObject({ state: 'running', lastExit: 'restarted on request' });
    expect(engine.pidOf('analytics')).not.toBe(pid);
  }, patience);
});

test.each(['ingestion', 'analytics', 'desk'] as const)(
  '%s dies alone: orders stand and new ones go through',
  async (name) => {
    // Where ingestion died a moment ago, this client may still be on its way back to it.
    const bid = await eventually(() => {
      const known = engine.quotes.row('SPY.STK')?.bid ?? 0;
      expect(known).toBeGreaterThan(0);
      return known;
    }, patience);
    const resting = orderOf({ type: 'LMT', limitPrice: Math.floor(bid) - 5 });
    expect(await engine.execution.call.submit(resting)).toMatchObject({ ok: true, value: { outcome: 'sent' } });
    await eventually(() => expect(engine.orders.row(resting.intent)?.state).toBe('working'), patience);
    await dieAndReturn(name);
    expect(engine.orders.row(resting.intent)?.state).toBe('working');
    const fresh = await eventually(async () => {
      // Without quotes a market order is rightly denied; they are back as soon as ingestion is.
      const order = orderOf();
      expect(await engine.execution.call.submit(order)).toMatchObject({ ok: true, value: { outcome: 'sent' } });
      return order;
    }, patience);
    await eventually(() => expect(engine.orders.row(fresh.intent)?.state).toBe('filled'), patience);
    expect(await engine.execution.call.cancel({ intent: resting.intent })).toMatchObject({
      ok: true,
      value: { accepted: true },
    });
    await expectAgreement(engine);
  },
);

test('execution dies with orders in flight: the gate shuts and opens, every order is found, none is doubled', async () => {
  const flying = [
    orderOf(),
    orderOf({ instrument: 'AAPL.STK', quantity: 2 }),
    orderOf({ instrument: 'NVDA.STK', quantity: 3 }),
  ];
  const gateSeen = engine.gate.seen.length;
  const wire = watchOrderWire(engine.world());
  const answers = flying.map((order) => engine.execution.call.submit(order));
  await dieAndReturn('execution');
  expectSoundJournal(engine);
  // Lost with the process is unknown, never "failed"; an answer that made it back before is as good as ever.
  for (const answer of await Promise.all(answers))
    expect(answer.ok ? answer.value.outcome : answer.failure.code).toMatch(/^(sent|unknown|outcome-unknown)$/);
  await eventually(() => expect(engine.gate.seen.length).toBeGreaterThan(gateSeen), patience);
  await untilTrading(engine);
  wire.poll();
  // The new process asked the broker what it holds before it sent anything.
  expect(wire.tooEarly()).toEqual([]);
  await expectAgreement(engine);
  for (const order of flying) {
    const again = await eventually(async () => {
      const answer = await engine.execution.call.submit(order);
      expect(answer).toMatchObject({ ok: true, value: { outcome: 'sent' } });
      return answer;
    }, patience);
    expect(again.ok).toBe(true);
  }
  expectNoOrderTwice(engine);
  // Sent before the kill it fills; killed between journal and wire it ends as never sent.
  await eventually(() => {
    for (const { intent } of flying) expect(engine.orders.row(intent)?.state).toMatch(/^(filled|cancelled)$/);
  }, patience);
  await expectAgreement(engine);
});

test('a bracket survives its process: parent filled, exits working at the broker, the same after the kill', async () => {
  const quote = engine.quotes.row('SPY.STK');
  const mid = Math.round(((quote?.bid ?? 0) + (quote?.ask ?? 0)) / 2);
  const order = orderOf({ quantity: 4, bracket: { targetPrice: mid + 20, stopPrice: mid - 20 } });
  expect(await engine.execution.call.submit(order)).toMatchObject({ ok: true, value: { outcome: 'sent' } });
  await eventually(() => {
    const group = engine.orders.rows().filter((row) => row.intent.startsWith(order.intent));
    expect(group.map(({ role, state }) => `${role} ${state}`).toSorted()).toEqual([
      'parent filled',
      'stop working',
      'target working',
    ]);
  }, patience);
  await expectAgreement(engine);
  await expectSameAfterKill(engine);
  await expectAgreement(engine);
});

test('the kill switch holds through a kill of its own process', async () => {
  expect(
    await engine.execution.call.kill({ flatten: true, reason: 'end of test', drill: false }, { timeoutMs: 30_000 }),
  ).toMatchObject({
    ok: true,
  });
  await dieAndReturn('execution');
  await eventually(() => expect(engine.gate.row('gate')).toMatchObject({ killed: true, state: 'halted' }), patience);
  const refused = orderOf();
  await eventually(async () => {
    const answer = await engine.execution.call.submit(refused);
    expect(answer).toMatchObject({ ok: true, value: { outcome: 'denied' } });
  }, patience);
  expect(
    engine
      .world()
      .tws.orders()
      .some(({ terms }) => terms.orderRef === refused.intent),
  ).toBe(false);
  expect(await engine.execution.call.release({ confirm: 'RELEASE' })).toMatchObject({
    ok: true,
    value: { accepted: true },
  });
  await eventually(
    () => expect(engine.positions.rows().filter(({ quantity }) => quantity !== 0)).toEqual([]),
    patience,
  );
});
