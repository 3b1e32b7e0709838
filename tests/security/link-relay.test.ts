import { expect, test } from 'vitest';
import type { Pipe, PipeClose } from '../../src/engine/link/pipe.ts';
import { relay } from '../../src/main/browser/link-relay.ts';
import { openStage } from '../contract/link-stage.ts';
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
