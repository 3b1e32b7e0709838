import { expect, test } from 'vitest';
import type { Order } from '../../../engine/domain/order.ts';
import { outcomeOfChange } from './change-refusal.ts';

const terms = { quantity: 100, limitPrice: 47.75, stopPrice: null };
const order = (part: Partial<Order>): Order =>
  ({ ...terms, state: 'working', modifyPending: false, updatedTime: 1, ...part }) as Order;

test('a change is undecided while the broker has not spoken', () => {
  expect(outcomeOfChange(order({}), order({}))).toBe('undecided');
  expect(outcomeOfChange(order({}), order({ modifyPending: true, updatedTime: 2 }))).toBe('undecided');
  expect(outcomeOfChange(order({}), undefined)).toBe('undecided');
});

test('terms as before are a refusal; new terms, or an end, are not', () => {
  expect(outcomeOfChange(order({}), order({ updatedTime: 2 }))).toBe('refused');
  expect(outcomeOfChange(order({}), order({ updatedTime: 2, limitPrice: 47.76 }))).toBe('taken');
  expect(outcomeOfChange(order({}), order({ updatedTime: 2, state: 'filled' }))).toBe('taken');
});
