import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factIdentity } from '../../domain/facts/fact-identity.ts';
import { KeyFilter } from './key-filter.ts';

const identitiesOf = (series: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => factIdentity(series, `key ${at}`));

test('never denies what was added, whatever the number', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat()), fc.integer({ min: 5, max: 20 }), (identities, bits) => {
      const filter = new KeyFilter(bits);
      for (const identity of identities) filter.add(identity);
      expect(identities.filter((identity) => !filter.mayHave(identity))).toEqual([]);
    }),
  );
});

test('denies nearly all others while it is sparse, and as many as two independent hashes would', () => {
  const filter = new KeyFilter(20);
  const added = identitiesOf(1, 2 ** 17);
  for (const identity of added) filter.add(identity);
  const others = identitiesOf(2, 100_000);
  // Of n bits, 2k settings leave e^(-2k/n) untouched; an other one meets two that are set.
  const expected = (1 - Math.exp(-(2 * added.length) / 2 ** 20)) ** 2;
  const taken = others.filter((identity) => filter.mayHave(identity)).length / others.length;
  expect(expected).toBeCloseTo(0.049, 3);
  expect(taken).toBeGreaterThan(0.9 * expected);
  expect(taken).toBeLessThan(1.1 * expected);
});
