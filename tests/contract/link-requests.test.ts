import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { openStage, type Stage } from './link-stage.ts';
import { transportNames } from './transports.ts';

describe.each(transportNames)('requests over a %s', (name) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(name);
  });
  afterEach(() => stage.close());

  test('are answered, with the role the server gave the caller', async () => {
    const answer = await stage.client().call.echo({ text: 'h€llo' });
    expect(answer).toEqual({ ok: true, value: { text: 'h€llo', role: 'window' } });
  });

  test('carry expected failures with their numbers', async () => {
    const answer = await stage.client().call.refuse({});
    expect(answer).toEqual({
      ok: false,
      failure: { code: 'market-closed', message: 'The market is closed', facts: { opensInMs: 5 } },
    });
  });

  test('that throw become internal failures and are logged', async () => {
    const answer = await stage.client().call.explode({});
    expect(answer).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(stage.log.lines).toContainEqual(expect.objectContaining({ level: 'error', message: "'explode' threw" }));
  });

  test('are validated where they arrive, with the path of the fault', async () => {
    const client = stage.client();
    await client.call.echo({ text: '' });
    const answer = await client.call.place({ order: { quantity: 0, side: 'BUY' } });
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input', message: 'order.quantity: expected number > 0' },
    });
    expect(stage.sample.placed).toEqual([]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'that hold %s are not sent: on the wire it would mean "none"',
    async (quantity) => {
      const answer = await stage.client().call.place({ order: { quantity, side: 'BUY' } });
      expect(answer).toMatchObject({
        ok: false,
        failure: { code: 'invalid-input', facts: { path: 'order.quantity' } },
      });
      expect(stage.sample.placed).toEqual([]);
    },
  );

  test('name every faulty and unknown field', async () => {
    const client = stage.client();
    await client.call.echo({ text: '' });
    const wrong = { order: { quantity: 'ten', side: 'HOLD', admin: true } } as unknown as Parameters<
      typeof client.call.place
    >[0];
    const answer = await client.call.place(wrong);
    expect(answer.ok ? '' : answer.failure.message).toMatch(
      /^order\.quantity: expected number; order\.side: .*; order: unknown field 'admin'$/,
    );
  });

  test('are refused when the role may not ask', async () => {
    const client = stage.client({ token: 'desk-token' });
    await client.call.echo({ text: '' });
    expect(await client.call.place({ order: { quantity: 1, side: 'BUY' } })).toMatchObject({
      ok: false,
      failure: { code: 'not-allowed' },
    });
    expect(stage.sample.placed).toEqual([]);
  });

  test('time out at the server, which aborts the work', async () => {
    const answer = await stage.client().call.hasty({}, { timeoutMs: 5_000 });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'timeout', facts: { timeoutMs: 60 } } });
    await eventually(() => expect(stage.sample.aborted).toEqual(['hasty']));
  });

  test('time out at the caller, which cancels them at the server', async () => {
    const client = stage.client();
    await client.call.echo({ text: '' });
    expect(await client.call.hang({}, { timeoutMs: 30 })).toMatchObject({ ok: false, failure: { code: 'timeout' } });
    await eventually(() => expect(stage.sample.aborted).toEqual(['hang']));
  });

  test('are cancelled by an abort signal', async () => {
    const client = stage.client();
    await client.call.echo({ text: '' });
    const abort = new AbortController();
    const answer = client.call.hang({}, { signal: abort.signal });
    await eventually(() => expect(stage.server.requestsInFlight).toBe(1));
    abort.abort();
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    await eventually(() => expect(stage.sample.aborted).toEqual(['hang']));
    expect(stage.server.requestsInFlight).toBe(0);
  });

  test('are not sent when already cancelled', async () => {
    const answer = await stage.client().call.hang({}, { signal: AbortSignal.abort() });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(stage.server.requestsInFlight).toBe(0);
  });

  test('of a command that was cancelled or timed out have an unknown outcome', async () => {
    const client = stage.client();
    await client.call.echo({ text: '' });
    expect(await client.call.hangingCommand({}, { timeoutMs: 30 })).toMatchObject({
      ok: false,
      failure: { code: 'outcome-unknown' },
    });
    const abort = new AbortController();
    const answer = client.call.hangingCommand({}, { signal: abort.signal });
    abort.abort();
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'outcome-unknown' } });
  });

  test('are refused as busy beyond the bound, and the others go on', async () => {
    const client = stage.client();
    await client.call.echo({ text: '' });
    const abort = new AbortController();
    const hanging = Array.from({ length: 200 }, () => client.call.hang({}, { signal: abort.signal }));
    expect(await client.call.echo({ text: '' })).toMatchObject({ ok: false, failure: { code: 'busy' } });
    abort.abort();
    await Promise.all(hanging);
    await eventually(async () => expect(await client.call.echo({ text: 'again' })).toMatchObject({ ok: true }));
  });

  test('of two clients do not meet', async () => {
    const [one, two] = [stage.client(), stage.client({ token: 'cli-token' })];
    const answers = await Promise.all([one.call.echo({ text: 'one' }), two.call.echo({ text: 'two' })]);
    expect(answers.map((answer) => answer.ok && answer.value)).toEqual([
      { text: 'one', role: 'window' },
      { text: 'two', role: 'cli' },
    ]);
    expect(stage.server.peers.map((peer) => peer.role).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'cli',
      'window',
    ]);
  });

  test('carry answers of megabytes whole', async () => {
    const answer = await stage.client().call.large({ bytes: 3_000_000 });
    expect(answer.ok && answer.value.text.length).toBe(3_000_000);
  });
});
