import { expect, test } from 'vitest';
import { testVendor } from '../../../../tests/support/test-vendor.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import type { FactSink } from './feed-types.ts';
import { factsPerTurn } from './fact-sink.ts';
import { keepWaiting } from './keep-waiting.ts';
import { StreamState } from './stream-state.ts';

const fact = (subject: string, at: number): Fact => ({
  ...{ kind: 'max-pain', subject, key: String(at), eventTime: 1, receivedTime: 1, source: 'a', endpoint: 'b' },
  body: { expiry: '20261016', price: at },
});
const facts = (subject: string, count: number): readonly Fact[] =>
  Array.from({ length: count }, (_, at) => fact(subject, at));

function streamWith(waiting: readonly Fact[]): StreamState {
  const [stream] = testVendor().streams;
  if (!stream) throw new Error('the vendor of the tests has no stream');
  const state = new StreamState({ stream: { ...stream, mostWaiting: 1_000_000 }, symbols: [] });
  state.push(waiting, 1);
  return state;
}

/** A store where each transaction takes five milliseconds. */
function slowStore(refuses: (fact: Fact | undefined) => boolean = () => false) {
  let nowMs = 0;
  const kept: Fact[] = [];
  const take: FactSink['take'] = (batch) => {
    nowMs += 5;
    if (refuses(batch[0])) return { ok: false, message: 'the disk is full' };
    kept.push(...batch);
    return { ok: true, fresh: batch.length, refused: 0 };
  };
  return {
    kept: (subject: string) => kept.filter((one) => one.subject === subject).length,
    parts: {
      clock: { monotonicMs: () => nowMs },
      sink: { take, onStored: () => ({ close: () => undefined }) },
      mostMs: 12,
    },
  };
}

test('a tape that never ends keeps no other stream waiting', () => {
  const store = slowStore();
  const tape = streamWith(facts('TAPE', 100_000));
  const others = ['PRICE', 'ALERTS', 'HALTS'].map((subject) => streamWith(facts(subject, 20)));
  for (let flush = 0; flush < 2; flush += 1) keepWaiting([tape, ...others], store.parts);
  expect(others.map(({ waiting }) => waiting.size)).toEqual([0, 0, 0]);
  // Three turns in twelve milliseconds of five each: three of the six were left for the tape.
  expect(store.kept('TAPE')).toBe(3 * factsPerTurn);
});

test('what the store refuses waits on in its order, and the other streams go on', () => {
  const store = slowStore((one) => one?.subject === 'REFUSED');
  const [refused, sound] = [streamWith(facts('REFUSED', 300)), streamWith(facts('SOUND', 300))];
  keepWaiting([refused, sound], store.parts);
  expect([refused.waiting.size, refused.lastError, store.kept('SOUND')]).toEqual([300, 'the disk is full', 300]);
  expect(refused.waiting.take(300)).toEqual(facts('REFUSED', 300));
});
