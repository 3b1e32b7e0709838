import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '../../domain/facts/fact.ts';
import { WaitingFacts } from './waiting-facts.ts';

const fact = (key: string, price: number): Fact => ({
  ...{ kind: 'max-pain', subject: 'SPY', key, eventTime: 1, receivedTime: 1, source: 'a', endpoint: 'b' },
  body: { expiry: '20261016', price },
});
const facts = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(99)).map(([key, price]) => fact(key, price)),
);
const priceOf = (one: Fact | undefined): unknown => (one?.body as { readonly price?: number } | undefined)?.price;

test('nothing gets lost while there is room, whatever the policy but latest', () => {
  fc.assert(
    fc.property(fc.constantFrom('pause', 'drop-oldest'), fc.array(facts), (policy, batches) => {
      const waiting = new WaitingFacts(policy, 100_000);
      const taken: Fact[] = [];
      for (const batch of batches) {
        waiting.push(batch);
        const part = waiting.take(3);
        waiting.putBack(part);
        taken.push(...waiting.take(2));
      }
      expect([...taken, ...waiting.take(Number.POSITIVE_INFINITY)]).toEqual(batches.flat());
      expect(waiting.dropped).toBe(0);
    }),
  );
});

test('drop-oldest keeps the newest and counts the rest', () => {
  const waiting = new WaitingFacts('drop-oldest', 3);
  expect(waiting.push(['a', 'b', 'c', 'd', 'e'].map((key) => fact(key, 1)))).toBe(2);
  expect([waiting.size, waiting.dropped]).toEqual([3, 2]);
  expect(waiting.take(9).map(({ key }) => key)).toEqual(['c', 'd', 'e']);
});

test('latest keeps the newest fact of every key', () => {
  fc.assert(
    fc.property(facts, (all) => {
      const waiting = new WaitingFacts('latest', 100);
      waiting.push(all);
      const kept = waiting.take(Number.POSITIVE_INFINITY);
      const newest = new Map(all.map((one) => [one.key, one]));
      expect(new Map(kept.map((one) => [one.key, priceOf(one)]))).toEqual(
        new Map([...newest].map(([key, one]) => [key, priceOf(one)])),
      );
      expect(kept.length + waiting.conflated).toBe(all.length);
    }),
  );
});

test('pause is full at its bound and roomy again at half of it', () => {
  const waiting = new WaitingFacts('pause', 4);
  waiting.push(['a', 'b', 'c', 'd', 'e'].map((key) => fact(key, 1)));
  expect([waiting.full, waiting.roomy, waiting.size]).toEqual([true, false, 5]);
  waiting.take(3);
  expect([waiting.full, waiting.roomy]).toEqual([false, true]);
});

test('what was taken is let go, also of a stream that is never busy', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const waiting = new WaitingFacts('drop-oldest', 50_000);
  const gone: WeakRef<Fact>[] = [];
  // In a function of its own: no variable here may keep one.
  const pass = (number: number): void => {
    const one = fact(`${number}`, number);
    gone.push(new WeakRef(one));
    waiting.push([one]);
    waiting.take(Number.POSITIVE_INFINITY);
  };
  for (let number = 0; number < 100; number += 1) pass(number);
  await new Promise((resolve) => setTimeout(resolve, 0));
  collect();
  expect(gone.filter((reference) => reference.deref() !== undefined)).toHaveLength(0);
});
