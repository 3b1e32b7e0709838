import { afterEach, describe, expect, test } from 'vitest';
import { hello, rawPeer, type RawPeer } from '../contract/raw-peer.ts';
import { openStage, type Stage } from '../contract/link-stage.ts';
import { transportNames } from '../contract/transports.ts';
import { eventually } from '../support/eventually.ts';

type Attack = readonly [what: string, reason: RegExp, frames: readonly unknown[]];
const sub = (id: number) => ({ k: 'sub', id, s: 'events', p: {}, after: null, epoch: '' });
const hang = (id: number) => ({ k: 'req', id, m: 'hang', p: {} });

const attacks: readonly Attack[] = [
  ['a request before the greeting', /before the greeting/, [hang(1)]],
  ['a subscription before the greeting', /before the greeting/, [sub(1), hello]],
  ['a second greeting', /second greeting/, [hello, hello]],
  ['a greeting as somebody else', /second greeting/, [hello, { ...hello, token: 'cli-token' }]],
  ['a request id used twice', /used twice/, [hello, hang(1), hang(1)]],
  ['a subscription id used twice', /used twice/, [hello, sub(1), sub(1)]],
  ['an acknowledgement of a frame never sent', /never sent/, [hello, sub(1), { k: 'ack', id: 1, n: 99 }]],
  ['a frame that only a server sends', /only a server sends/, [hello, { k: 'welcome', v: 1, hash: 'x', epoch: 'x' }]],
  ['a forged answer', /only a server sends/, [hello, { k: 'res', id: 1, ok: true, r: {} }]],
  [
    'a flood of requests that do not exist',
    /flood/,
    [hello, ...Array.from({ length: 1_001 }, (_each, id) => ({ k: 'req', id, m: 'nope', p: {} }))],
  ],
  ['a flood of subscriptions', /flood/, [hello, ...Array.from({ length: 1_501 }, (_each, id) => sub(id))]],
];

describe.each(transportNames)('a hostile peer over a %s', (name) => {
  let stage: Stage;
  afterEach(() => stage.close());

  /** The attack leaves nothing behind, and others never notice. */
  const expectUnharmed = async (): Promise<void> => {
    await eventually(() =>
      expect([stage.server.connections, stage.server.requestsInFlight, stage.sample.open]).toEqual([0, 0, 0]),
    );
    expect(await stage.client().call.echo({ text: 'still here' })).toMatchObject({ ok: true });
  };
  const expectClosed = async (peer: RawPeer): Promise<void> => {
    await eventually(() => expect(peer.closes.length).toBe(1));
  };

  test.each(attacks)('is closed for %s', async (_what, reason, frames) => {
    stage = await openStage(name);
    const peer = await rawPeer(stage.transport, null);
    for (const frame of frames) peer.send(frame);
    await expectClosed(peer);
    expect(stage.log.lines).toContainEqual({
      level: 'warn',
      message: 'link closed',
      fields: { code: 'hostile', reason: expect.stringMatching(reason) as string },
    });
    await expectUnharmed();
  });

  test.each([
    ['an unknown kind', { k: 'format-disk' }],
    ['a known kind with wrong types', { k: 'req', id: 'one', m: 'echo', p: {} }],
    ['a kind of the prototype', { k: 'constructor' }],
    ['a field too many', { k: 'ping', t: 1, role: 'host' }],
    ['a list', []],
    ['a word', 'hello'],
  ])('is closed for %s', async (_what, frame) => {
    stage = await openStage(name);
    const peer = await rawPeer(stage.transport);
    await eventually(() => expect(peer.frames).toMatchObject([{ k: 'welcome' }]));
    peer.send(frame);
    await expectClosed(peer);
    expect(stage.log.lines).toContainEqual(
      expect.objectContaining({
        message: 'link closed',
        fields: expect.objectContaining({ code: 'hostile' }) as object,
      }),
    );
    await expectUnharmed();
  });

  test.each(['', 'guessed', '__proto__', 'constructor', 'window-token ', 'x'.repeat(1_999)])(
    'with the token %.20s is refused',
    async (token) => {
      stage = await openStage(name);
      const peer = await rawPeer(stage.transport, { ...hello, token });
      peer.send(sub(1));
      await eventually(() =>
        expect(peer.frames).toEqual([
          { k: 'refuse', e: { code: 'unauthorised', message: 'The access token is not valid' } },
        ]),
      );
      await expectClosed(peer);
      expect(JSON.stringify(stage.log.lines)).not.toContain('guessed');
      await expectUnharmed();
    },
  );

  test('learns nothing about the contract before its token is accepted', async () => {
    stage = await openStage(name);
    const peer = await rawPeer(stage.transport, { ...hello, token: 'guessed', hash: 'other' });
    await eventually(() => expect(peer.frames).toMatchObject([{ k: 'refuse', e: { code: 'unauthorised' } }]));
    await expectClosed(peer);
  });

  test('with a contract name that does not fit into a close reason is refused', async () => {
    stage = await openStage(name);
    const peer = await rawPeer(stage.transport, { ...hello, contract: '€'.repeat(200) });
    await eventually(() => expect(peer.frames).toMatchObject([{ k: 'refuse', e: { code: 'contract-mismatch' } }]));
    await expectClosed(peer);
    await expectUnharmed();
  });

  test('that claims a role in its message keeps the role of its token', async () => {
    stage = await openStage(name);
    const peer = await rawPeer(stage.transport, { ...hello, token: 'desk-token', client: 'window' });
    peer.send({ k: 'req', id: 1, m: 'place', p: { order: { quantity: 1, side: 'BUY' }, role: 'window' } });
    await eventually(() =>
      expect(peer.frames.at(-1)).toMatchObject({ k: 'res', id: 1, ok: false, e: { code: 'not-allowed' } }),
    );
    expect(stage.sample.placed).toEqual([]);
  });

  test.each(['toString', '__proto__', 'constructor', 'events', 'ECHO'])('cannot call %s', async (method) => {
    stage = await openStage(name);
    const peer = await rawPeer(stage.transport);
    peer.send({ k: 'req', id: 1, m: method, p: {} });
    peer.send({ k: 'sub', id: 2, s: method === 'events' ? 'echo' : method, p: {}, after: null, epoch: '' });
    await eventually(() =>
      expect(peer.frames.slice(1)).toMatchObject([
        { k: 'res', e: { code: 'unknown-entry' } },
        { k: 'end', e: { code: 'unknown-entry' } },
      ]),
    );
  });

  test('that never greets is closed', async () => {
    stage = await openStage(name, { limits: { helloTimeoutMs: 50 } });
    const peer = await rawPeer(stage.transport, null);
    await expectClosed(peer);
    await expectUnharmed();
  });

  test('that hangs up in the middle of everything leaves nothing behind', async () => {
    stage = await openStage(name);
    for (let round = 0; round < 20; round += 1) {
      const peer = await rawPeer(stage.transport);
      peer.send(sub(1));
      peer.send(hang(1));
      peer.pipe.close({ code: 'lost', reason: 'gone' });
    }
    await expectUnharmed();
  });
});
