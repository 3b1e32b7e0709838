import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareLines } from './line-budget.ts';

const ids = fc.uniqueArray(fc.stringMatching(/^[A-F]{1,3}\.STK$/), { maxLength: 120 });

test('never more lines than the account has, demanded instruments first, rotation never starved', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 1_000 }), ids, ids, (limit, underlyings, demanded) => {
      const { granted, rotation } = shareLines({ limit, isShort: false, underlyings, demanded, rotating: true });
      expect(granted.size + rotation).toBeLessThan(limit);
      expect(rotation).toBeGreaterThanOrEqual(Math.min(4, limit - 2));
      const refused = demanded.filter((id) => !granted.has(id));
      const extra = underlyings.filter((id) => granted.has(id) && !demanded.includes(id));
      expect(refused.length === 0 || extra.length === 0).toBe(true);
    }),
  );
});

test('what is watched and demanded costs one line', () => {
  const { granted, rotation } = shareLines({
    limit: 100,
    isShort: false,
    underlyings: ['SPY.STK'],
    demanded: ['SPY.STK'],
    rotating: true,
  });
  expect([granted.size, rotation]).toEqual([1, 97]);
});

test('where lines are short none is exceeded, quotes get all but a few, and neither they nor the rotation go without', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 100 }), ids, ids, (limit, underlyings, demanded) => {
      const wish = { limit, underlyings, demanded, rotating: true };
      const { granted, rotation } = shareLines({ ...wish, isShort: true });
      expect(granted.size + rotation).toBeLessThanOrEqual(limit);
      expect(rotation).toBeGreaterThanOrEqual(Math.min(2, Math.floor(limit / 2)));
      const wanted = new Set([...demanded, ...underlyings]).size;
      expect(granted.size).toBe(Math.min(wanted, limit - Math.min(2, Math.floor(limit / 2))));
    }),
  );
});
