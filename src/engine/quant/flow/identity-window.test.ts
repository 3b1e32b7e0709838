import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdentityWindow } from './identity-window.ts';

const minute = 60_000;
const start = Date.UTC(2026, 9, 5, 14);
const step = fc.record({
  does: fc.constantFrom('add', 'add', 'add', 'take back', 'forget'),
  identity: fc.integer({ min: 0, max: 800 }),
  at: fc.integer({ min: 0, max: 240 * minute }),
});
const steps = fc.array(step, { minLength: 500, maxLength: 2_000 });
const halfHourOf = (timeMs: number): number => Math.floor(timeMs / (30 * minute));

test('knows what was told as long as it is asked to, and what was taken back, once', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const window = new IdentityWindow(1e9);
      const told = new Map<number, { readonly timeMs: number; counts: boolean }>();
      for (const [index, { does, identity, at }] of list.entries()) {
        const timeMs = start + at;
        const known = told.get(identity);
        expect(window.has(identity)).toBe(known !== undefined);
        if (does === 'forget') {
          // Never all at once, or nothing would be left to know.
          const before = start + Math.min(at, index * 100);
          window.forget(before);
          for (const [one, entry] of told) if ((halfHourOf(entry.timeMs) + 1) * 30 * minute <= before) told.delete(one);
        } else if (does === 'take back') {
          const minuteMs = known?.counts ? Math.floor(known.timeMs / minute) * minute : null;
          expect(window.takeBack(identity, timeMs)).toBe(minuteMs);
          if (known) known.counts = false;
          else told.set(identity, { timeMs, counts: false });
        } else if (known === undefined) {
          window.add(identity, timeMs);
          told.set(identity, { timeMs, counts: true });
        }
        expect(window.within(timeMs)).toBe(true);
      }
    }),
    { numRuns: 20 },
  );
});

test('is bounded, and says of what it may have forgotten that it is too long ago', () => {
  const most = 100;
  fc.assert(
    fc.property(steps, (list) => {
      const window = new IdentityWindow(most);
      const told = new Map<number, number>();
      for (const { identity, at } of list) {
        const timeMs = start + at;
        if (window.has(identity) || !window.within(timeMs)) continue;
        window.add(identity, timeMs);
        told.set(identity, timeMs);
      }
      const known = [...told].filter(([identity]) => window.has(identity));
      expect(known.length).toBeLessThanOrEqual(most);
      for (const [identity, timeMs] of told) if (!window.has(identity)) expect(window.within(timeMs)).toBe(false);
    }),
    { numRuns: 20 },
  );
});
