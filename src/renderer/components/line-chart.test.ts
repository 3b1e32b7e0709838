import { expect, test } from 'vitest';
import { distinctLabels } from './line-chart.tsx';

test('an axis says each thing once', () => {
  const minutes = (value: number): string => `10:0${Math.floor(value)}`;
  expect(distinctLabels([0, 0.3, 0.6, 1, 1.5], minutes).map(({ tick }) => tick)).toEqual([0, 1]);
});
