import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { eventually } from '../../../tests/support/eventually.ts';
import type { Frame } from './frames.ts';
import { messagePortPipe, type MessagePortLike } from './message-port-pipe.ts';
import type { PipeClose } from './pipe.ts';

/** A port as a page has it: events only, and none for the close of the other end. */
function asInBrowser(port: MessagePort): MessagePortLike {
  return {
    postMessage: (message: unknown) => port.postMessage(message),
    close: () => port.close(),
    start: () => port.start(),
    addEventListener: (type: string, listener: (event: { readonly data: unknown }) => void) => {
      if (type === 'message') port.on('message', (data: unknown) => listener({ data }));
    },
  };
}

/** A port as Electron's main side has it: listeners by `on`, messages wrapped in an event. */
function asInElectron(port: MessagePort): MessagePortLike {
  return {
    postMessage: (message: unknown) => port.postMessage(message),
    close: () => port.close(),
    start: () => port.start(),
    on: (type: string, listener: (event: unknown) => void) => {
      if (type === 'message') port.on('message', (data: unknown) => listener({ data, ports: [] }));
      else port.on('close', () => listener(undefined));
    },
  };
}

const batch: Frame = {
  k: 'batch',
  id: 1,
  n: 1,
  meta: null,
  columns: { price: Float64Array.of(1, Number.NaN) },
  gap: false,
  snapshot: true,
};

test.each([
  ['Node', (port: MessagePort): MessagePortLike => port],
  ['a browser', asInBrowser],
  ['Electron', asInElectron],
])('the port of %s carries frames in order and tells of the end', async (_where, make) => {
  const { port1, port2 } = new MessageChannel();
  const [near, far] = [messagePortPipe(make(port1)), messagePortPipe(make(port2))];
  const frames: Frame[] = [];
  const closes: PipeClose[] = [];
  near.send(batch);
  near.send({ k: 'ping', t: 1 });
  far.onFrame((frame) => frames.push(frame));
  far.onClose((close) => closes.push(close));
  await eventually(() => expect(frames).toEqual([batch, { k: 'ping', t: 1 }]));
  near.close({ code: 'closed', reason: 'done' });
  await eventually(() => expect(closes).toMatchObject([{ code: 'lost' }]));
});

test('what was sent is copied: the sender keeps its columns', async () => {
  const { port1, port2 } = new MessageChannel();
  const [near, far] = [messagePortPipe(port1), messagePortPipe(port2)];
  const frames: Frame[] = [];
  far.onFrame((frame) => frames.push(frame));
  near.send(batch);
  await eventually(() => expect(frames.length).toBe(1));
  expect(batch.columns['price']?.length).toBe(2);
  near.close({ code: 'closed', reason: 'done' });
});
