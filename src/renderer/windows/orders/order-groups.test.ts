import { describe, expect, test } from 'vitest';
import type { Order } from '../../../engine/domain/order.ts';
import { countOrders, groupOrders } from './order-groups.ts';

function order(intent: string, part: Partial<Order> = {}): Order {
  return {
    intent,
    instrument: 'SPY.STK',
    ticker: 'SPY',
    side: 'BUY',
    quantity: 100,
    type: 'LMT',
    limitPrice: 680,
    stopPrice: null,
    trailAmount: null,
    timeInForce: 'DAY',
    outsideRth: false,
    role: 'single',
    parentIntent: null,
    account: 'DU1',
    mode: 'practice',
    origin: { source: 'window', label: '' },
    state: 'working',
    reason: '',
    brokerOrderId: 1,
    permId: 1,
    clientId: 72,
    filled: 0,
    averageFillPrice: null,
    modifyPending: false,
    adopted: false,
    createdTime: 0,
    sentTime: 0,
    updatedTime: 0,
    ...part,
  };
}
const ids = (orders: readonly Order[], filter: 'working' | 'done' | 'all') =>
  groupOrders(orders, filter).map((group) => group.order.intent);

describe('groupOrders', () => {
  test('unknown orders stand first, then the newest', () => {
    const orders = [
      order('old', { createdTime: 1 }),
      order('new', { createdTime: 9 }),
      order('lost', { state: 'unknown', createdTime: 5 }),
    ];
    expect(ids(orders, 'all')).toEqual(['lost', 'new', 'old']);
  });
  test('a bracket is one group: the exits under their parent, target first', () => {
    const orders = [
      order('stop', { role: 'stop', parentIntent: 'entry' }),
      order('entry', { role: 'parent', state: 'filled' }),
      order('target', { role: 'target', parentIntent: 'entry' }),
    ];
    const groups = groupOrders(orders, 'all');
    expect(groups.map((group) => [group.order.intent, group.children.map(({ intent }) => intent)])).toEqual([
      ['entry', ['target', 'stop']],
    ]);
  });
  test('a filled entry whose exits still work is working', () => {
    const orders = [
      order('entry', { role: 'parent', state: 'filled' }),
      order('stop', { role: 'stop', parentIntent: 'entry' }),
    ];
    expect(ids(orders, 'working')).toEqual(['entry']);
    expect(ids(orders, 'done')).toEqual([]);
  });
  test('a child whose parent is not listed is not lost', () => {
    expect(ids([order('stop', { parentIntent: 'gone' })], 'working')).toEqual(['stop']);
  });
  test('a group with an unknown exit rises to the top', () => {
    const orders = [
      order('newer', { createdTime: 9 }),
      order('entry', { role: 'parent', state: 'filled' }),
      order('stop', { parentIntent: 'entry', state: 'unknown' }),
    ];
    expect(ids(orders, 'all')[0]).toBe('entry');
  });
});

test('unknown counts as working: it may be at the broker', () => {
  expect(countOrders([order('a', { state: 'unknown' }), order('b', { state: 'filled' }), order('c')])).toEqual({
    working: 2,
    done: 1,
    unknown: 1,
  });
});
