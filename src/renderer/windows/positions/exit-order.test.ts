import { describe, expect, test } from 'vitest';
import { submitOrderSchema } from '../../../engine/contract/execution-contract.ts';
import { partOf, reduceOrder, reverseOrder, stopOrder, stopProblem, suggestedStop } from './exit-order.ts';

const asked = { intent: '6f9619ff-8b86-4d01-b42d-00c04fc964ff', mode: 'practice' } as const;

describe('reverse', () => {
  test('a long of 100 becomes a short of 100 by selling 200', () => {
    const order = reverseOrder({ instrument: 'SPY.STK', quantity: 100 }, asked);
    expect([order.side, order.quantity, order.type]).toEqual(['SELL', 200, 'MKT']);
    expect(submitOrderSchema.safeParse(order).success).toBe(true);
  });
  test('a short is bought back twice', () => {
    const order = reverseOrder({ instrument: 'XOM.STK', quantity: -150 }, asked);
    expect([order.side, order.quantity]).toEqual(['BUY', 300]);
  });
});

test('a stop covers the whole position on the other side, until cancelled', () => {
  const order = stopOrder({ instrument: 'XOM.STK', quantity: -150 }, { ...asked, stopPrice: 119.5 });
  expect(order).toMatchObject({
    side: 'BUY',
    quantity: 150,
    type: 'STP',
    stopPrice: 119.5,
    timeInForce: 'GTC',
    bracket: null,
  });
  expect(submitOrderSchema.safeParse(order).success).toBe(true);
});

test('the suggestion lies on the losing side and on the tick', () => {
  expect(suggestedStop({ quantity: 10, mark: 187.33, averagePrice: 180 }, 0.01)).toBe(183.58);
  expect(suggestedStop({ quantity: -10, mark: null, averagePrice: 100 }, 0.05)).toBe(102);
});

test('a stop on the wrong side of the market is named', () => {
  expect(stopProblem({ quantity: 10, mark: 100 }, 101)).toMatch(/sell at once/);
  expect(stopProblem({ quantity: -10, mark: 100 }, 99)).toMatch(/buy at once/);
  expect(stopProblem({ quantity: 10, mark: 100 }, 98)).toBeNull();
  expect(stopProblem({ quantity: 10, mark: null }, null)).toMatch(/needed/);
});

test('a part is whole shares, never nothing and never all', () => {
  expect([partOf(131, 0.5), partOf(2, 0.75), partOf(3, 0.25), partOf(2, 0.25)]).toEqual([66, 1, 1, 1]);
  expect(reduceOrder({ instrument: 'SPY.STK', quantity: -40 }, { ...asked, quantity: 10 })).toMatchObject({
    side: 'BUY',
    quantity: 10,
    type: 'MKT',
  });
});
