import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { purgedKFold } from './purged-k-fold.ts';
import { walkForwardSplits } from './walk-forward.ts';

describe('walk-forward splits', () => {
  const plan = { count: 10, train: 4, test: 2, step: 2, expanding: false, purge: 1 };

  test('by hand', () => {
    expect(walkForwardSplits(plan)).toEqual([
      { train: [0, 4], test: [5, 7] },
      { train: [2, 6], test: [7, 9] },
    ]);
    expect(walkForwardSplits({ ...plan, expanding: true })[1]).toEqual({ train: [0, 6], test: [7, 9] });
  });

  test('are none for sizes that do not fit or are no sizes', () => {
    for (const change of [{ train: 9 }, { step: 0 }, { test: 1.5 }, { purge: -1 }, { count: 0 }])
      expect(walkForwardSplits({ ...plan, ...change })).toEqual([]);
  });
});

describe('purged folds', () => {
  const spans = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 9 })), { minLength: 5, maxLength: 60 })
    .map((steps) => {
      let time = 0;
      const from = Float64Array.from(steps, ([gap]) => (time += gap));
      return { from, until: from.map((start, at) => start + (steps[at]?.[1] ?? 0)) };
    });

  test('test every sample once and never train on a label that meets the test', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 2, max: 5 }), (labels, folds) => {
        const splits = purgedKFold(labels, { folds, embargoShare: 0.02 });
        const tested = (splits ?? []).flatMap(({ test: [first, end] }) =>
          Array.from({ length: end - first }, (_, at) => first + at),
        );
        expect(tested).toEqual(Array.from(labels.from.keys()));
        for (const { train, test: range } of splits ?? []) {
          const opens = labels.from[range[0]] as number;
          const closes = Math.max(...labels.until.subarray(...range));
          for (const at of train)
            expect((labels.from[at] as number) > closes || (labels.until[at] as number) < opens).toBe(true);
        }
      }),
    );
  });

  test('do not exist for spans out of order or fewer samples than folds', () => {
    const from = Float64Array.of(0, 1, 2, 3);
    const options = { folds: 2, embargoShare: 0 };
    expect(purgedKFold({ from, until: from }, { ...options, folds: 5 })).toBeNull();
    expect(purgedKFold({ from, until: Float64Array.of(0, 0, 2, 3) }, options)).toBeNull();
    expect(purgedKFold({ from: from.toReversed(), until: new Float64Array(4).fill(9) }, options)).toBeNull();
    expect(purgedKFold({ from, until: from.subarray(1) }, options)).toBeNull();
  });
});
