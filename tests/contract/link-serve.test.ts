import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { ok } from '../../src/engine/domain/outcome.ts';
import { connect } from '../../src/engine/link/connect.ts';
import { messagePortPipe } from '../../src/engine/link/message-port-pipe.ts';
import { serve } from '../../src/engine/link/serve.ts';
import { eventually } from '../support/eventually.ts';
import { memoryLog } from './memory-log.ts';
import { realTimers } from './real-timers.ts';
import { sampleContract } from './sample-contract.ts';
import { createSample } from './sample-implementation.ts';

test('one pipe is served to a peer the transport vouches for', async () => {
  const { port1, port2 } = new MessageChannel();
  const sample = createSample();
  const changes: string[] = [];
  const served = serve({
    pipe: messagePortPipe(port1),
    contract: sampleContract,
    implementation: sample.implementation,
    peer: { role: 'desk', id: 'desk' },
    timers: realTimers,
    log: memoryLog().log,
    onPeer: (peer, change) => changes.push(`${peer.id} ${change}`),
  });
  const client = connect(sampleContract, {
    dial: () => Promise.resolve(ok(messagePortPipe(port2))),
    timers: realTimers,
  });
  expect(await client.call.echo({ text: 'a' })).toEqual({ ok: true, value: { text: 'a', role: 'desk' } });
  client.watch.events({}, { onItem: () => undefined });
  await eventually(() => expect(served.subscriptions).toBe(1));
  expect(served.peers).toEqual([{ role: 'desk', id: 'desk' }]);
  served.close();
  await eventually(() => expect(client.status().phase).toBe('lost'));
  client.close();
  expect([served.peers, served.subscriptions, sample.open]).toEqual([[], 0, 0]);
  expect(changes).toEqual(['desk joined', 'desk left']);
});

test('without an authoriser nobody gets in by a token', async () => {
  const { port1, port2 } = new MessageChannel();
  serve({
    pipe: messagePortPipe(port1),
    contract: sampleContract,
    implementation: createSample().implementation,
    timers: realTimers,
    log: memoryLog().log,
  });
  const client = connect(sampleContract, {
    dial: () => Promise.resolve(ok(messagePortPipe(port2))),
    timers: realTimers,
  });
  expect(await client.call.echo({ text: 'a' })).toMatchObject({ ok: false, failure: { code: 'unauthorised' } });
  client.close();
});
