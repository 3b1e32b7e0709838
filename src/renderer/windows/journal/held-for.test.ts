import { expect, test } from 'vitest';
import { heldFor } from './held-for.ts';

test('durations in two units', () => {
  expect([42_000, 725_000, 12_000_000, 187_200_000].map(heldFor)).toEqual(['42s', '12m 05s', '3h 20m', '2d 4h']);
  expect([heldFor(null), heldFor(-1)]).toEqual(['–', '–']);
});
