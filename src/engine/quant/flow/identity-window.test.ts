import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdentityWindow } from './identity-window.ts';

const most = 600;
const step = fc.record({
  does: fc.constantFrom('add', 'add', 'add', 'delete'),
  identity: fc.integer({ min: 0, max: 1_500 }),
});

test('knows the last so many that were added and not taken out', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1_000, maxLength: 3_000 }), (steps) => {
      const window = new IdentityWindow(most);
      const added: { readonly identity: number; gone: boolean }[] = [];
      for (const [time, { does, identity }] of steps.entries()) {
        const known = added.slice(-most).find((entry) => entry.identity === identity && !entry.gone);
        expect(window.has(identity)).toBe(known !== undefined);
        if (does === 'delete') {
          expect(window.delete(identity)).toBe(known !== undefined);
          if (known !== undefined) known.gone = true;
        } else if (known === undefined) {
          window.add(identity, time);
          added.push({ identity, gone: false });
          expect(window.timeOf(identity)).toBe(time);
        }
      }
    }),
    { numRuns: 20 },
  );
});
