import { describe, expect, test } from 'vitest';
import type { LatestListener } from '../../engine/link/api.ts';
import { eventually } from '../../../tests/support/eventually.ts';
import { createFeed, feedFamily } from './feed.ts';

type Item = { readonly ticker: string; readonly last: number };

/** A stream under the test's hand, and frames that come when it says so. */
function stream() {
  const listeners: LatestListener<Item>[] = [];
  const frames: (() => void)[] = [];
  let closed = 0;
  const feed = createFeed<Item>({
    keyOf: ({ ticker }) => ticker,
    watch: (listener) => {
      listeners.push(listener);
      return { close: () => (closed += 1) };
    },
    schedule: (task) => frames.push(task),
    lingerMs: 5,
  });
  return {
    feed,
    listeners,
    send: (
      items: readonly Item[],
      { gone = [], snapshot = false }: { readonly gone?: readonly string[]; readonly snapshot?: boolean } = {},
    ) => listeners.at(-1)?.onChange({ items, gone, snapshot }),
    frame: () => frames.splice(0).forEach((task) => task()),
    closed: () => closed,
    lasts: () => [...feed.store.getState().items.values()].map(({ last }) => last),
  };
}

describe('a feed', () => {
  test('several changes become one commit a frame', () => {
    const { feed, send, frame, lasts } = stream();
    feed.retain();
    let commits = 0;
    feed.store.subscribe(() => (commits += 1));
    send([{ ticker: 'SPY', last: 1 }], { snapshot: true });
    send([{ ticker: 'SPY', last: 2 }]);
    send([{ ticker: 'QQQ', last: 9 }]);
    expect([commits, feed.store.getState().known]).toEqual([0, false]);
    frame();
    expect([commits, feed.store.getState().known]).toEqual([1, true]);
    expect(lasts()).toEqual([2, 9]);
  });

  test('a snapshot replaces, a removal removes, an empty snapshot is known to be empty', () => {
    const { feed, send, frame, lasts } = stream();
    feed.retain();
    send(
      [
        { ticker: 'SPY', last: 1 },
        { ticker: 'QQQ', last: 2 },
      ],
      { snapshot: true },
    );
    frame();
    send([], { gone: ['SPY'] });
    frame();
    expect(lasts()).toEqual([2]);
    send([], { snapshot: true });
    frame();
    expect([lasts(), feed.store.getState().known]).toEqual([[], true]);
  });

  test('items seen before a commit are not changed behind a reader', () => {
    const { feed, send, frame } = stream();
    feed.retain();
    send([{ ticker: 'SPY', last: 1 }], { snapshot: true });
    frame();
    const { items } = feed.store.getState();
    send([{ ticker: 'SPY', last: 2 }]);
    frame();
    expect(items.get('SPY')?.last).toBe(1);
  });

  test('many readers share one subscription, which ends after the last', async () => {
    const { feed, listeners, closed } = stream();
    const [one, other] = [feed.retain(), feed.retain()];
    one();
    one();
    expect([listeners.length, closed()]).toEqual([1, 0]);
    other();
    await eventually(() => expect(closed()).toBe(1));
    feed.retain();
    expect(listeners).toHaveLength(2);
  });

  test('a reader that comes back in time keeps the subscription', async () => {
    const { feed, listeners, closed } = stream();
    feed.retain()();
    feed.retain();
    // The linger of a second, unread feed passes while this one is still read.
    const other = stream();
    other.feed.retain()();
    await eventually(() => expect(other.closed()).toBe(1));
    expect([listeners.length, closed()]).toEqual([1, 0]);
  });

  test('state and failure are passed on', () => {
    const { feed, listeners } = stream();
    feed.retain();
    listeners[0]?.onState?.('ended', { code: 'not-allowed', message: 'No' });
    expect(feed.store.getState()).toMatchObject({ phase: 'ended', failure: { code: 'not-allowed' } });
  });
});

test('a family makes one feed a parameter', () => {
  const made: string[] = [];
  const family = feedFamily((parameter) => {
    made.push(parameter);
    return stream().feed;
  });
  expect(family('SPY')).toBe(family('SPY'));
  family('QQQ');
  expect(made).toEqual(['SPY', 'QQQ']);
});
