import { expect, test } from 'vitest';
import { offTick } from './off-tick.ts';

test('a price between two ticks is named with the step', () => {
  expect([offTick(187.35, 0.05), offTick(0.3, 0.1), offTick(187.33, 0.01)]).toEqual([null, null, null]);
  expect(offTick(187.33, 0.05)).toContain('0.05');
});
