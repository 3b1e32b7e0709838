import { expect, test } from 'vitest';
import type { Instrument } from '../../src/engine/domain/instrument.ts';
import type { Broker, BrokerEvent, BrokerOrder } from '../../src/engine/ports/broker.ts';
import { eventually } from '../support/eventually.ts';

export type BrokerStage = {
  readonly broker: Broker;
  readonly instrument: Instrument;
  /** Cuts the connection as a crash of the network would. */
  cut(): void;
  /** An order typed in at the broker, by somebody else. */
  manualOrder(limitPrice: number): void;
};

/** What every broker adapter promises; the stage's market is 600.00 bid, 600.02 ask. */
export function brokerSuite(open: () => Promise<BrokerStage>): void {
  const ready = async () => {
    const stage = await open();
    const events: BrokerEvent[] = [];
    stage.broker.onEvent((event) => void events.push(event));
    await eventually(() => expect(stage.broker.connection().phase).toBe('ready'));
    let orderId = stage.broker.nextOrderIdHint() ?? 1;
    const order = (terms: Partial<BrokerOrder> = {}): BrokerOrder => ({
      orderId: orderId++,
      intent: `intent-${orderId}`,
      instrument: stage.instrument,
      account: 'DU1234567',
      side: 'BUY',
      quantity: 10,
      type: 'LMT',
      limitPrice: 550,
      stopPrice: null,
      trailAmount: null,
      timeInForce: 'DAY',
      outsideRth: false,
      parentOrderId: null,
      ocaGroup: null,
      ...terms,
    });
    const statuses = (id: number): readonly string[] =>
      events.flatMap((event) => (event.kind === 'status' && event.orderId === id ? [event.status] : []));
    return { ...stage, events, order, statuses };
  };

  test('a market order becomes an execution, a commission and a position, under the intent’s reference', async () => {
    const { broker, events, order } = await ready();
    const buy = order({ type: 'MKT', limitPrice: null });
    expect(broker.place([buy])).toMatchObject({ ok: true });
    await eventually(() =>
      expect(events.map((event) => event.kind)).toEqual(expect.arrayContaining(['order', 'execution', 'commission'])),
    );
    const fill = events.find((event) => event.kind === 'execution')?.execution;
    expect(fill).toMatchObject({
      orderRef: buy.intent,
      orderId: buy.orderId,
      side: 'BUY',
      quantity: 10,
      account: 'DU1234567',
    });
    expect(Math.abs((fill?.eventTime ?? 0) - Date.UTC(2026, 0, 5, 15))).toBeLessThan(120_000);
    const state = await broker.snapshot();
    expect(state.ok && state.value.positions).toMatchObject([{ quantity: 10, instrument: { id: 'SPY.STK' } }]);
    expect(state.ok && state.value.executions).toMatchObject([{ execution: fill?.execution }]);
    expect(state.ok && state.value.accountValues['NetLiquidation']).toBeGreaterThan(0);
  });

  test('a working order is seen, modified and cancelled', async () => {
    const { broker, events, order, statuses } = await ready();
    const limit = order();
    broker.place([limit]);
    await eventually(() => expect(statuses(limit.orderId)).toContain('Submitted'));
    broker.modify({ ...limit, limitPrice: 551 });
    await eventually(() =>
      expect(events.findLast((event) => event.kind === 'order')?.report).toMatchObject({
        limitPrice: 551,
        orderRef: limit.intent,
      }),
    );
    broker.cancel(limit.orderId);
    await eventually(() => expect(statuses(limit.orderId).at(-1)).toBe('Cancelled'));
  });

  test('a bracket goes out whole: children wait for the parent, the last one transmits', async () => {
    const { broker, events, order } = await ready();
    const parent = order();
    const child = { side: 'SELL', parentOrderId: parent.orderId } as const;
    const target = order({ ...child, limitPrice: 620 });
    const stop = order({ ...child, type: 'STP', limitPrice: null, stopPrice: 540 });
    expect(broker.place([parent, target, stop]).ok).toBe(true);
    await eventually(async () => {
      const state = await broker.snapshot();
      const parents = state.ok ? state.value.openOrders.map((report) => [report.orderId, report.parentOrderId]) : [];
      expect(parents).toEqual(
        expect.arrayContaining([
          [parent.orderId, null],
          [target.orderId, parent.orderId],
          [stop.orderId, parent.orderId],
        ]),
      );
    });
    broker.cancel(parent.orderId);
    await eventually(async () => {
      const state = await broker.snapshot();
      expect(state.ok && state.value.openOrders).toEqual([]);
    });
    expect(events.some((event) => event.kind === 'execution')).toBe(false);
  });

  test.each([
    ['a trailing stop', { side: 'SELL', type: 'TRAIL', limitPrice: null, trailAmount: 2 }],
    ['a stop limit', { side: 'SELL', type: 'STP LMT', stopPrice: 540, limitPrice: 539 }],
    ['an adaptive order', { type: 'ADAPTIVE', limitPrice: 550 }],
  ] as const)('%s is accepted and reported as what it is', async (_, terms) => {
    const { broker, events, order } = await ready();
    const placed = order(terms);
    broker.place([placed]);
    await eventually(() => {
      const reports = events.flatMap((event) => (event.kind === 'order' ? [event.report] : []));
      expect(reports.at(-1)).toMatchObject({ orderId: placed.orderId, type: placed.type });
    });
    expect(events.some((event) => event.kind === 'order-error' && !event.warning)).toBe(false);
  });

  test('a refusal names its code and is no warning', async () => {
    const { broker, events, order } = await ready();
    broker.place([order({ quantity: 10_000_000, type: 'MKT', limitPrice: null })]);
    await eventually(() =>
      expect(events).toContainEqual(expect.objectContaining({ kind: 'order-error', warning: false })),
    );
  });

  test.each([
    ['no price', { limitPrice: null }],
    ['no quantity', { quantity: 0 }],
    ['not a number', { limitPrice: Number.NaN }],
    ['an order id of zero', { orderId: 0 }],
  ])('%s never reaches the wire', async (_, terms) => {
    const { broker, events, order } = await ready();
    expect(broker.place([order(terms)])).toMatchObject({ ok: false, failure: { code: 'invalid-order' } });
    expect(events.filter((event) => event.kind === 'order')).toEqual([]);
  });

  test('a margin preview answers without an order', async () => {
    const { broker, events, order } = await ready();
    const preview = await broker.whatIf(order({ type: 'MKT', limitPrice: null }));
    expect(preview.ok && preview.value.initialMarginChange).toBeGreaterThan(0);
    const state = await broker.snapshot();
    expect(state.ok && state.value.openOrders).toEqual([]);
    expect(events.filter((event) => event.kind === 'order')).toEqual([]);
  });

  test('orders placed elsewhere are in the snapshot', async () => {
    const { broker, manualOrder } = await ready();
    manualOrder(500);
    await eventually(async () => {
      const state = await broker.snapshot();
      expect(state.ok && state.value.openOrders).toMatchObject([{ limitPrice: 500, orderRef: '' }]);
    });
  });

  test('cancelling everything leaves nothing open', async () => {
    const { broker, order } = await ready();
    broker.place([order()]);
    broker.place([order()]);
    expect(broker.cancelAll().ok).toBe(true);
    await eventually(async () => {
      const state = await broker.snapshot();
      expect(state.ok && state.value.openOrders).toEqual([]);
      expect(state.ok && state.value.completedOrders.length).toBeGreaterThanOrEqual(2);
    });
  });

  test('while disconnected every write answers not-connected or link-lost, and none is sent later', async () => {
    const { broker, cut, order, events } = await ready();
    cut();
    await eventually(() => expect(broker.place([order()]).ok).toBe(false));
    const refused = [broker.place([order()]), broker.cancel(1), broker.cancelAll(), await broker.snapshot()];
    for (const outcome of refused) expect(outcome).toMatchObject({ ok: false });
    await eventually(() => expect(broker.connection().phase).toBe('ready'));
    const state = await broker.snapshot();
    expect(state.ok && state.value.openOrders).toEqual([]);
    expect(events.some((event) => event.kind === 'execution')).toBe(false);
  });
}
