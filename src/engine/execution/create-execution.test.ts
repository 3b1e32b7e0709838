import { describe, expect, onTestFinished, test } from 'vitest';
import { ExecutionHarness } from '../../../tests/support/execution-harness.ts';
import { settled } from '../../../tests/support/manual-clock.ts';
import { spy } from '../../../tests/support/scripted-broker.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';

async function harness(
  options: Partial<ConstructorParameters<typeof ExecutionHarness>[0]> = {},
): Promise<ExecutionHarness> {
  const made = new ExecutionHarness({ folder: temporaryFolder(), ...options });
  onTestFinished(() => made.stop());
  return made.ready();
}

const stateOf = (h: ExecutionHarness, intent: string) => h.execution.order(intent).order?.state;

describe('sending', () => {
  test('an order goes out after its intent is in the journal, and is filled by its executions', async () => {
    const h = await harness();
    const order = h.order();
    const original = h.broker.place.bind(h.broker);
    let journaledBefore: unknown = null;
    h.broker.place = (orders) => {
      journaledBefore = h.store.intent(order.intent);
      return original(orders);
    };
    const ticket = await h.execution.submit(order);
    expect(ticket).toMatchObject({
      outcome: 'sent',
      orders: [{ state: 'sent', brokerOrderId: 1, account: 'DU1234567' }],
    });
    expect(journaledBefore).toMatchObject({ intent: order.intent, mid: 500 });
    const one = h.broker.of(order.intent);
    h.broker.acknowledge(one);
    await h.quiet();
    expect(stateOf(h, order.intent)).toBe('working');
    h.broker.fill(one, 40, 499.9);
    await h.quiet();
    expect(h.execution.order(order.intent).order).toMatchObject({
      state: 'working',
      filled: 40,
      averageFillPrice: 499.9,
    });
    h.broker.fill(one, 60, 500);
    await h.quiet();
    expect(h.execution.order(order.intent).order).toMatchObject({ state: 'filled', filled: 100 });
    await h.clock.advance(1_000);
    expect(h.execution.positions.list()).toMatchObject([
      { instrument: spy.id, quantity: 100, averagePrice: 499.96, protectiveStop: 'none' },
    ]);
    expect(h.execution.trades.list()).toMatchObject([
      { direction: 'long', openQuantity: 100, commission: 2, commissionComplete: true },
    ]);
    const kinds = h.execution.order(order.intent).events.map((event) => event.kind);
    expect(kinds).toEqual(['intended', 'sent', 'acknowledged', 'working', 'fill', 'commission', 'fill', 'commission']);
  });

  test('a bracket is one burst with one exit group and consecutive ids', async () => {
    const h = await harness();
    const order = h.order({ bracket: { targetPrice: 510, stopPrice: 495 } });
    const ticket = await h.execution.submit(order);
    expect(ticket).toMatchObject({
      outcome: 'sent',
      orders: [{ role: 'parent' }, { role: 'target' }, { role: 'stop' }],
    });
    expect(h.broker.received).toEqual([{ kind: 'place', orderIds: [1, 2, 3] }]);
    const [parent, target, stop] = h.broker.orders.map((one) => one.order);
    expect(parent).toMatchObject({ side: 'BUY', parentOrderId: null, ocaGroup: null });
    expect(target).toMatchObject({ side: 'SELL', type: 'LMT', limitPrice: 510, parentOrderId: 1, timeInForce: 'GTC' });
    expect(stop).toMatchObject({
      side: 'SELL',
      type: 'STP',
      stopPrice: 495,
      parentOrderId: 1,
      ocaGroup: target?.ocaGroup,
    });
    expect(target?.ocaGroup).toContain(order.intent);
    for (const one of h.broker.orders) h.broker.acknowledge(one);
    h.broker.fill(h.broker.of(order.intent), 100, 500);
    await h.quiet();
    await h.clock.advance(1_000);
    expect(h.execution.positions.list()).toMatchObject([{ quantity: 100, protectiveStop: 'broker' }]);
    h.broker.fill(h.broker.of(`${order.intent}:s`), 100, 494.9);
    await h.quiet();
    expect(stateOf(h, `${order.intent}:t`)).toBe('cancelled');
    expect(h.execution.trades.list()).toMatchObject([
      { openQuantity: 0, realizedPnl: -512, plannedStop: 495, rMultiple: -1.024, commission: 2 },
    ]);
  });

  test('the same intent never becomes two orders', async () => {
    const h = await harness();
    const order = h.order();
    const tickets = await Promise.all([
      h.execution.submit(order),
      h.execution.submit(order),
      h.execution.submit(order),
    ]);
    expect(tickets.map((ticket) => ticket.outcome)).toEqual(['sent', 'sent', 'sent']);
    expect(await h.execution.submit(order)).toMatchObject({ outcome: 'sent' });
    expect(h.broker.orders).toHaveLength(1);
    expect(await h.execution.submit({ ...order, quantity: 200 })).toMatchObject({
      outcome: 'denied',
      failure: { code: 'intent-reused' },
    });
    await h.restart();
    expect(await h.execution.submit(order)).toMatchObject({ outcome: 'sent', orders: [{ intent: order.intent }] });
    expect(h.broker.orders).toHaveLength(1);
  });

  test('a denial names the rule and the numbers, is journaled and sends nothing', async () => {
    const h = await harness({ limits: { maxQuantity: 50 } });
    const order = h.order();
    expect(await h.execution.submit(order)).toMatchObject({
      outcome: 'denied',
      failure: { code: 'order-quantity', message: 'Quantity per order: 100 of at most 50' },
    });
    expect(h.broker.received).toEqual([]);
    expect(h.execution.order(order.intent).order).toMatchObject({ state: 'denied', brokerOrderId: null });
    expect(await h.execution.submit(order)).toMatchObject({ outcome: 'denied', failure: { code: 'denied' } });
  });

  test.each([Number.NaN, -5, 1e12, Number.POSITIVE_INFINITY, 0.5])(
    'an absurd quantity %s is refused',
    async (quantity) => {
      const h = await harness();
      expect(await h.execution.submit(h.order({ quantity }))).toMatchObject({
        outcome: 'denied',
        failure: { code: 'order-shape' },
      });
      expect(h.broker.received).toEqual([]);
    },
  );

  test('a price off the grid is rounded in whole ticks and it is said', async () => {
    const h = await harness();
    const order = h.order({ limitPrice: 499.987 });
    await h.execution.submit(order);
    expect(h.broker.of(order.intent).order.limitPrice).toBe(499.98);
    expect(h.execution.order(order.intent).order?.reason).toContain('rounded to 499.98');
  });
});

describe('order numbers', () => {
  test('never run backwards, also when the broker does and after restarts', async () => {
    const h = await harness();
    h.broker.hint = 38_103;
    await h.execution.submit(h.order());
    h.broker.hint = 38_099;
    await h.execution.submit(h.order());
    await h.restart();
    h.broker.hint = 5;
    await settled();
    await h.execution.submit(h.order());
    expect(h.broker.received.flatMap((write) => write.orderIds)).toEqual([38_103, 38_104, 38_105]);
  });

  test('ids seen at the broker are not used again', async () => {
    const h = await harness();
    h.broker.foreign(
      {
        ...h.broker.orders[0]?.order,
        ...h.order(),
        orderId: 500,
        instrument: spy,
        account: 'DU1234567',
        parentOrderId: null,
        ocaGroup: null,
        intent: 'elsewhere',
      },
      72,
    );
    await h.quiet();
    await h.execution.submit(h.order());
    expect(h.broker.received.at(-1)?.orderIds).toEqual([501]);
  });
});

describe('UNKNOWN', () => {
  test('a write that breaks off is unknown, never refused; the order is found again', async () => {
    const h = await harness();
    h.broker.writeFault = 'lost-after';
    const order = h.order();
    expect(await h.execution.submit(order)).toMatchObject({ outcome: 'unknown', orders: [{ state: 'unknown' }] });
    expect(h.gate()).toMatchObject({ state: 'closed', unknownOrders: 1 });
    h.broker.connect();
    await settled();
    expect(h.execution.order(order.intent).order).toMatchObject({ state: 'working', permId: 900_001 });
    expect(h.gate()).toMatchObject({ state: 'active', unknownOrders: 0 });
  });

  test('one that never arrived is called so only after enough time and a complete answer', async () => {
    const h = await harness();
    h.broker.writeFault = 'lost-before';
    const order = h.order();
    await h.execution.submit(order);
    h.broker.connect();
    await settled();
    expect(stateOf(h, order.intent)).toBe('unknown');
    await h.clock.advance(13_000);
    expect(h.execution.order(order.intent).order).toMatchObject({
      state: 'cancelled',
      reason: expect.stringContaining('Never reached the broker'),
    });
    expect(h.broker.orders).toHaveLength(0);
  });

  test('an exception of the adapter is unknown', async () => {
    const h = await harness();
    h.broker.writeFault = 'throws';
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'unknown' });
  });

  test('no acknowledgement within 5 s is unknown', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    await h.clock.advance(4_900);
    expect(stateOf(h, order.intent)).toBe('sent');
    h.broker.snapshotFault = 'fails';
    await h.clock.advance(200);
    expect(stateOf(h, order.intent)).toBe('unknown');
    h.broker.snapshotFault = 'none';
    await h.clock.advance(5_000);
    expect(stateOf(h, order.intent)).toBe('working');
  });

  test('what was certainly not sent is a denial', async () => {
    const h = await harness();
    h.broker.writeFault = 'refused';
    const order = h.order();
    expect(await h.execution.submit(order)).toMatchObject({ outcome: 'denied', failure: { code: 'invalid-order' } });
    expect(stateOf(h, order.intent)).toBe('denied');
  });

  test('half a bracket that was never transmitted leaves nothing behind', async () => {
    const h = await harness();
    h.broker.writeFault = 'half';
    const order = h.order({ bracket: { targetPrice: 510, stopPrice: 495 } });
    expect(await h.execution.submit(order)).toMatchObject({ outcome: 'unknown' });
    h.broker.connect();
    await h.clock.advance(20_000);
    expect([order.intent, `${order.intent}:t`, `${order.intent}:s`].map((id) => stateOf(h, id))).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
  });
});

describe('messages that come late', () => {
  test('the link lost before any answer makes an order unknown at once', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    h.broker.disconnect('TWS disconnected 09:31:07 ET');
    expect(h.execution.order(order.intent).order).toMatchObject({
      state: 'unknown',
      reason: 'TWS disconnected 09:31:07 ET; nobody has told whether the order arrived',
    });
  });

  test('a late "Submitted" neither revives a cancelled order nor takes back a cancel', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    const one = h.broker.of(order.intent);
    h.broker.acknowledge(one);
    const late = structuredClone(h.broker.outbox);
    await h.quiet();
    h.execution.cancel(order.intent);
    const answer = h.broker.outbox.splice(0);
    for (const event of late) h.broker.say(event);
    await h.quiet();
    expect(stateOf(h, order.intent)).toBe('cancel-pending');
    for (const event of [...answer, ...late]) h.broker.say(event);
    await h.quiet();
    expect(stateOf(h, order.intent)).toBe('cancelled');
  });

  test('a complete answer that was asked for before the end of an order does not revive it', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    h.broker.acknowledge(h.broker.of(order.intent));
    await h.quiet();
    h.broker.snapshotFault = 'hangs';
    const asked = h.execution.reconcile();
    await settled();
    h.broker.end(h.broker.of(order.intent), 'Cancelled');
    await h.quiet();
    h.broker.releaseSnapshot();
    await asked;
    expect(stateOf(h, order.intent)).toBe('cancelled');
  });

  test('nor does one asked for before an order was sent prove that it is absent', async () => {
    const h = await harness();
    h.broker.snapshotFault = 'hangs';
    const asked = h.execution.reconcile();
    await settled();
    const order = h.order();
    await h.execution.submit(order);
    await h.clock.advance(6_000);
    h.broker.snapshotFault = 'none';
    h.broker.releaseSnapshot();
    await asked;
    expect(stateOf(h, order.intent)).toBe('unknown');
    await h.clock.advance(1_000);
    expect(stateOf(h, order.intent)).toBe('working');
  });
});

describe('gate', () => {
  test('is closed until a complete answer has been merged, and says why', async () => {
    const h = new ExecutionHarness({ folder: temporaryFolder() });
    onTestFinished(() => h.stop());
    h.execution.start();
    expect(h.gate()).toMatchObject({ state: 'closed', reason: 'TWS not connected' });
    h.broker.snapshotFault = 'fails';
    h.broker.connect();
    await settled();
    expect(h.gate().reason).toContain('next try in 1 s');
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'denied', failure: { code: 'gate-state' } });
    h.broker.snapshotFault = 'none';
    await h.clock.advance(1_100);
    expect(h.gate()).toMatchObject({ state: 'active', reason: expect.stringContaining('Reconciled') });
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'sent' });
  });

  test('closes with the connection; an answer from before the loss does not open it', async () => {
    const h = await harness();
    h.broker.snapshotFault = 'hangs';
    const asked = h.execution.reconcile();
    h.broker.disconnect();
    h.broker.connect();
    await asked;
    expect(h.gate().state).toBe('closed');
    h.broker.snapshotFault = 'none';
    h.broker.releaseSnapshot();
    await h.clock.advance(500);
    expect(h.gate().state).toBe('active');
  });

  test('a reduction of a confirmed position passes while closed, an enlargement does not', async () => {
    const h = await harness();
    h.broker.setPosition({ account: 'DU1234567', instrument: spy, quantity: 100, averagePrice: 490 });
    await h.quiet();
    h.broker.disconnect();
    h.broker.snapshotFault = 'fails';
    h.broker.connect();
    await settled();
    const sell = { side: 'SELL', type: 'MKT', limitPrice: null } as const;
    expect(await h.execution.submit(h.order(sell))).toMatchObject({ outcome: 'denied' });
    h.broker.setPosition({ account: 'DU1234567', instrument: spy, quantity: 100, averagePrice: 490 });
    await h.quiet();
    expect(await h.execution.submit(h.order({ ...sell, quantity: 101 }))).toMatchObject({ outcome: 'denied' });
    expect(await h.execution.submit(h.order({ ...sell, quantity: 60 }))).toMatchObject({ outcome: 'sent' });
    expect(await h.execution.submit(h.order({ ...sell, quantity: 60 }))).toMatchObject({ outcome: 'denied' });
    expect(await h.execution.submit(h.order({ ...sell, quantity: 40 }))).toMatchObject({ outcome: 'sent' });
  });

  test('several accounts need a choice', async () => {
    const h = new ExecutionHarness({ folder: temporaryFolder() });
    onTestFinished(() => h.stop());
    h.broker.accounts = ['DU1', 'DU2'];
    await h.ready();
    expect(h.gate()).toMatchObject({ state: 'closed', reason: expect.stringContaining('DU1, DU2') });
    h.settings = { ...h.settings, broker: { ...h.settings.broker, account: 'DU2' } };
    expect(await h.execution.reconcile()).toMatchObject({ accepted: true });
    expect(h.gate()).toMatchObject({ state: 'active', account: 'DU2' });
  });
});

describe('cancel, change, flatten, kill', () => {
  test('only the broker says cancelled', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    h.broker.acknowledge(h.broker.of(order.intent));
    await h.quiet();
    expect(h.execution.cancel(order.intent)).toMatchObject({ accepted: true });
    expect(stateOf(h, order.intent)).toBe('cancel-pending');
    await h.quiet();
    expect(stateOf(h, order.intent)).toBe('cancelled');
    expect(h.execution.cancel(order.intent)).toMatchObject({ accepted: false });
  });

  test('a late fill overtakes a cancel', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    const one = h.broker.of(order.intent);
    h.broker.fill(one, 100, 500);
    const waiting = h.broker.outbox.splice(0);
    h.broker.say({
      kind: 'status',
      orderId: 1,
      permId: one.permId,
      clientId: 72,
      status: 'Cancelled',
      filled: 0,
      remaining: 100,
      averageFillPrice: null,
      whyHeld: '',
    });
    await h.quiet();
    expect(stateOf(h, order.intent)).toBe('cancelled');
    for (const event of waiting) h.broker.say(event);
    await h.quiet();
    expect(h.execution.order(order.intent).order).toMatchObject({ state: 'filled', filled: 100 });
  });

  test('a cancel lost with the connection is taken back by the next complete answer', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    h.broker.acknowledge(h.broker.of(order.intent));
    await h.quiet();
    h.broker.writeFault = 'lost-before';
    h.execution.cancel(order.intent);
    expect(stateOf(h, order.intent)).toBe('cancel-pending');
    h.broker.connect();
    await settled();
    expect(stateOf(h, order.intent)).toBe('working');
  });

  test('a change keeps the id, waits for its confirmation and is refused while one is pending', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    const change = { intent: order.intent, quantity: 150, limitPrice: 499, stopPrice: null };
    expect(h.execution.modify(change)).toMatchObject({ accepted: false });
    h.broker.acknowledge(h.broker.of(order.intent));
    await h.quiet();
    expect(h.execution.modify(change)).toMatchObject({ accepted: true });
    expect(h.execution.order(order.intent).order).toMatchObject({ quantity: 100, modifyPending: true });
    expect(h.execution.modify(change)).toMatchObject({
      accepted: false,
      message: 'A change of this order is still unconfirmed',
    });
    await h.quiet();
    expect(h.execution.order(order.intent).order).toMatchObject({
      quantity: 150,
      limitPrice: 499,
      modifyPending: false,
      brokerOrderId: 1,
    });
  });

  test('a change that never arrived leaves the old terms and says so', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    h.broker.acknowledge(h.broker.of(order.intent));
    await h.quiet();
    h.broker.writeFault = 'lost-before';
    h.execution.modify({ intent: order.intent, quantity: 150, limitPrice: null, stopPrice: null });
    h.broker.connect();
    await settled();
    expect(h.execution.order(order.intent).order).toMatchObject({
      quantity: 100,
      modifyPending: false,
      state: 'working',
    });
    expect(h.execution.order(order.intent).events.at(-1)?.detail).toContain('did not reach the broker');
  });

  test('flatten cancels the exits first and never sells more than is held', async () => {
    const h = await harness();
    const order = h.order({ bracket: { targetPrice: 510, stopPrice: 495 } });
    await h.execution.submit(order);
    for (const one of h.broker.orders) h.broker.acknowledge(one);
    h.broker.fill(h.broker.of(order.intent), 100, 500);
    await h.quiet();
    const flattening = h.execution.flatten({ instrument: null, origin: { source: 'hotkey', label: 'flatten' } });
    expect(h.broker.received.filter((write) => write.kind === 'cancel')).toHaveLength(2);
    await h.quiet();
    expect(await flattening).toMatchObject({ accepted: true, message: 'SELL 100 SPY.STK at market' });
    expect(h.broker.orders.at(-1)?.order).toMatchObject({ side: 'SELL', quantity: 100, type: 'MKT' });
    const again = await h.execution.flatten({ instrument: null, origin: { source: 'hotkey', label: 'flatten' } });
    expect(again.message).toBe('SPY.STK is being closed already');
    expect(h.broker.orders.filter((one) => one.order.side === 'SELL' && one.order.type === 'MKT')).toHaveLength(1);
  });

  test('the kill switch cancels all, blocks, measures, survives a restart and needs a release', async () => {
    const h = await harness();
    const first = h.order();
    await h.execution.submit(first);
    await h.execution.submit(h.order({ limitPrice: 499 }));
    for (const one of h.broker.orders) h.broker.acknowledge(one);
    await h.quiet();
    const killing = h.execution.kill({ flatten: false, reason: 'test', drill: false });
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'denied', failure: { code: 'kill-switch' } });
    await h.quiet();
    expect(await killing).toMatchObject({ accepted: true, cancelled: 2 });
    expect(h.gate()).toMatchObject({ state: 'halted', killed: true, killedReason: 'test' });
    await h.restart();
    expect(h.gate()).toMatchObject({ killed: true });
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'denied', failure: { code: 'kill-switch' } });
    expect(h.execution.release()).toMatchObject({ accepted: true });
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'sent' });
  });

  test('no release while the kill file lies there', async () => {
    const h = await harness();
    h.execution.killFile(true);
    await h.quiet();
    expect(h.execution.release()).toMatchObject({ accepted: false, message: expect.stringContaining('kill file') });
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'denied', failure: { code: 'kill-switch' } });
    h.execution.killFile(false);
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'denied', failure: { code: 'kill-switch' } });
    expect(h.execution.release()).toMatchObject({ accepted: true });
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'sent' });
  });

  test('a kill without a link blocks at once and cancels with the next link, also after a restart', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    h.broker.acknowledge(h.broker.of(order.intent));
    await h.quiet();
    h.broker.disconnect();
    expect(await h.execution.kill({ flatten: false, reason: 'now', drill: false })).toMatchObject({
      accepted: false,
      cancelled: 0,
    });
    await h.restart();
    h.broker.connect();
    await h.quiet();
    expect(h.broker.received.at(-1)?.kind).toBe('cancel-all');
    expect(stateOf(h, order.intent)).toBe('cancelled');
    h.broker.disconnect();
    h.broker.connect();
    await h.quiet();
    expect(h.broker.received.filter((write) => write.kind === 'cancel-all')).toHaveLength(1);
  });

  test('kill with flatten closes positions although everything else is blocked', async () => {
    const h = await harness();
    h.broker.setPosition({ account: 'DU1234567', instrument: spy, quantity: -50, averagePrice: 510 });
    await h.quiet();
    const result = await h.execution.kill({ flatten: true, reason: 'out', drill: false });
    expect(result).toMatchObject({ accepted: true });
    expect(h.broker.orders.at(-1)?.order).toMatchObject({ side: 'BUY', quantity: 50, type: 'MKT' });
  });

  test('a drill touches nothing and leaves no block', async () => {
    const h = await harness();
    await h.execution.submit(h.order());
    expect(await h.execution.kill({ flatten: true, reason: '', drill: true })).toMatchObject({
      accepted: true,
      cancelled: 0,
    });
    expect(h.broker.received.filter((write) => write.kind !== 'place')).toEqual([]);
    expect(h.gate().killed).toBe(false);
  });
});

describe('truth from the broker', () => {
  test('fills that happened while nobody listened are found', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    h.broker.acknowledge(h.broker.of(order.intent));
    await h.quiet();
    h.broker.disconnect();
    h.broker.fill(h.broker.of(order.intent), 100, 499.5);
    h.broker.connect();
    await settled();
    expect(h.execution.order(order.intent).order).toMatchObject({ state: 'filled', averageFillPrice: 499.5 });
    expect(h.execution.trades.list()).toMatchObject([{ openQuantity: 100, commissionComplete: false }]);
  });

  test('duplicates count once, corrections replace, commissions may come first', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    const one = h.broker.of(order.intent);
    const execution = h.broker.fill(one, 100, 500);
    if (!execution) throw new Error('no fill');
    h.broker.tamper(2, 'reorder');
    h.broker.tamper(0, 'duplicate');
    await h.quiet();
    expect(h.execution.order(order.intent).order).toMatchObject({ filled: 100, averageFillPrice: 500 });
    expect(h.execution.trades.list()).toMatchObject([{ commission: 1, commissionComplete: true, entryPrice: 500 }]);
    h.broker.correct(execution, 499);
    await h.quiet();
    expect(h.execution.order(order.intent).order).toMatchObject({ filled: 100, averageFillPrice: 499 });
    expect(h.execution.trades.list()).toMatchObject([{ entryPrice: 499, commission: 1, commissionComplete: true }]);
    h.broker.say({ kind: 'execution', execution });
    await h.quiet();
    expect(h.execution.order(order.intent).order?.averageFillPrice).toBe(499);
  });

  test('a correction that overtakes its execution stays', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    const execution = h.broker.fill(h.broker.of(order.intent), 100, 500);
    if (!execution) throw new Error('no fill');
    const waiting = h.broker.outbox.splice(0);
    h.broker.correct(execution, 499);
    await h.quiet();
    for (const event of waiting) h.broker.say(event);
    await h.quiet();
    expect(h.execution.order(order.intent).order).toMatchObject({ filled: 100, averageFillPrice: 499 });
  });

  test('answers that come while an order is being handed over follow its sending', async () => {
    const h = await harness();
    const place = h.broker.place.bind(h.broker);
    h.broker.place = (orders) => {
      const placed = place(orders);
      for (const one of h.broker.orders) h.broker.acknowledge(one);
      h.broker.deliver();
      return placed;
    };
    const order = h.order();
    expect(await h.execution.submit(order)).toMatchObject({
      outcome: 'sent',
      orders: [{ state: 'working', permId: 900_001 }],
    });
    expect(h.execution.order(order.intent).events.map((event) => event.kind)).toEqual([
      'intended',
      'sent',
      'acknowledged',
      'working',
    ]);
  });

  test('an execution that comes before its order is kept until the order is known', async () => {
    const h = await harness();
    h.broker.snapshotFault = 'hangs';
    const { bracket: _b, origin: _o, mode: _m, ...terms } = h.order({ quantity: 30 });
    const foreign = h.broker.foreign({
      ...terms,
      orderId: 0,
      intent: '',
      instrument: spy,
      account: 'DU1234567',
      parentOrderId: null,
      ocaGroup: null,
    });
    h.broker.fill(foreign, 10, 500);
    h.broker.tamper(1, 'reorder');
    expect(h.execution.orders.list()).toEqual([]);
    await h.quiet();
    expect(h.execution.orders.list()).toMatchObject([{ adopted: true, quantity: 30, filled: 10, state: 'working' }]);
  });

  test('orders placed elsewhere are adopted once and shown, also after a restart', async () => {
    const h = await harness();
    const { bracket: _b, origin: _o, mode: _m, ...terms } = h.order({ quantity: 30 });
    const foreign = h.broker.foreign({
      ...terms,
      orderId: 0,
      intent: '',
      instrument: spy,
      account: 'DU1234567',
      parentOrderId: null,
      ocaGroup: null,
    });
    await h.quiet();
    expect(h.execution.orders.list()).toMatchObject([
      { adopted: true, quantity: 30, origin: { source: 'adopted', label: 'TWS' } },
    ]);
    h.broker.acknowledge(foreign);
    h.broker.fill(foreign, 30, 500);
    await h.quiet();
    expect(h.execution.orders.list()).toMatchObject([{ state: 'filled', filled: 30 }]);
    await h.restart();
    expect(h.execution.orders.list()).toHaveLength(1);
  });

  test('two broker orders behind one intent are both shown and said', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    h.broker.acknowledge(h.broker.of(order.intent));
    await h.quiet();
    h.broker.foreign({ ...h.broker.of(order.intent).order, orderId: 77 }, 72);
    await h.quiet();
    expect(h.execution.orders.list().map((row) => row.adopted)).toEqual([false, true]);
    expect(h.execution.order(order.intent).order?.reason).toContain('second order');
  });

  test('a position held before the journal began is carried over after it has been seen twice', async () => {
    const h = new ExecutionHarness({ folder: temporaryFolder() });
    onTestFinished(() => h.stop());
    h.broker.positions.set(spy.id, { account: 'DU1234567', instrument: spy, quantity: 100, averagePrice: 480 });
    await h.ready();
    expect(h.execution.trades.list()).toEqual([]);
    await h.clock.advance(13_000);
    expect(h.execution.trades.list()).toMatchObject([{ openQuantity: 100, entryPrice: 480, direction: 'long' }]);
    const sell = h.order({ side: 'SELL', limitPrice: 500 });
    await h.execution.submit(sell);
    h.broker.fill(h.broker.of(sell.intent), 100, 500);
    await h.quiet();
    expect(h.execution.trades.list()).toMatchObject([{ openQuantity: 0, realizedPnl: 1_999 }]);
  });

  test('a rejection keeps the broker’s words', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    h.broker.reject(h.broker.of(order.intent));
    await h.quiet();
    expect(h.execution.order(order.intent).order).toMatchObject({
      state: 'rejected',
      reason: expect.stringContaining('insufficient funds'),
    });
  });

  test('a warning leaves the order alive', async () => {
    const h = await harness();
    const order = h.order();
    await h.execution.submit(order);
    h.broker.acknowledge(h.broker.of(order.intent));
    h.broker.say({
      kind: 'order-error',
      orderId: 1,
      code: 399,
      message: 'Order will not be placed until 09:30',
      warning: true,
    });
    await h.quiet();
    expect(stateOf(h, order.intent)).toBe('working');
  });
});

describe('daily loss', () => {
  test('halts for the day, survives a restart, lets reductions pass and ends with the day', async () => {
    const h = await harness();
    h.broker.setPosition({ account: 'DU1234567', instrument: spy, quantity: 100, averagePrice: 500 });
    h.broker.say({ kind: 'pnl', account: 'DU1234567', daily: 0, unrealized: null, realized: null });
    h.broker.say({ kind: 'pnl', account: 'DU1234567', daily: -6_000, unrealized: null, realized: null });
    h.broker.values = { ...h.broker.values, NetLiquidation: 94_000 };
    h.broker.say({ kind: 'account', account: 'DU1234567', key: 'NetLiquidation', value: 94_000, currency: 'USD' });
    await h.quiet();
    await h.clock.advance(50);
    expect(h.gate()).toMatchObject({ state: 'halted', reason: expect.stringContaining('Daily loss') });
    h.broker.say({ kind: 'pnl', account: 'DU1234567', daily: 0, unrealized: null, realized: null });
    h.settings = { ...h.settings, risk: { ...h.settings.risk, dailyLossHaltPercent: 50 } };
    await h.quiet();
    await h.restart();
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'denied', failure: { code: 'daily-loss' } });
    expect(await h.execution.submit(h.order({ side: 'SELL' }))).toMatchObject({ outcome: 'sent' });
    await h.clock.jump(24 * 3_600_000);
    h.price(spy.id, 500);
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'sent' });
  });
});

describe('the same exit twice', () => {
  async function holding() {
    const h = await harness({ limits: { duplicateWindowMs: 3_000 } });
    h.broker.setPosition({ account: 'DU1234567', instrument: spy, quantity: 100, averagePrice: 500 });
    await h.quiet();
    return h;
  }
  const half = { side: 'SELL', quantity: 50 } as const;

  test('half a position closed by a double click stays half a position', async () => {
    const h = await holding();
    expect(await h.execution.submit(h.order(half))).toMatchObject({ outcome: 'sent' });
    expect(await h.execution.submit(h.order(half))).toMatchObject({
      outcome: 'denied',
      failure: { code: 'duplicate' },
    });
    await h.clock.advance(3_000);
    expect(await h.execution.submit(h.order(half))).toMatchObject({ outcome: 'sent' });
  });

  test('after the broker has rejected the first it may go out at once', async () => {
    const h = await holding();
    const first = h.order(half);
    await h.execution.submit(first);
    h.broker.reject(h.broker.of(first.intent));
    await h.quiet();
    expect(stateOf(h, first.intent)).toBe('rejected');
    expect(await h.execution.submit(h.order(half))).toMatchObject({ outcome: 'sent' });
  });

  test('flatten is never held up by it', async () => {
    const h = await harness({ limits: { duplicateWindowMs: 3_000 } });
    const trade = async (limitPrice: number): Promise<unknown> => {
      const entry = h.order({ limitPrice });
      await h.execution.submit(entry);
      h.broker.fill(h.broker.of(entry.intent), 100, 500);
      await h.quiet();
      const flat = h.execution.flatten({ instrument: spy.id, origin: { source: 'window', label: 'positions' } });
      await h.quiet();
      const out = h.broker.orders.at(-1);
      if (out !== undefined) h.broker.fill(out, 100, 500);
      await h.quiet();
      return flat;
    };
    expect(await trade(500)).toMatchObject({ accepted: true, message: expect.stringContaining('SELL 100') });
    expect(await trade(500.5)).toMatchObject({ accepted: true, message: expect.stringContaining('SELL 100') });
  });
});

describe('limits that could not be read', () => {
  const problem = 'settings.json is not valid JSON at line 3, column 3.';

  test.each(['paper', 'live'] as const)('%s: nothing is opened until the settings are the trader’s', async (mode) => {
    const h = await harness({ mode });
    const broker = { ...h.settings.broker, allowLive: mode === 'live' };
    h.settings = { ...h.settings, broker, problem };
    if (mode === 'live') h.execution.arm({ what: 'live', on: true, confirm: 'LIVE' });
    h.broker.setPosition({ account: 'DU1234567', instrument: spy, quantity: 100, averagePrice: 500 });
    await h.quiet();
    await h.clock.advance(1_000);
    expect(h.gate()).toMatchObject({ state: 'reducing', reason: problem });
    expect(await h.execution.submit(h.order())).toMatchObject({
      outcome: 'denied',
      failure: { code: 'settings-file', message: expect.stringContaining(problem) },
    });
    expect(h.broker.received).toEqual([]);
    expect(await h.execution.submit(h.order({ side: 'SELL' }))).toMatchObject({ outcome: 'sent' });
    h.settings = { ...h.settings, problem: null };
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'sent' });
    await h.clock.advance(1_000);
    expect(h.gate().state).toBe('active');
  });

  test('practice goes on', async () => {
    const h = await harness({ mode: 'practice' });
    h.settings = { ...h.settings, problem };
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'sent' });
    expect(h.gate().state).toBe('active');
  });
});

describe('live', () => {
  test('needs the setting and the arming, which a restart takes away', async () => {
    const h = await harness({ mode: 'live' });
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'denied', failure: { code: 'mode-guard' } });
    expect(h.execution.arm({ what: 'live', on: true, confirm: 'LIVE' })).toMatchObject({ accepted: false });
    h.settings = { ...h.settings, broker: { ...h.settings.broker, allowLive: true } };
    expect(h.execution.arm({ what: 'live', on: true, confirm: 'yes' })).toMatchObject({ accepted: false });
    expect(h.execution.arm({ what: 'live', on: true, confirm: 'LIVE' })).toMatchObject({ accepted: true });
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'sent' });
    await h.restart();
    expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'denied' });
  });

  test('a live account behind a paper setting is shown as live and gets nothing', async () => {
    const h = new ExecutionHarness({ folder: temporaryFolder() });
    onTestFinished(() => h.stop());
    h.broker.accounts = ['U7654321'];
    await h.ready();
    expect(h.gate().mode).toBe('live');
    expect(await h.execution.submit(h.order())).toMatchObject({
      outcome: 'denied',
      failure: { code: 'mode-guard', message: expect.stringContaining('says LIVE') },
    });
  });
});
