import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openJournalStore } from '../../src/engine/adapters/sqlite/journal-store.ts';
import { emptyQuote } from '../../src/engine/domain/quote.ts';
import { isOpen } from '../../src/engine/domain/order.ts';
import { createExecution } from '../../src/engine/execution/create-execution.ts';
import type { Execution } from '../../src/engine/execution/execution.ts';
import type { ProposedOrder } from '../../src/engine/risk/risk-context.ts';
import type { FaultAction } from '../../src/engine/simulators/tws/faults/fault-script.ts';
import { spy } from '../../src/engine/simulators/tws/testing/test-instruments.ts';
import { openIbkr } from '../conformance/open-ibkr.ts';
import { eventually } from '../support/eventually.ts';
import { generousLimits } from '../support/execution-harness.ts';
import { keptLog } from '../support/silent-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const patience = { timeoutMs: 15_000 };

/** The whole order path: service, journal on disk, adapter, socket, simulated TWS. */
async function open(options: Parameters<typeof openIbkr>[0] = {}) {
  const world = await openIbkr(options);
  const store = openJournalStore({ file: join(temporaryFolder(), 'journal.db'), log: keptLog(), clock: world.clock });
  if (!store.ok) throw new Error(store.failure.message);
  const quoteOf = (id: string) => ({
    ...emptyQuote(id),
    bid: 499.99,
    ask: 500.01,
    last: 500,
    close: 499,
    eventTime: world.clock.now(),
    receivedTime: world.clock.now(),
  });
  const execution = createExecution({
    ...{
      broker: world.broker,
      store: store.value,
      clock: world.clock,
      log: keptLog(),
      mode: 'practice',
      newId: randomUUID,
      backupFolder: '/nowhere',
    },
    quotes: { quoteOf },
    instruments: { byId: (id) => Promise.resolve(id === spy.id ? spy : null) },
    scores: { scoreOf: () => null },
    settings: {
      get: () => ({ broker: { paperPort: 7497, account: '', allowLive: false }, risk: generousLimits, problem: null }),
      onChange: () => ({ close: () => undefined }),
    },
  });
  onTestFinished(() => {
    execution.close();
    store.value.close();
  });
  world.venue.setQuote(spy.id, { bid: 499.99, ask: 500.01 });
  execution.start();
  await eventually(() => expect(execution.gate.list()[0]?.state).toBe('active'), patience);
  return { ...world, execution, store: store.value };
}

type Opened = Awaited<ReturnType<typeof open>>;

function order(change: Partial<ProposedOrder> = {}): ProposedOrder {
  return {
    ...{
      intent: randomUUID(),
      instrument: spy.id,
      side: 'BUY',
      quantity: 100,
      type: 'LMT',
      limitPrice: 495,
      stopPrice: null,
      trailAmount: null,
    },
    ...{
      timeInForce: 'DAY',
      outsideRth: false,
      bracket: null,
      mode: 'practice',
      origin: { source: 'window', label: 'ticket' },
    },
    ...change,
  };
}

const rowOf = (execution: Execution, intent: string) => execution.orders.list().find((row) => row.intent === intent);

/** C1, C2, C3 and C6 against what the simulated TWS holds. */
async function expectAgreement({ execution, simulator, store }: Opened): Promise<void> {
  await eventually(async () => {
    await execution.reconcile();
    const refs = simulator
      .orders()
      .map((one) => one.terms.orderRef)
      .filter((ref) => ref !== '');
    expect(new Set(refs).size).toBe(refs.length);
    for (const one of simulator.orders()) {
      const row = execution.orders.list().find((other) => other.permId === one.permId);
      expect(row?.filled).toBe(one.filled);
      expect(row && isOpen(row.state)).toBe(!['Filled', 'Cancelled', 'ApiCancelled'].includes(one.status));
    }
    expect(execution.orders.list().filter((row) => row.state === 'unknown')).toEqual([]);
    const there = simulator.positions()[0]?.quantity ?? 0;
    expect(execution.positions.list()[0]?.quantity ?? 0).toBe(there);
    expect(execution.trades.list().reduce((sum, trade) => sum + trade.openQuantity, 0)).toBe(there);
  }, patience);
  expect(store.integrity()).toBe('ok');
}

describe('orders over the real wire', () => {
  test('a bracket: entry fills, the stop protects, the stop fills, the target goes', { timeout: 40_000 }, async () => {
    const world = await open();
    const wanted = order({ limitPrice: 500.01, bracket: { targetPrice: 510, stopPrice: 495 } });
    expect(await world.execution.submit(wanted)).toMatchObject({ outcome: 'sent' });
    await eventually(
      () => expect(rowOf(world.execution, wanted.intent)).toMatchObject({ state: 'filled', filled: 100 }),
      patience,
    );
    await eventually(
      () => expect(world.execution.positions.list()).toMatchObject([{ quantity: 100, protectiveStop: 'broker' }]),
      patience,
    );
    world.venue.setQuote(spy.id, { bid: 494.9, ask: 494.92, last: 494.9 });
    world.venue.trade(spy.id, { price: 494.9, size: 500, aggressor: -1 });
    await eventually(() => expect(rowOf(world.execution, `${wanted.intent}:s`)?.state).toBe('filled'), patience);
    await eventually(() => expect(rowOf(world.execution, `${wanted.intent}:t`)?.state).toBe('cancelled'), patience);
    await eventually(
      () =>
        expect(world.execution.trades.list()).toMatchObject([
          { openQuantity: 0, plannedStop: 495, commissionComplete: true },
        ]),
      patience,
    );
    await expectAgreement(world);
  });

  test(
    'an order typed into TWS is adopted; the kill switch takes it along and says how long it took',
    { timeout: 40_000 },
    async () => {
      const world = await open();
      const mine = order();
      await world.execution.submit(mine);
      world.simulator.placeManualOrder({
        conId: spy.conId ?? 0,
        action: 'BUY',
        quantity: 10,
        orderType: 'LMT',
        limitPrice: 490,
      });
      await eventually(async () => {
        await world.execution.reconcile();
        expect(world.execution.orders.list()).toHaveLength(2);
      }, patience);
      const result = await world.execution.kill({ flatten: false, reason: 'drill', drill: false });
      expect(result).toMatchObject({ accepted: true, cancelled: 2 });
      expect(result.elapsedMs).toBeLessThan(4_000);
      expect(await world.execution.submit(order())).toMatchObject({
        outcome: 'denied',
        failure: { code: 'kill-switch' },
      });
      await expectAgreement(world);
    },
  );

  test.each<readonly [string, readonly FaultAction[]]>([
    ['reset', [{ kind: 'reset' }]],
    [
      'restart and the order number running backwards',
      [
        { kind: 'nextValidId-rollback', by: 50 },
        { kind: 'restart', downRealMs: 60 },
      ],
    ],
    [
      'executions doubled and out of order',
      [
        { kind: 'duplicate', message: 'execution' },
        { kind: 'reorder', message: 'execution' },
      ],
    ],
    ['executions lost', [{ kind: 'drop', message: 'execution', count: 2 }]],
    ['no order status at all', [{ kind: 'omit-order-status', on: true }]],
    [
      'TWS without its server',
      [
        { kind: 'info-code', code: 1100 },
        { kind: 'info-code', code: 1101 },
      ],
    ],
    ['garbage', [{ kind: 'garbage' }]],
  ])('%s in the middle of orders leaves both sides agreeing', { timeout: 60_000 }, async (_name, faults) => {
    const world = await open();
    const before = order({ limitPrice: 500.01, quantity: 40 });
    const resting = order({ limitPrice: 495 });
    await world.execution.submit(before);
    await world.execution.submit(resting);
    for (const fault of faults) world.simulator.faults.inject(fault);
    await world.execution.submit(
      order({ limitPrice: 500.01, quantity: 30, bracket: { targetPrice: 510, stopPrice: 495 } }),
    );
    world.execution.cancel(resting.intent);
    await eventually(async () => {
      const ticket = await world.execution.submit(order({ limitPrice: 500.01, quantity: 10 }));
      expect(ticket.outcome).toBe('sent');
    }, patience);
    await expectAgreement(world);
  });
});
