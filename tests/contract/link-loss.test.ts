import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nothing, defineContract, request } from '../../src/engine/contract/define.ts';
import type { LinkPhase, LinkTimers } from '../../src/engine/link/api.ts';
import { connect } from '../../src/engine/link/connect.ts';
import { eventually } from '../support/eventually.ts';
import { openStage, type Stage } from './link-stage.ts';
import { realTimers } from './real-timers.ts';
import { transportNames } from './transports.ts';

/** Real timers that can be counted, to see that nothing is left running. */
function countedTimers(): LinkTimers & { readonly pending: number } {
  const pending = new Set<object>();
  return {
    get pending() {
      return pending.size;
    },
    monotonicMs: realTimers.monotonicMs,
    after(delayMs, task) {
      const mark = {};
      pending.add(mark);
      const cancel = realTimers.after(delayMs, () => {
        pending.delete(mark);
        task();
      });
      return () => {
        pending.delete(mark);
        cancel();
      };
    },
  };
}

describe.each(transportNames)('a lost link over a %s', (name) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(name);
  });
  afterEach(() => stage.close());

  test('is dialled again; watches resume behind the last item they saw', async () => {
    const seen: string[] = [];
    const states: string[] = [];
    const phases: LinkPhase[] = [];
    const client = stage.client();
    client.onStatus(({ phase }) => phases.push(phase));
    client.watch.events(
      {},
      {
        onItem: ({ text }, seq) => seen.push(`${seq}${text}`),
        onState: (state) => states.push(state),
        onReset: () => seen.push('reset'),
      },
    );
    await eventually(() => expect(stage.sample.open).toBe(1));
    stage.sample.emit('a');
    stage.sample.emit('b');
    await eventually(() => expect(seen).toEqual(['1a', '2b']));
    stage.cut();
    await eventually(() => expect(client.status().phase).toBe('lost'));
    stage.sample.emit('c');
    await eventually(() => expect(seen).toEqual(['1a', '2b', '3c']));
    stage.sample.emit('d');
    await eventually(() => expect(seen).toEqual(['1a', '2b', '3c', '4d']));
    expect(states).toEqual(['live', 'waiting', 'live']);
    expect(phases).toEqual(['open', 'lost', 'connecting', 'open']);
  });

  test('a live-only reader misses nothing either, even before its first item', async () => {
    stage.sample.emit('old');
    const seen: string[] = [];
    let caughtUp = 0;
    const client = stage.client();
    client.watch.events({}, { onItem: ({ text }) => seen.push(text), onCaughtUp: () => (caughtUp += 1) });
    await eventually(() => expect(caughtUp).toBe(1));
    stage.cut();
    await eventually(() => expect(client.status().phase).toBe('lost'));
    stage.sample.emit('while away');
    await eventually(() => expect(seen).toEqual(['while away']));
  });

  test('to a server with new numbers resets the reader, which then gets everything of the new numbering', async () => {
    const seen: string[] = [];
    stage
      .client()
      .watch.events({}, { onItem: ({ text }, seq) => seen.push(`${seq}${text}`), onReset: () => seen.push('reset') });
    await eventually(() => expect(stage.sample.open).toBe(1));
    stage.sample.emit('a');
    await eventually(() => expect(seen).toEqual(['1a']));
    stage.restart({ epoch: 'second' });
    await eventually(() => expect(seen).toEqual(['1a', 'reset', '1a']));
  });

  test('latest starts again with a snapshot that replaces', async () => {
    stage.sample.setQuote('SPY', 1);
    const changes: unknown[] = [];
    stage.client().watch.quotes({ tickers: [] }, { onChange: (change) => changes.push(change) });
    await eventually(() => expect(changes.length).toBe(1));
    stage.cut();
    stage.sample.setQuote('QQQ', 2);
    await eventually(() => expect(changes.length).toBe(2));
    expect(changes[1]).toEqual({
      items: [
        { ticker: 'SPY', last: 1 },
        { ticker: 'QQQ', last: 2 },
      ],
      gone: [],
      snapshot: true,
    });
  });

  test('leaves the outcome of a command in flight unknown, and that of a plain request lost', async () => {
    const client = stage.client();
    await client.call.echo({ text: '' });
    const [command, plain] = [client.call.hangingCommand({}), client.call.hang({})];
    await eventually(() => expect(stage.server.requestsInFlight).toBe(2));
    stage.cut();
    expect(await command).toMatchObject({ ok: false, failure: { code: 'outcome-unknown' } });
    expect(await plain).toMatchObject({ ok: false, failure: { code: 'link-lost' } });
    await eventually(() =>
      expect(stage.sample.aborted.toSorted((a, b) => a.localeCompare(b))).toEqual(['hang', 'hangingCommand']),
    );
  });

  test('commands fail at once while there is no link; requests wait for it', async () => {
    const client = stage.client();
    const placed = client.call.place({ order: { quantity: 1, side: 'BUY' } });
    const echoed = client.call.echo({ text: 'later' });
    expect(await placed).toMatchObject({ ok: false, failure: { code: 'link-lost' } });
    expect(await echoed).toMatchObject({ ok: true });
    stage.cut();
    await eventually(() => expect(client.status().phase).toBe('lost'));
    expect(await client.call.echo({ text: 'again' })).toMatchObject({ ok: true });
    expect(stage.sample.placed).toEqual([]);
  });

  test('requests give up at their time limit when no link comes', async () => {
    const client = stage.client({ dial: () => new Promise(() => undefined) });
    const answer = await client.call.echo({ text: '' }, { timeoutMs: 30 });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'link-lost', facts: { timeoutMs: 30 } } });
  });

  test('a different contract is refused with a sentence, and not dialled again', async () => {
    const timers = countedTimers();
    let dials = 0;
    const other = defineContract('sample', { echo: request({ input: nothing, output: nothing }) });
    const client = connect(other, {
      timers,
      token: 'window-token',
      dial: () => ((dials += 1), stage.transport.dial()),
    });
    const answer = await client.call.echo({});
    expect(answer).toMatchObject({ ok: false, failure: { code: 'contract-mismatch' } });
    expect(client.status()).toMatchObject({
      phase: 'refused',
      detail: "The two ends were built from different versions of the 'sample' contract",
    });
    expect([dials, timers.pending]).toEqual([1, 0]);
    expect(await client.call.echo({})).toMatchObject({ ok: false, failure: { code: 'contract-mismatch' } });
    client.close();
    await eventually(() => expect(stage.server.connections).toBe(0));
  });

  test('a wrong token is refused, and its watches end', async () => {
    const client = stage.client({ token: 'guessed' });
    const states: string[] = [];
    client.watch.events(
      {},
      { onItem: () => undefined, onState: (state, failure) => states.push(`${state} ${failure?.code}`) },
    );
    await eventually(() => expect(client.status().phase).toBe('refused'));
    expect(states).toEqual(['ended unauthorised']);
    expect(stage.sample.open).toBe(0);
  });

  test('a closed client leaves no timer and no connection behind', async () => {
    const timers = countedTimers();
    const client = stage.client({ timers });
    client.watch.quotes({ tickers: [] }, { onChange: () => undefined });
    await client.call.echo({ text: '' });
    client.setAckDelay(1_000);
    stage.sample.setQuote('SPY', 1);
    client.close();
    expect(client.status().phase).toBe('closed');
    expect(timers.pending).toBe(0);
    await eventually(() => expect([stage.server.connections, stage.sample.open]).toEqual([0, 0]));
    expect(await client.call.echo({ text: '' })).toMatchObject({ ok: false, failure: { code: 'link-lost' } });
  });

  test('a listener that throws is logged; the link and its other readers go on', async () => {
    const seen: string[] = [];
    const client = stage.client({ log: stage.log.log });
    client.watch.events(
      {},
      {
        onItem: () => {
          throw new Error('a bug in a window');
        },
      },
    );
    client.watch.events({}, { onItem: ({ text }) => seen.push(text) });
    await eventually(() => expect(stage.sample.open).toBe(2));
    stage.sample.emit('a');
    await eventually(() => expect(seen).toEqual(['a']));
    stage.sample.emit('b');
    await eventually(() => expect(seen).toEqual(['a', 'b']));
    expect(stage.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'a link listener threw' }),
    );
  });
});
