import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../../tests/support/eventually.ts';
import type { StoredFactItem } from '../../../../engine/contract/fact-schemas.ts';
import { fail, ok } from '../../../../engine/domain/outcome.ts';
import type { EveryListener } from '../../../../engine/link/api.ts';
import { nothingRead, readFacts, type FactLink, type FactQuery, type FactsState } from './fact-reader.ts';

const fact = (seq: number, price = 100, eventTime = seq): StoredFactItem => ({
  ...{ seq, kind: 'max-pain', subject: 'SPY', key: String(seq), eventTime, source: 'a', endpoint: 'b' },
  ...{ receivedTime: seq, body: { expiry: '20261016', price } },
});

type Options = { readonly stored: readonly StoredFactItem[]; readonly query?: Partial<FactQuery<'max-pain'>> };

/** A store with the rules of the engine's, and a stream under the test's hand. */
function stage({ stored, query = {} }: Options) {
  const listeners: EveryListener<StoredFactItem>[] = [];
  const asked: (number | undefined)[] = [];
  const failing = { now: false };
  let closed = 0;
  let state: FactsState<'max-pain'> = nothingRead;
  const link: FactLink = {
    factsAsOf: ({ fromMs = -Infinity, toMs, limit }) => {
      asked.push(toMs);
      if (failing.now) return Promise.resolve(fail('link-lost', 'The link is lost'));
      const found = stored.filter(({ eventTime }) => eventTime >= fromMs && eventTime < (toMs ?? Infinity));
      return Promise.resolve(ok(found.toSorted((a, b) => b.eventTime - a.eventTime || b.seq - a.seq).slice(0, limit)));
    },
    facts: (_params, listener) => {
      listeners.push(listener);
      return { close: () => (closed += 1) };
    },
  };
  const start = () => {
    const reader = readFacts(
      { kinds: ['max-pain'], ticker: 'SPY', keep: () => true, span: null, ...query },
      { link, schedule: (task) => task(), onChange: (next) => (state = next) },
    );
    onTestFinished(() => reader.close());
    return reader;
  };
  return { start, asked, failing, listeners, closed: () => closed, state: () => state };
}
const many = (count: number, price: (seq: number) => number) =>
  Array.from({ length: count }, (_none, index) => fact(index + 1, price(index + 1)));
const rare = { keep: ({ body }: { readonly body: { readonly price: number } }) => body.price >= 500 };

test('what is rare is looked for page by page, and no further than asked', async () => {
  const { start, asked, state } = stage({ stored: many(20_000, (seq) => (seq % 100 === 0 ? 500 : 1)), query: rare });
  const reader = start();
  await eventually(() => expect(state()).toMatchObject({ loading: false, complete: false }));
  expect(asked).toHaveLength(6);
  expect(state().facts).toHaveLength(60);
  reader.readOlder();
  await eventually(() => expect(state().facts.length).toBeGreaterThanOrEqual(119));
  expect(new Set(state().facts.map(({ seq }) => seq)).size).toBe(state().facts.length);
});

test('a page that one instant fills does not hold up the next', async () => {
  const crowded = Array.from({ length: 2_500 }, (_none, index) => fact(index + 1, 1, index < 300 ? index : 1_000));
  const { start, state } = stage({ stored: crowded, query: rare });
  start();
  await eventually(() => expect(state()).toMatchObject({ loading: false, complete: true, readBackToMs: 0 }));
});

test('facts that come are put on top, those read back as well count once', async () => {
  const { start, state, listeners } = stage({ stored: many(3, () => 100) });
  start();
  listeners[0]?.onItem(fact(3), 3);
  listeners[0]?.onItem(fact(4), 4);
  await eventually(() => expect(state()).toMatchObject({ loading: false, complete: true }));
  expect(state().facts.map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
});

test('a span is read and not followed', async () => {
  const { start, state, listeners } = stage({ stored: many(9, () => 1), query: { span: { fromMs: 3, toMs: 6 } } });
  start();
  await eventually(() => expect(state().facts.map(({ seq }) => seq)).toEqual([5, 4, 3]));
  expect([listeners.length, state().phase]).toEqual([0, 'live']);
});

test('a lost link is told, and read again once it is back', async () => {
  const { start, state, failing, listeners } = stage({ stored: many(2, () => 1) });
  failing.now = true;
  start();
  await eventually(() => expect(state().failure?.message).toBe('The link is lost'));
  failing.now = false;
  listeners[0]?.onState?.('live', null);
  await eventually(() => expect(state()).toMatchObject({ failure: null, facts: [{ seq: 2 }, { seq: 1 }] }));
});

test('closed, it follows nothing and tells nothing more', async () => {
  const { start, state, listeners, closed } = stage({ stored: many(2, () => 1) });
  const reader = start();
  await eventually(() => expect(state().loading).toBe(false));
  reader.close();
  listeners[0]?.onItem(fact(9), 9);
  expect([closed(), state().facts.length]).toEqual([1, 2]);
});
