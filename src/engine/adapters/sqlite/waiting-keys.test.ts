import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WaitingKeys } from './waiting-keys.ts';

const batch = fc.record({
  identities: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 20 }),
  kept: fc.boolean(),
});

test('holds what was kept and nothing that was taken back, in order', () => {
  fc.assert(
    fc.property(fc.array(batch, { minLength: 10, maxLength: 40 }), (batches) => {
      const keys = new WaitingKeys(4);
      let rows: (readonly [identity: number, seq: number])[] = [];
      let seq = 0;
      for (const { identities, kept } of batches) {
        const before = rows;
        for (const identity of identities) {
          seq += 1;
          keys.add(identity, seq);
          rows = [...rows, [identity, seq]];
        }
        if (!kept) {
          keys.truncate(before.length);
          rows = before;
        }
        expect(keys.length).toBe(rows.length);
        for (let identity = 0; identity <= 12; identity += 1) {
          const own = rows.filter(([of]) => of === identity).map(([, row]) => row);
          expect(keys.rowsOf(identity)).toEqual(own);
          expect(keys.newestOf(identity)).toBe(own.at(-1));
        }
      }
      const sorted = keys.sorted();
      const pairs = Array.from({ length: sorted.length }, (_, rank) => [sorted.identityAt(rank), sorted.seqAt(rank)]);
      expect(pairs).toEqual(rows.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
      expect(sorted.lastSeq).toBe(rows.at(-1)?.[1] ?? 0);
      keys.clear();
      expect([keys.length, keys.rowsOf(3)]).toEqual([0, []]);
    }),
  );
});
