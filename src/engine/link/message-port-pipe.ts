import { checkFrame } from './frame-check.ts';
import { PipeEvents } from './pipe-events.ts';
import type { Pipe } from './pipe.ts';

/** A browser `MessagePort`, Node's, or Electron's `MessagePortMain`. */
export type MessagePortLike = BrowserPort | NodePort;
type BrowserPort = {
  postMessage(message: unknown): void;
  close(): void;
  start?(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close' | 'messageerror', listener: () => void): void;
};
type NodePort = {
  postMessage(message: unknown): void;
  close(): void;
  start?(): void;
  on(type: 'message', listener: (message: unknown) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
};

/** The last message before a port is closed: browsers do not reliably tell the other end. */
const goodbye = 'bye';

/**
 * Frames as structured objects. Never with a transfer list: buffers handed over to Electron's MessagePortMain arrive empty.
 * Ports have no back-pressure of their own; the acknowledgements of the link are what bounds their queue.
 */
export function messagePortPipe(port: MessagePortLike): Pipe {
  const events = new PipeEvents();
  const receive = (message: unknown): void => {
    if (events.closed) return;
    if (message === goodbye) return shut({ code: 'lost', reason: 'The other end closed the port' });
    const frame = checkFrame(message);
    if (frame.ok) events.frame(frame.value);
    else shut({ code: 'hostile', reason: frame.failure.message });
  };
  const shut: Pipe['close'] = (close) => {
    if (!events.close(close)) return;
    port.postMessage(goodbye);
    port.close();
  };
  const pipe: Pipe = {
    kind: 'message-port',
    send(frame) {
      if (!events.closed) port.postMessage(frame);
      return true;
    },
    bufferedBytes: 0,
    onFrame(listener) {
      events.onFrame(listener);
      port.start?.();
    },
    onDrain: (listener) => events.onDrain(listener),
    onClose: (listener) => events.onClose(listener),
    close: shut,
  };
  listen(port, { receive, lost: () => events.close({ code: 'lost', reason: 'The other end of the port is gone' }) });
  return pipe;
}

function listen(
  port: MessagePortLike,
  on: { readonly receive: (message: unknown) => void; readonly lost: () => void },
): void {
  if ('on' in port) {
    // Node hands over the message itself, MessagePortMain an event; a frame has a kind and no `data`.
    port.on('message', (message) => on.receive(dataOf(message)));
    port.on('close', on.lost);
    return;
  }
  port.addEventListener('message', (event) => on.receive(event.data));
  port.addEventListener('messageerror', () => on.receive(undefined));
  port.addEventListener('close', on.lost);
}

function dataOf(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || 'k' in message || !('data' in message)) return message;
  return message.data;
}
