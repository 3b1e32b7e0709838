import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdentityWindow } from './identity-window.ts';

const most = 600;
const step = fc.record({
  does: fc.constantFrom('add', 'add', 'add', 'take back'),
  identity: fc.integer({ min: 0, max: 1_500 }),
});

test('knows the last so many that were told, and each that was taken back, once', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1_000, maxLength: 3_000 }), (steps) => {
      const window = new IdentityWindow(most);
      const told: { readonly identity: number; time: number | null }[] = [];
      for (const [time, { does, identity }] of steps.entries()) {
        const known = told.slice(-most).find((entry) => entry.identity === identity);
        expect(window.has(identity)).toBe(known !== undefined);
        if (does === 'take back') {
          expect(window.takeBack(identity)).toBe(known?.time ?? null);
          if (known) known.time = null;
          else told.push({ identity, time: null });
        } else if (known === undefined) {
          window.add(identity, time);
          told.push({ identity, time });
        }
      }
    }),
    { numRuns: 20 },
  );
});
