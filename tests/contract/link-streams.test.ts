import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Batch } from '../../src/engine/contract/define.ts';
import { eventually } from '../support/eventually.ts';
import { openStage, type Stage } from './link-stage.ts';
import { transportNames, type TransportName } from './transports.ts';

type Change = {
  readonly items: readonly { readonly ticker: string; readonly last: number }[];
  readonly gone: readonly string[];
  readonly snapshot: boolean;
};

/** Throws when it is copied or written as JSON. */
const unsendable = Object.defineProperty({}, 'value', {
  enumerable: true,
  get: () => {
    throw new Error('cannot be read');
  },
});

/** Without the check of outputs, which would find the fault earlier. */
async function reopened(stage: Stage, name: TransportName): Promise<Stage> {
  await stage.close();
  return openStage(name, { validateOutputs: false });
}

describe.each(transportNames)('streams over a %s', (name) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(name);
  });
  afterEach(() => stage.close());

  test('every: replays behind a number, says when that is complete and goes on live, in order', async () => {
    for (const text of ['a', 'b', 'c', 'd']) stage.sample.emit(text);
    const seen: string[] = [];
    stage
      .client()
      .watch.events(
        {},
        { onItem: ({ text }, seq) => seen.push(`${seq}${text}`), onCaughtUp: () => seen.push('caught up') },
        { after: 2 },
      );
    await eventually(() => expect(seen).toEqual(['3c', '4d', 'caught up']));
    stage.sample.emit('e');
    stage.sample.emit('f');
    await eventually(() => expect(seen).toEqual(['3c', '4d', 'caught up', '5e', '6f']));
  });

  test('every: ten thousand items arrive complete and in order', async () => {
    const seen: number[] = [];
    stage.client().watch.events({}, { onItem: (_item, seq) => seen.push(seq) });
    await eventually(() => expect(stage.sample.open).toBe(1));
    for (let index = 0; index < 10_000; index += 1) stage.sample.emit(String(index));
    await eventually(() => expect(seen.length).toBe(10_000));
    expect(seen.every((seq, index) => seq === index + 1)).toBe(true);
  });

  test('latest: starts with a snapshot, then sends what changed and what is gone', async () => {
    stage.sample.setQuote('SPY', 1);
    stage.sample.setQuote('QQQ', 2);
    const changes: Change[] = [];
    stage.client().watch.quotes({ tickers: [] }, { onChange: (change) => changes.push(change) });
    await eventually(() => expect(changes.length).toBe(1));
    expect(changes[0]).toEqual({
      items: [
        { ticker: 'SPY', last: 1 },
        { ticker: 'QQQ', last: 2 },
      ],
      gone: [],
      snapshot: true,
    });
    stage.sample.setQuote('SPY', 3);
    stage.sample.removeQuote('QQQ');
    await eventually(() => expect(changes.length).toBe(2));
    expect(changes[1]).toEqual({ items: [{ ticker: 'SPY', last: 3 }], gone: ['QQQ'], snapshot: false });
  });

  test('latest: an empty source still sends its empty snapshot', async () => {
    const changes: Change[] = [];
    stage.client().watch.quotes({ tickers: [] }, { onChange: (change) => changes.push(change) });
    await eventually(() => expect(changes).toEqual([{ items: [], gone: [], snapshot: true }]));
  });

  test('latest: a thousand changes of one key in a turn are one item', async () => {
    const changes: Change[] = [];
    stage.client().watch.quotes({ tickers: [] }, { onChange: (change) => changes.push(change) });
    await eventually(() => expect(changes.length).toBe(1));
    for (let last = 1; last <= 1_000; last += 1) stage.sample.setQuote('SPY', last);
    await eventually(() => expect(changes.at(-1)?.items).toEqual([{ ticker: 'SPY', last: 1_000 }]));
    expect(changes.length).toBeLessThanOrEqual(3);
  });

  test('latest: megabytes are cut into several frames, the first of which replaces', async () => {
    for (let index = 0; index < 30_000; index += 1)
      stage.sample.setQuote(`TICKER-${String(index).padStart(40, '0')}`, index);
    const changes: Change[] = [];
    stage.client().watch.quotes({ tickers: [] }, { onChange: (change) => changes.push(change) });
    await eventually(() => expect(changes.reduce((sum, change) => sum + change.items.length, 0)).toBe(30_000));
    expect(changes.length).toBeGreaterThan(1);
    expect(changes.map((change) => change.snapshot)).toEqual(changes.map((_change, index) => index === 0));
  });

  test('batch: columns keep every bit, absent values included', async () => {
    stage.sample.append([1.5, Number.NaN, -0, Number.POSITIVE_INFINITY]);
    const batches: Batch<{ ticker: string }>[] = [];
    stage.client().watch.tape({}, { onBatch: (batch) => batches.push(batch) });
    await eventually(() => expect(batches.length).toBe(1));
    expect(batches[0]).toEqual({
      meta: { ticker: 'SPY' },
      columns: {
        time: Float64Array.of(0, 1, 2, 3),
        price: Float64Array.of(1.5, Number.NaN, -0, Number.POSITIVE_INFINITY),
      },
      gap: false,
      snapshot: true,
    });
    stage.sample.append([7]);
    stage.sample.append([8]);
    await eventually(() =>
      expect(batches.slice(1).flatMap((batch) => [...(batch.columns['price'] ?? [])])).toEqual([7, 8]),
    );
    expect(batches.slice(1).every((batch) => !batch.snapshot && !batch.gap)).toBe(true);
  });

  test('closing a watch closes its source', async () => {
    const client = stage.client();
    const watches = [
      client.watch.events({}, { onItem: () => undefined }),
      client.watch.quotes({ tickers: [] }, { onChange: () => undefined }),
      client.watch.tape({}, { onBatch: () => undefined }),
    ];
    await eventually(() => expect([stage.sample.open, stage.server.subscriptionCount('quotes')]).toEqual([3, 1]));
    for (const watch of watches) watch.close();
    await eventually(() => expect([stage.sample.open, stage.server.subscriptionCount()]).toEqual([0, 0]));
  });

  test('closing a client releases everything it held', async () => {
    const client = stage.client();
    client.watch.events({}, { onItem: () => undefined });
    client.watch.tape({}, { onBatch: () => undefined });
    const hanging = client.call.hang({});
    await eventually(() => expect([stage.sample.open, stage.server.requestsInFlight]).toEqual([2, 1]));
    client.close();
    expect(await hanging).toMatchObject({ ok: false, failure: { code: 'link-lost' } });
    await eventually(() =>
      expect([
        stage.sample.open,
        stage.server.connections,
        stage.server.requestsInFlight,
        stage.sample.aborted,
      ]).toEqual([0, 0, 0, ['hang']]),
    );
  });

  test('parameters are validated; the watch ends with the path of the fault', async () => {
    const states: string[] = [];
    const tickers = Array.from({ length: 51 }, () => 'SPY');
    stage.client().watch.quotes(
      { tickers },
      {
        onChange: () => undefined,
        onState: (state, failure) => states.push(`${state} ${failure?.code} ${failure?.message}`),
      },
    );
    await eventually(() => expect(states).toEqual(['ended invalid-input tickers: expected number of items <= 50']));
    expect(stage.sample.open).toBe(0);
  });

  test('more subscriptions than the bound are refused, the others stay', async () => {
    const ended: string[] = [];
    const client = stage.client();
    for (let index = 0; index < 501; index += 1) {
      client.watch.events(
        {},
        { onItem: () => undefined, onState: (state, failure) => state === 'ended' && ended.push(failure?.code ?? '') },
      );
    }
    await eventually(() => expect(ended).toEqual(['busy']));
    expect(stage.server.subscriptionCount('events')).toBe(500);
  });

  test('an item that cannot travel ends its stream only', async () => {
    stage = await reopened(stage, name);
    const ended: string[] = [];
    const client = stage.client();
    client.watch.quotes(
      { tickers: [] },
      { onChange: () => undefined, onState: (state, failure) => ended.push(`${state} ${failure?.code}`) },
    );
    await eventually(() => expect(stage.sample.open).toBe(1));
    stage.sample.setQuote('SPY', unsendable as never);
    await eventually(() => expect(ended.at(-1)).toBe('ended internal'));
    expect(stage.sample.open).toBe(0);
    expect(await client.call.echo({ text: 'still here' })).toMatchObject({ ok: true });
  });

  test('two clients read the same source independently', async () => {
    const seen: string[][] = [[], []];
    const watches = seen.map((texts) => stage.client().watch.events({}, { onItem: ({ text }) => texts.push(text) }));
    await eventually(() => expect(stage.sample.open).toBe(2));
    stage.sample.emit('a');
    await eventually(() => expect(seen).toEqual([['a'], ['a']]));
    watches[0]?.close();
    await eventually(() => expect(stage.sample.open).toBe(1));
    stage.sample.emit('b');
    await eventually(() => expect(seen).toEqual([['a'], ['a', 'b']]));
  });
});
