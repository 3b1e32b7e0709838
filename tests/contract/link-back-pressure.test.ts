import { afterEach, describe, expect, test } from 'vitest';
import type { BatchFrame, EveryFrame, LatestFrame } from '../../src/engine/link/frames.ts';
import { eventually } from '../support/eventually.ts';
import { openStage, type Stage } from './link-stage.ts';
import { rawPeer, type RawPeer } from './raw-peer.ts';
import { transportNames } from './transports.ts';

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

function framesOf<Frame extends { readonly k: string }>(peer: RawPeer, kind: Frame['k']): Frame[] {
  return peer.frames.filter((frame) => frame.k === kind) as unknown as Frame[];
}

describe.each(transportNames)('a reader that does not acknowledge, over a %s', (name) => {
  let stage: Stage;
  afterEach(() => stage.close());

  const subscribe = async (stream: string, params: unknown = {}): Promise<RawPeer> => {
    const peer = await rawPeer(stage.transport);
    peer.send({ k: 'sub', id: 1, s: stream, p: params, after: null, epoch: '' });
    await eventually(() => expect(peer.frames.length).toBe(2));
    return peer;
  };

  test('latest: gets one frame, and one more with the newest items once it acknowledges', async () => {
    stage = await openStage(name);
    const peer = await subscribe('quotes', { tickers: [] });
    for (let round = 1; round <= 2_000; round += 1) {
      for (let key = 0; key < 20; key += 1) stage.sample.setQuote(`T${key}`, round);
      if (round % 200 === 0) await turns(2);
    }
    expect(framesOf<LatestFrame>(peer, 'latest').length).toBe(1);
    peer.send({ k: 'ack', id: 1, n: 1 });
    await eventually(() => expect(framesOf<LatestFrame>(peer, 'latest').length).toBe(2));
    const [, second] = framesOf<LatestFrame>(peer, 'latest');
    expect(second).toMatchObject({ n: 2, snapshot: false, gone: [] });
    expect(second?.items.length).toBe(20);
    expect(second?.items.every((item) => (item as { last: number }).last === 2_000)).toBe(true);
  });

  test('batch: loses what is over the bound, sees the gap and gets a snapshot', async () => {
    stage = await openStage(name, { limits: { maxQueuedRows: 100 } });
    const peer = await subscribe('tape');
    for (let index = 0; index < 1_000; index += 1) stage.sample.append([index]);
    await turns(5);
    expect([framesOf<BatchFrame>(peer, 'batch').length, stage.sample.resends]).toEqual([1, 0]);
    peer.send({ k: 'ack', id: 1, n: 1 });
    await eventually(() => expect(framesOf<BatchFrame>(peer, 'batch').length).toBe(2));
    expect(stage.sample.resends).toBe(1);
    const [, second] = framesOf<BatchFrame>(peer, 'batch');
    expect(second).toMatchObject({ gap: true, snapshot: true });
    expect(second?.columns['price']?.length).toBe(1_000);
    peer.send({ k: 'ack', id: 1, n: 2 });
    stage.sample.append([7]);
    await eventually(() =>
      expect(framesOf<BatchFrame>(peer, 'batch').at(-1)).toMatchObject({ n: 3, gap: false, snapshot: false }),
    );
  });

  test('batch: within the bound everything arrives joined, without a gap', async () => {
    stage = await openStage(name);
    const peer = await subscribe('tape');
    for (let index = 0; index < 1_000; index += 1) stage.sample.append([index]);
    peer.send({ k: 'ack', id: 1, n: 1 });
    await eventually(() => expect(framesOf<BatchFrame>(peer, 'batch').length).toBe(2));
    const [, second] = framesOf<BatchFrame>(peer, 'batch');
    expect(second).toMatchObject({ gap: false, snapshot: false });
    expect([...(second?.columns['price'] ?? [])]).toEqual(Array.from({ length: 1_000 }, (_each, index) => index));
  });

  test('every: gets all up to the bound, then an end that says where to resume', async () => {
    stage = await openStage(name, { limits: { maxQueuedItems: 100 } });
    const peer = await subscribe('events');
    for (let index = 0; index < 5_000; index += 1) stage.sample.emit(String(index));
    expect(stage.sample.open).toBe(0);
    const acknowledgeAll = (): void => peer.send({ k: 'ack', id: 1, n: framesOf<EveryFrame>(peer, 'every').length });
    await eventually(() => {
      acknowledgeAll();
      expect(peer.frames.at(-1)).toMatchObject({
        k: 'end',
        id: 1,
        e: { code: 'busy', facts: { resume: true, resumeAfter: 100 } },
      });
    });
    expect(framesOf<EveryFrame>(peer, 'every').flatMap((frame) => frame.seq)).toEqual(
      Array.from({ length: 100 }, (_each, index) => index + 1),
    );
    expect(stage.server.subscriptionCount()).toBe(0);
  });

  test('every: a client that fell behind resumes by itself and misses nothing', async () => {
    stage = await openStage(name, { limits: { maxQueuedItems: 50 } });
    const seen: number[] = [];
    const states: string[] = [];
    stage.client().watch.events({}, { onItem: (_item, seq) => seen.push(seq), onState: (state) => states.push(state) });
    await eventually(() => expect(stage.sample.open).toBe(1));
    for (let index = 0; index < 500; index += 1) stage.sample.emit(String(index));
    await eventually(() => expect(seen).toEqual(Array.from({ length: 500 }, (_each, index) => index + 1)));
    expect(states).toContain('waiting');
    await eventually(() => expect(states.at(-1)).toBe('live'));
  });

  test('latest: a reader that misses too many removals starts again with a snapshot', async () => {
    stage = await openStage(name, { limits: { maxQueuedItems: 20 } });
    const client = stage.client();
    const changes: { readonly items: readonly unknown[]; readonly snapshot: boolean }[] = [];
    client.setAckDelay(60_000);
    client.watch.quotes({ tickers: [] }, { onChange: (change) => changes.push(change) });
    await eventually(() => expect(changes.length).toBe(1));
    stage.sample.setQuote('SPY', 1);
    for (let index = 0; index <= 20; index += 1) stage.sample.removeQuote(`OLD${index}`);
    await eventually(() => expect(changes.length).toBe(2));
    expect(changes[1]).toEqual({ items: [{ ticker: 'SPY', last: 1 }], gone: [], snapshot: true });
    expect(stage.sample.open).toBe(1);
  });

  test('a hidden window acknowledges no more often than its delay', async () => {
    stage = await openStage(name);
    const client = stage.client();
    const frames: number[] = [];
    client.setAckDelay(60_000);
    client.watch.quotes({ tickers: [] }, { onChange: ({ items }) => frames.push(items.length) });
    await eventually(() => expect(frames).toEqual([0]));
    for (let round = 0; round < 50; round += 1) {
      stage.sample.setQuote(`T${round}`, round);
      await turns(1);
    }
    expect(frames).toEqual([0]);
    client.setAckDelay(0);
    await eventually(() => expect(frames).toEqual([0, 50]));
  });
});
