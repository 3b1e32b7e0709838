import { rmSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contracts } from '../../src/engine/contract/index.ts';
import type { Role } from '../../src/engine/contract/define.ts';
import { ok } from '../../src/engine/domain/outcome.ts';
import { connect } from '../../src/engine/link/connect.ts';
import { messagePortPipe } from '../../src/engine/link/message-port-pipe.ts';
import { createServer } from '../../src/engine/link/serve.ts';
import { runDirectoryOf } from '../../src/main/host/data-directory.ts';
import { linkTimers } from '../../src/main/host/link-timers.ts';
import { eventually } from '../support/eventually.ts';
import { keptLog } from '../support/silent-log.ts';
import { app, record } from './fake-electron.ts';
import { childOf, startShell } from './start-shell.ts';

type Posted = { readonly channel: string; readonly message: unknown; readonly ports: readonly MessagePort[] };

let home = '';
beforeAll(async () => ({ home } = await startShell()));
afterAll(async () => {
  app.quit();
  await eventually(() => expect(record.exits).toEqual([0]));
  rmSync(home, { recursive: true, force: true });
  rmSync(runDirectoryOf(home), { recursive: true, force: true });
});

/** The page's frame as the operating system describes it, and what was posted to it. */
function page(frame: Readonly<Record<string, unknown>> = {}) {
  const posted: Posted[] = [];
  const postMessage = (channel: string, message: unknown, ports: readonly MessagePort[]) =>
    posted.push({ channel, message, ports });
  const senderFrame = { parent: null, url: 'quorum://app/index.html', postMessage, ...frame };
  return { posted, event: { sender: { id: 5 }, senderFrame: 'gone' in frame ? null : senderFrame } };
}

function ask(event: unknown, request: unknown): unknown {
  const handler = record.ipc.get('quorum:open-link');
  if (!handler) throw new Error('nobody answers quorum:open-link');
  return handler(event, request);
}

describe('a link of a window', () => {
  it('runs between the page and the process, with nobody between', async () => {
    const { posted, event } = page();
    expect(ask(event, { name: 'execution', id: 7 })).toBe(true);
    expect(posted).toMatchObject([{ channel: 'quorum:link-port', message: { id: 7 } }]);
    const received = childOf('execution').sent.at(-1);
    // The engine serves what main says, never what the page says.
    expect(received?.message).toEqual({ type: 'port', role: 'window', client: 'window-5' });
    const [pagePort, enginePort] = [posted[0]?.ports[0], received?.ports[0]];
    if (!pagePort || !enginePort) throw new Error('a port is missing');
    // From here on only the two ends are used: what main kept, if anything, is not.
    const asked: { input: unknown; role: Role }[] = [];
    const cancel = (input: unknown, { peer }: { peer: { role: Role } }) => {
      asked.push({ input, role: peer.role });
      return ok({ accepted: true, message: 'cancelled' });
    };
    const server = createServer(contracts.execution, { cancel } as never, { timers: linkTimers, log: keptLog() });
    server.accept(messagePortPipe(enginePort), { role: 'window', id: 'window-5' });
    const dial = () => Promise.resolve(ok(messagePortPipe(pagePort)));
    const link = connect(contracts.execution, { dial, timers: linkTimers, client: 'claims to be the host' });
    await eventually(() => expect(link.status().phase).toBe('open'));
    expect(await link.call.cancel({ intent: 'x' })).toEqual({
      ok: true,
      value: { accepted: true, message: 'cancelled' },
    });
    expect(asked).toEqual([{ input: { intent: 'x' }, role: 'window' }]);
    link.close();
    await eventually(() => expect(server.connections).toBe(0));
  });

  it('to the host ends in the host', async () => {
    const { posted, event } = page();
    ask(event, { name: 'host', id: 8 });
    const port = posted[0]?.ports[0];
    if (!port) throw new Error('the port is missing');
    const link = connect(contracts.host, {
      dial: () => Promise.resolve(ok(messagePortPipe(port))),
      timers: linkTimers,
      client: 'page',
    });
    const seen: unknown[] = [];
    link.watch.status({}, { onChange: ({ items }) => void seen.push(...items) });
    await eventually(() => expect(seen).toMatchObject([{ shell: 'electron', mode: 'paper' }]));
    link.close();
  });

  it.each([
    ['a frame of another site', { url: 'https://evil.example/' }],
    ['a look-alike origin', { url: 'quorum://app.evil/index.html' }],
    ['a frame inside the page', { parent: { url: 'quorum://app/index.html' } }],
    ['a frame that is gone', { gone: true }],
  ])('is refused to %s', (_what, frame) => {
    const { posted, event } = page(frame);
    const before = childOf('execution').sent.length;
    expect(() => ask(event, { name: 'execution', id: 1 })).toThrow('refused');
    expect(posted).toEqual([]);
    expect(childOf('execution').sent).toHaveLength(before);
  });

  it.each([
    ['a process windows have no business with', { name: 'practice', id: 1 }],
    ['a name of the prototype', { name: '__proto__', id: 1 }],
    ['a name too long', { name: 'x'.repeat(1_000_000), id: 1 }],
    ['a role claimed', { name: 'execution', id: 1, role: 'host' }],
    ['no number', { name: 'execution' }],
    ['a number that is none', { name: 'execution', id: Number.NaN }],
    ['nothing', undefined],
    ['a list', ['execution', 1]],
    ['text', 'execution'],
  ])('is refused for %s', (_what, request) => {
    const { posted, event } = page();
    expect(() => ask(event, request)).toThrow('refused');
    expect(posted).toEqual([]);
  });

  it('to a process that is down is an error the page can retry', () => {
    childOf('desk').fire('exit', 1);
    const { posted, event } = page();
    expect(() => ask(event, { name: 'desk', id: 2 })).toThrow('desk is not running');
    expect(posted).toEqual([]);
  });
});
