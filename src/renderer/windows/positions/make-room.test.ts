import { expect, test } from 'vitest';
import type { Order } from '../../../engine/domain/order.ts';
import { largeExits, workingOrders } from './make-room.ts';

function order(intent: string, part: Partial<Order>): Order {
  const terms = { instrument: 'SPY.STK', ticker: 'SPY', side: 'SELL', quantity: 100, type: 'STP', filled: 0 } as const;
  return { intent, state: 'working', ...terms, ...part } as Order;
}
const names = (found: readonly Order[]) => found.map(({ intent }) => intent);

test('working orders are those of the instrument that may still fill', () => {
  const all = [
    order('stop', {}),
    order('unknown', { state: 'unknown' }),
    order('done', { state: 'filled' }),
    order('other', { instrument: 'QQQ.STK' }),
  ];
  expect(names(workingOrders(all, 'SPY.STK'))).toEqual(['stop', 'unknown']);
});

test('exits larger than what is left would turn the position round', () => {
  const all = [
    order('stop', {}),
    order('small', { quantity: 40 }),
    order('half filled', { quantity: 100, filled: 60 }),
    order('entry', { side: 'BUY', type: 'LMT' }),
    order('closing', { type: 'MKT' }),
  ];
  expect(names(largeExits(all, { instrument: 'SPY.STK', quantity: 100 }, 40))).toEqual(['stop']);
  expect(names(largeExits(all, { instrument: 'SPY.STK', quantity: -100 }, 40))).toEqual(['entry']);
});
