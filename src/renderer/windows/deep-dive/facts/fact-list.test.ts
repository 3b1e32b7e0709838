import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredFact } from '../../../../engine/domain/facts/fact.ts';
import { mergeFacts } from './fact-list.ts';

type Pain = StoredFact<'max-pain'>;
const fact = (seq: number, { key = String(seq), eventTime = seq, price = 100 } = {}): Pain => ({
  ...{ seq, kind: 'max-pain', subject: 'SPY', key, eventTime, source: 'a', endpoint: 'b', receivedTime: seq },
  body: { expiry: '20261016', price },
});
const seqs = (facts: readonly Pain[]): readonly number[] => facts.map(({ seq }) => seq);
const all = { keep: () => true, most: 10 };
const dear = { keep: ({ body }: Pain) => body.price >= 50, most: 10 };

test('the newest is first, and the oldest go when there are too many', () => {
  expect(seqs(mergeFacts([fact(1), fact(3)], [fact(2)], all))).toEqual([3, 2, 1]);
  expect(seqs(mergeFacts([fact(3), fact(2)], [fact(4)], { ...all, most: 2 }))).toEqual([4, 3]);
});

test('a correction stands in its fact’s place, an earlier version never comes back', () => {
  const corrected = fact(7, { key: '1', eventTime: 1, price: 90 });
  const merged = mergeFacts([fact(2), fact(1)], [corrected], all);
  expect(seqs(merged)).toEqual([2, 7]);
  expect(mergeFacts(merged, [fact(1)], all)).toBe(merged);
});

test('a correction that is not wanted takes the fact away', () => {
  const small = fact(7, { key: '1', eventTime: 1, price: 10 });
  expect(seqs(mergeFacts([fact(2), fact(1)], [small], dear))).toEqual([2]);
});

test('what changes nothing keeps the list, so that nothing is drawn again', () => {
  const known = [fact(2), fact(1)];
  expect(mergeFacts(known, [], all)).toBe(known);
  expect(mergeFacts(known, [fact(3, { price: 10 })], dear)).toBe(known);
});

test('the order of arrival makes no difference', () => {
  const arrivals = fc.uniqueArray(fc.record({ seq: fc.nat(50), key: fc.nat(5), eventTime: fc.nat(5) }), {
    selector: ({ seq }) => seq,
  });
  fc.assert(
    fc.property(arrivals, (rows) => {
      const facts = rows.map(({ seq, key, eventTime }) => fact(seq, { key: String(key), eventTime }));
      const together = mergeFacts([], facts, all);
      const oneByOne = facts.toReversed().reduce<readonly Pain[]>((known, each) => mergeFacts(known, [each], all), []);
      expect(oneByOne).toEqual(together);
    }),
  );
});
