import type { Failure } from '../domain/outcome.ts';
import type { LinkTimers } from './api.ts';
import { frameVersion, type ClientFrame, type Frame, type HelloFrame, type ServerFrame } from './frames.ts';
import { watchLiveness } from './liveness.ts';
import type { Pipe } from './pipe.ts';

const welcomeTimeoutMs = 5_000;

type Handlers = {
  readonly onOpen: (send: (frame: ClientFrame) => void, epoch: string) => void;
  readonly onFrame: (frame: ServerFrame) => void;
  readonly onRefused: (failure: Failure) => void;
  readonly onLost: (reason: string) => void;
};

/** One pipe at a client, from the greeting to its end; exactly one of `onRefused` and `onLost` is the last word. */
export function openClientLink(options: {
  readonly pipe: Pipe;
  readonly timers: LinkTimers;
  readonly hello: Omit<HelloFrame, 'k' | 'v'>;
  readonly handlers: Handlers;
}): { close(): void } {
  const { pipe, timers, hello, handlers } = options;
  let liveness: { heard(): void; close(): void } | null = null;
  let over = false;
  const cancelWelcome = timers.after(welcomeTimeoutMs, () => finish('No answer to the greeting'));
  const finish = (reason: string, failure: Failure | null = null): void => {
    if (over) return;
    over = true;
    cancelWelcome();
    liveness?.close();
    pipe.close({ code: 'closed', reason: 'The client hangs up' });
    if (failure === null) handlers.onLost(reason);
    else handlers.onRefused(failure);
  };
  const send = (frame: ClientFrame): void => {
    if (!over) pipe.send(frame);
  };
  const receive = (frame: Frame): void => {
    if (over) return;
    liveness?.heard();
    if (frame.k === 'refuse') return finish(frame.e.message, frame.e);
    if (frame.k === 'ping') return send({ k: 'pong', t: frame.t });
    if (frame.k === 'pong') return;
    if (frame.k !== 'welcome')
      return liveness === null ? finish('A frame before the welcome') : handlers.onFrame(frame as ServerFrame);
    if (liveness !== null) return finish('A second welcome');
    if (frame.v !== frameVersion || frame.hash !== hello.hash) return finish('', mismatch(hello.contract));
    cancelWelcome();
    liveness = watchLiveness({
      timers,
      ping: (t) => send({ k: 'ping', t }),
      dead: () => finish('The other end is silent'),
    });
    handlers.onOpen(send, frame.epoch);
  };
  pipe.onClose((close) => finish(close.reason));
  pipe.onFrame(receive);
  send({ k: 'hello', v: frameVersion, ...hello });
  return { close: () => finish('closed') };
}

function mismatch(contract: string): Failure {
  return {
    code: 'contract-mismatch',
    message: `The two ends were built from different versions of the '${contract}' contract`,
  };
}
