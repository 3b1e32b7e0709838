import { setFlagsFromString } from 'node:v8';
import type { ProcessName } from '../../contract/host-contract.ts';
import type { HostMessage, InitMessage } from '../../contract/supervision.ts';
import { createWorldClock } from '../../adapters/system/world-clock.ts';
import type { MessagePortLike } from '../../link/message-port-pipe.ts';
import { parentChannel } from './parent-channel.ts';
import { createProcessContext, type ProcessContext, type RunningContext } from './process-context.ts';

export type RunningProcess = { close(): Promise<void> };

/** A store that hangs must not keep a dead program alive. */
const longestCloseMs = 4_000;
const signOfLifeMs = 2_000;
/** On a machine with much memory V8 lets the garbage grow to four times what is alive before it looks. */
const mostGarbagePercent = 50;

/** Waits for the host's first message, builds the process with `compose`, says `ready`, and ends with the host. */
export function runEngineProcess(
  name: ProcessName,
  compose: (context: ProcessContext) => Promise<RunningProcess>,
): void {
  // Journal, stores and logs are for the trader alone, whatever the shell that started the program allows.
  process.umask(0o077);
  setFlagsFromString(`--heap-growing-percent=${mostGarbagePercent}`);
  const channel = parentChannel();
  const realTime = createWorldClock();
  let current: RunningContext | null = null;
  let running: RunningProcess | null = null;

  const stop = (): void => {
    const closing = running;
    running = null;
    const leave = (): void => process.exit(0);
    if (!closing) return leave();
    realTime.after(longestCloseMs, leave);
    closing.close().then(leave, leave);
  };

  const fatal = (error: unknown): void => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    channel.send({ type: 'fatal', message });
    process.stderr.write(`${name}: ${message}\n`);
    realTime.after(50, () => process.exit(1));
  };

  const start = (init: InitMessage): void => {
    const live = (): void => channel.send({ type: 'alive' });
    live();
    realTime.every(signOfLifeMs, live);
    const made = createProcessContext({ name, init, channel });
    current = made;
    compose(made.context).then((result) => {
      running = result;
      made.composed();
      channel.send({ type: 'ready' });
      made.context.log.info('ready');
    }, fatal);
  };

  channel.onMessage((message: HostMessage, ports: readonly MessagePortLike[]) => {
    if (message.type === 'shutdown') stop();
    else if (message.type !== 'init') current?.receive(message, ports);
    else if (current === null) start(message);
  });
  channel.onLost(stop);
  process.on('SIGTERM', stop);
  // The host decides when the program ends; a Ctrl+C in the terminal reaches the whole group.
  process.on('SIGINT', () => undefined);
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);
}
