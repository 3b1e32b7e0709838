import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadTags } from './spread-tags.ts';

test('tags that do not touch stay, tags that do share their middle', () => {
  expect(spreadTags([10, 50, 100], 18)).toEqual([10, 50, 100]);
  expect(spreadTags([50, 50], 18)).toEqual([41, 59]);
  expect(spreadTags([60, 50, 55], 10)).toEqual([65, 45, 55]);
  expect(spreadTags([], 18)).toEqual([]);
});

test('the ends of the axis push tags back inside', () => {
  expect(spreadTags([2, 5, 200], 18, [10, 150])).toEqual([10, 28, 150]);
  expect(spreadTags([148, 149], 18, [10, 150])).toEqual([132, 150]);
});

test('always a gap apart and in the same order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 500 }), { maxLength: 8 }), (places) => {
      const pairs = spreadTags(places, 18)
        .map((at, index) => ({ at, from: places[index] ?? 0 }))
        .toSorted((one, other) => one.at - other.at);
      return pairs.every(({ at, from }, index) => {
        const before = pairs[index - 1];
        return !before || (at - before.at >= 18 - 1e-6 && from >= before.from);
      });
    }),
  );
});
