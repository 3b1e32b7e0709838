import { expect, onTestFinished, test } from 'vitest';
import { fail } from '../../src/engine/domain/outcome.ts';
import type { Dial } from '../../src/engine/link/api.ts';
import type { Frame } from '../../src/engine/link/frames.ts';
import type { Pipe, PipeClose } from '../../src/engine/link/pipe.ts';
import { relay } from '../../src/main/browser/link-relay.ts';
import { openStage, type Stage } from '../contract/link-stage.ts';
import { hello, rawPeer } from '../contract/raw-peer.ts';
import { openTransport } from '../contract/transports.ts';
import { eventually } from '../support/eventually.ts';

test('a frame that grows beyond the limit on its way costs a page its link, not the host', async () => {
  const engine = await openStage('local-socket');
  const closes: PipeClose[] = [];
  const join = (window: Pipe): void => {
    window.onClose((close) => closes.push(close));
    void relay({ window, dial: engine.transport.dial, role: 'window', token: 'window-token' });
  };
  const page = await openTransport('message-port', join);
  const peer = await rawPeer(page, { ...hello, token: '' });
  await eventually(() => expect(peer.frames).toMatchObject([{ k: 'welcome' }]));
  peer.send({ k: 'req', id: 1, m: 'echo', p: { text: Array.from({ length: 100_000 }, () => 1e20) } });
  await eventually(() => expect(closes).toMatchObject([{ code: 'too-large' }]));
  await eventually(() => expect(engine.server.connections).toBe(0));
  expect(await engine.client().call.echo({ text: 'still here' })).toMatchObject({ ok: true });
  await engine.close();
});

/** A page's pipe joined to a sample engine; `dial` may be held back. */
async function joined(dialOf: (stage: Stage) => Dial = (stage) => stage.transport.dial) {
  const engine = await openStage('local-socket');
  onTestFinished(() => engine.close());
  const closes: PipeClose[] = [];
  const page = await openTransport('message-port', (window) => {
    window.onClose((close) => closes.push(close));
    void relay({ window, dial: dialOf(engine), role: 'window', token: 'window-token' });
  });
  return { engine, page, closes };
}

/** A dial that waits until it is let go. */
function held(stage: Stage): { readonly dial: Dial; release(): void } {
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  return { dial: () => gate.then(() => stage.transport.dial()), release: () => release() };
}

test.each([
  ['a request', { k: 'req', id: 1, m: 'echo', p: { text: 'x' } }],
  ['a subscription', { k: 'sub', id: 1, s: 'events', p: {}, after: null, epoch: '' }],
  ['a ping', { k: 'ping', t: 1 }],
  ['what only a server says', { k: 'welcome', v: 1, hash: '', epoch: '' }],
])('%s before the greeting costs a page its link, and the engine never sees it', async (_what, frame) => {
  const { engine, page, closes } = await joined();
  const peer = await rawPeer(page, frame);
  await eventually(() => expect(closes).toMatchObject([{ code: 'hostile' }]));
  await eventually(() => expect(peer.closes).toHaveLength(1));
  await eventually(() => expect(engine.server.connections).toBe(0));
  expect(engine.server.requestsInFlight).toBe(0);
});

test.each(['', 'cli-token', 'desk-token', 'window-token', 'guessed'])(
  'a page that claims the key %j is a window all the same',
  async (token) => {
    const { engine, page } = await joined();
    const peer = await rawPeer(page, { ...hello, token, client: 'host' });
    peer.send({ k: 'req', id: 1, m: 'echo', p: { text: 'who am I' } });
    await eventually(() => expect(peer.frames.at(-1)).toMatchObject({ k: 'res', id: 1, r: { role: 'window' } }));
    expect(engine.server.peers).toMatchObject([{ role: 'window' }]);
  },
);

test('a second greeting with another key reaches the engine as the offence it is', async () => {
  const { engine, page, closes } = await joined();
  const peer = await rawPeer(page);
  await eventually(() => expect(peer.frames).toMatchObject([{ k: 'welcome' }]));
  peer.send({ ...hello, token: 'desk-token' });
  await eventually(() => expect(closes).toHaveLength(1));
  await eventually(() => expect(engine.server.connections).toBe(0));
});

test('the key never comes back to the page', async () => {
  const { page } = await joined();
  const peer = await rawPeer(page, { ...hello, token: '' });
  peer.send({ k: 'req', id: 1, m: 'echo', p: { text: 'x' } });
  await eventually(() => expect(peer.frames.at(-1)).toMatchObject({ k: 'res' }));
  expect(JSON.stringify(peer.frames)).not.toContain('window-token');
});

test('frames before the engine answers are kept in order, up to a limit', async () => {
  let gate: ReturnType<typeof held> | null = null;
  const { page, closes } = await joined((stage) => (gate ??= held(stage)).dial);
  const patient = await rawPeer(page);
  for (let id = 1; id <= 60; id += 1) patient.send({ k: 'req', id, m: 'echo', p: { text: String(id) } });
  const flooding = await rawPeer(page);
  for (let id = 1; id <= 64; id += 1) flooding.send({ k: 'req', id, m: 'echo', p: { text: String(id) } });
  await eventually(() => expect(closes).toMatchObject([{ code: 'hostile' }]));
  (gate as ReturnType<typeof held> | null)?.release();
  await eventually(() => expect(patient.frames).toHaveLength(61));
  const texts = patient.frames.slice(1).map((frame) => (frame as { r?: { text: string } }).r?.text);
  expect(texts).toEqual(Array.from({ length: 60 }, (_each, index) => String(index + 1)));
  expect(flooding.frames).toEqual([]);
});

test('a window that leaves while the engine is dialled leaves no link behind', async () => {
  let gate: ReturnType<typeof held> | null = null;
  const { engine, page, closes } = await joined((stage) => (gate ??= held(stage)).dial);
  const peer = await rawPeer(page);
  peer.pipe.close({ code: 'closed', reason: 'window shut' });
  await eventually(() => expect(closes).toHaveLength(1));
  (gate as ReturnType<typeof held> | null)?.release();
  await eventually(() => expect(engine.pipes).toHaveLength(1));
  await eventually(() => expect(engine.server.connections).toBe(0));
});

test('an engine that is not there, or dies, is told to the page as a lost link', async () => {
  const absent = await joined(() => () => Promise.resolve(fail('link-lost', 'nobody listens')));
  const first = await rawPeer(absent.page);
  await eventually(() => expect(first.closes).toMatchObject([{ code: 'lost' }]));
  const { engine, page } = await joined();
  const second = await rawPeer(page);
  await eventually(() => expect(second.frames).toHaveLength(1));
  engine.cut();
  await eventually(() => expect(second.closes).toMatchObject([{ code: 'lost' }]));
});

test('a page that asks and never reads loses its link before the host loses its memory', async () => {
  const engine = await openStage('local-socket');
  onTestFinished(() => engine.close());
  const closes: PipeClose[] = [];
  let held = 0;
  let speak: (frame: Frame) => void = () => undefined;
  let end: (close: PipeClose) => void = () => undefined;
  const deaf: Pipe = {
    kind: 'web-socket',
    send: (frame) => {
      held += JSON.stringify(frame).length * 100;
      return false;
    },
    get bufferedBytes() {
      return held;
    },
    onFrame: (listener) => (speak = listener),
    onDrain: () => undefined,
    onClose: (listener) => (end = listener),
    close: (close) => {
      closes.push(close);
      end(close);
    },
  };
  void relay({ window: deaf, dial: engine.transport.dial, role: 'window', token: 'window-token' });
  speak(hello);
  const text = 'x'.repeat(400_000);
  for (let id = 1; id <= 10; id += 1) speak({ k: 'req', id, m: 'echo', p: { text } });
  await eventually(() => expect(closes[0]).toMatchObject({ code: 'lost', reason: 'The window does not read' }));
  await eventually(() => expect(engine.server.connections).toBe(0));
});
