import type { Fill, OrderEvent } from '../../src/engine/domain/order-event.ts';
import type { Order } from '../../src/engine/domain/order.ts';
import type { FillRecord, IntentRecord, JournalBatch } from '../../src/engine/ports/journal-store.ts';

export function sampleOrder(change: Partial<Order> = {}): Order {
  return {
    ...{
      intent: 'intent-1',
      role: 'single',
      parentIntent: null,
      instrument: 'SPY.STK',
      ticker: 'SPY',
      side: 'BUY',
      quantity: 100,
    },
    ...{ type: 'LMT', limitPrice: 500, stopPrice: null, trailAmount: null, timeInForce: 'DAY', outsideRth: false },
    ...{ account: 'DU1', mode: 'paper', origin: { source: 'window', label: 'ticket' }, state: 'working', reason: '' },
    ...{
      brokerOrderId: 1,
      permId: 11,
      clientId: 72,
      filled: 0,
      averageFillPrice: null,
      modifyPending: false,
      adopted: false,
    },
    ...{ createdTime: 1_000, sentTime: 1_001, updatedTime: 1_002 },
    ...change,
  };
}

export function sampleEvent(seq: number, order: Order, change: Partial<OrderEvent> = {}): OrderEvent {
  return {
    seq,
    intent: order.intent,
    kind: 'working',
    detail: '',
    order,
    fill: null,
    eventTime: 1_000 + seq,
    ...change,
  };
}

export function sampleFill(
  execution: string,
  change: Partial<Fill> = {},
  record: Partial<FillRecord> = {},
): FillRecord {
  const fill: Fill = {
    ...{
      execution,
      intent: 'intent-1',
      permId: 11,
      brokerOrderId: 1,
      account: 'DU1',
      instrument: 'SPY.STK',
      side: 'BUY',
      quantity: 100,
    },
    ...{ price: 500, venue: 'ISLAND', commission: null, realizedPnl: null, eventTime: 2_000, receivedTime: 2_001 },
    ...change,
  };
  const base = execution.slice(0, Math.max(0, execution.lastIndexOf('.'))) || execution;
  return { fill, base, mode: 'paper', ticker: 'SPY', multiplier: 1, replaces: null, ...record };
}

export function sampleIntent(intent: string, change: Partial<IntentRecord> = {}): IntentRecord {
  const origin = { source: 'window', label: 'ticket' } as const;
  return {
    intent,
    fingerprint: 'f',
    mode: 'paper',
    account: 'DU1',
    instrument: 'SPY.STK',
    ticker: 'SPY',
    origin,
    score: null,
    mid: 500,
    plannedStop: null,
    createdTime: 1_000,
    ...change,
  };
}

/** One order's whole life in one batch, for writers that are killed. */
export function sampleBatch(seq: number): JournalBatch {
  const order = sampleOrder({
    intent: `intent-${seq}`,
    brokerOrderId: seq,
    permId: 1_000 + seq,
    filled: 100,
    state: 'filled',
  });
  const fill = sampleFill(`0000.${seq}.01.01`, { intent: order.intent, brokerOrderId: seq, permId: order.permId });
  return {
    intents: [sampleIntent(order.intent)],
    events: [sampleEvent(seq, order, { kind: 'fill', fill: fill.fill })],
    fills: [fill],
    commissions: [
      { execution: fill.fill.execution, commission: 1, currency: 'USD', realizedPnl: null, receivedTime: 3_000 },
    ],
    highWater: { mode: 'paper', orderId: seq },
  };
}
