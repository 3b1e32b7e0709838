import { expect, test } from 'vitest';
import { instrumentId } from '../domain/instrument.ts';
import type { Order } from '../domain/order.ts';
import { applyStatus } from './apply-report.ts';

const order: Order = {
  instrument: instrumentId({ symbol: 'AAPL', secType: 'STK' }),
  side: 'SELL',
  quantity: 100,
  type: 'LMT',
  limitPrice: 280,
  stopPrice: null,
  trailAmount: null,
  timeInForce: 'DAY',
  outsideRth: false,
  intent: 'a:t',
  role: 'target',
  parentIntent: 'a',
  ticker: 'AAPL',
  account: 'DU1',
  mode: 'practice',
  origin: { source: 'window', label: 'ticket' },
  state: 'working',
  reason: 'Waits for its parent',
  brokerOrderId: 5,
  permId: 9,
  clientId: 72,
  filled: 0,
  averageFillPrice: null,
  modifyPending: false,
  adopted: false,
  createdTime: 1,
  sentTime: 1,
  updatedTime: 1,
};

const status = (whyHeld: string) =>
  ({
    kind: 'status',
    orderId: 5,
    permId: 9,
    clientId: 72,
    status: 'Submitted',
    filled: 0,
    remaining: 100,
    averageFillPrice: null,
    whyHeld,
  }) as const;

const reasonAfter = (held: Order, whyHeld: string) =>
  applyStatus(held, status(whyHeld)).at(-1)?.order.reason ?? held.reason;

test('a hold ends when the broker says so, and no earlier', () => {
  expect(reasonAfter(order, 'child')).toBe('Waits for its parent');
  expect(reasonAfter(order, '')).toBe('');
  expect(reasonAfter({ ...order, reason: 'Held: audit' }, '')).toBe('');
});

test('what was said about the order otherwise stays', () => {
  expect(reasonAfter({ ...order, reason: 'Price rounded to 280.00' }, '')).toBe('Price rounded to 280.00');
});
