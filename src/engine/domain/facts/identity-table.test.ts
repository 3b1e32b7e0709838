import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factIdentity } from './fact-identity.ts';
import { IdentityTable } from './identity-table.ts';

/** Few low bits, so that many share a slot, and high ones that tell them apart. */
const crowded = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 21 - 1 }), fc.integer({ min: 0, max: 9 }))
  .map(([high, low]) => 2 ** 32 * high + low);
const step = fc.record({ does: fc.constantFrom('set', 'set', 'delete'), pick: fc.nat(40), place: fc.nat(1_000) });

describe('the table of identities', () => {
  test('says what a Map would after any steps', () => {
    fc.assert(
      fc.property(
        fc.array(crowded, { minLength: 41, maxLength: 41 }),
        fc.array(step, { minLength: 100, maxLength: 300 }),
        (keys, steps) => {
          const table = new IdentityTable();
          const map = new Map<number, number>();
          for (const { does, pick, place } of steps) {
            const key = keys[pick] ?? 0;
            if (does === 'set') {
              table.set(key, place);
              map.set(key, place);
            } else expect(table.delete(key)).toBe(map.delete(key));
            expect(table.size).toBe(map.size);
            for (const known of keys) expect(table.get(known)).toBe(map.get(known));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('finds a hundred thousand, also beyond what was expected, and none after clear', () => {
    const table = new IdentityTable(1_000);
    const identities = Array.from({ length: 100_000 }, (_, at) => factIdentity(3, `trade ${at}`));
    for (const [place, identity] of identities.entries()) table.set(identity, place);
    expect(table.size).toBe(100_000);
    expect(identities.every((identity, place) => table.get(identity) === place)).toBe(true);
    table.clear();
    expect(table.size).toBe(0);
    expect(identities.some((identity) => table.get(identity) !== undefined)).toBe(false);
  });

  test('identity 0 is one like the others', () => {
    const table = new IdentityTable();
    expect(table.get(0)).toBeUndefined();
    table.set(0, 0);
    expect(table.get(0)).toBe(0);
    expect(table.delete(0)).toBe(true);
    expect(table.delete(0)).toBe(false);
  });
});
