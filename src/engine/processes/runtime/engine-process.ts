import { join } from 'node:path';
import type { Contract, ContractEntries, Role } from '../../contract/define.ts';
import type { ProcessName } from '../../contract/host-contract.ts';
import { contracts, type ContractName } from '../../contract/index.ts';
import type { HostMessage, InitMessage, PracticeAction } from '../../contract/supervision.ts';
import type { Settings } from '../../contract/settings-schema.ts';
import { socketPath } from '../../contract/socket-path.ts';
import type { Log } from '../../ports/log.ts';
import { createFileLog } from '../../adapters/system/file-log.ts';
import { createWorldClock, type WorldClock } from '../../adapters/system/world-clock.ts';
import type { Client } from '../../link/api.ts';
import { connect } from '../../link/connect.ts';
import { dialLocal } from '../../link/local-socket.ts';
import type { MessagePortLike } from '../../link/message-port-pipe.ts';
import { parentChannel, type ParentChannel } from './parent-channel.ts';

/** What every engine process has in hand; composition roots build their services from it. */
export type ProcessContext = {
  readonly init: InitMessage;
  readonly clock: WorldClock;
  readonly log: Log;
  readonly channel: ParentChannel;
  settings(): Settings;
  onSettings(listener: (settings: Settings) => void): void;
  onKillFile(listener: (present: boolean) => void): void;
  onPractice(listener: (id: number, action: PracticeAction) => void): void;
  onPort(listener: (port: MessagePortLike, role: Role, client: string) => void): void;
  /** A link to another engine process; redials for ever. */
  link<Name extends ContractName>(
    name: Name,
  ): Client<(typeof contracts)[Name] extends Contract<infer E> ? E : ContractEntries>;
};

export type RunningProcess = { close(): Promise<void> };

type Listeners = {
  settings: ((settings: Settings) => void)[];
  killFile: ((present: boolean) => void)[];
  practice: ((id: number, action: PracticeAction) => void)[];
  port: ((port: MessagePortLike, role: Role, client: string) => void)[];
};

/** Waits for the host's first message, builds the process with `compose`, says `ready`, and ends with the host. */
export function runEngineProcess(
  name: ProcessName,
  compose: (context: ProcessContext) => Promise<RunningProcess>,
): void {
  const channel = parentChannel();
  const listeners: Listeners = { settings: [], killFile: [], practice: [], port: [] };
  let started = false;
  let running: RunningProcess | null = null;
  let context: { clock: WorldClock; apply(settings: Settings): void } | null = null;
  const pendingPorts: { port: MessagePortLike; role: Role; client: string }[] = [];

  const stop = (code: number): void => {
    const closing = running;
    running = null;
    const leave = (): void => process.exit(code);
    if (!closing) return leave();
    // A store that hangs must not keep a dead program alive.
    createWorldClock().after(4_000, leave);
    closing.close().then(leave, leave);
  };

  const fatal = (error: unknown): void => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    channel.send({ type: 'fatal', message });
    process.stderr.write(`${name}: ${message}\n`);
    createWorldClock().after(50, () => process.exit(1));
  };

  const start = (init: InitMessage): void => {
    const made = createContext({ name, init, channel, listeners });
    context = { clock: made.context.clock, apply: made.apply };
    compose(made.context).then((result) => {
      running = result;
      for (const waiting of pendingPorts.splice(0))
        for (const tell of listeners.port) tell(waiting.port, waiting.role, waiting.client);
      channel.send({ type: 'ready' });
      made.context.log.info('ready');
    }, fatal);
  };

  const dispatch = (message: HostMessage, ports: readonly MessagePortLike[]): void => {
    switch (message.type) {
      case 'init':
        if (started) return;
        started = true;
        start(message);
        return;
      case 'settings':
        context?.apply(message.settings);
        return;
      case 'clock':
        context?.clock.sync(message.clock);
        return;
      case 'kill-file':
        for (const tell of listeners.killFile) tell(message.present);
        return;
      case 'practice':
        for (const tell of listeners.practice) tell(message.id, message.action);
        return;
      case 'port': {
        const port = ports[0];
        if (!port) return;
        if (running) for (const tell of listeners.port) tell(port, message.role, message.client);
        else pendingPorts.push({ port, role: message.role, client: message.client });
        return;
      }
      case 'shutdown':
        stop(0);
    }
  };

  channel.onMessage(dispatch);
  channel.onLost(() => stop(0));
  process.on('SIGTERM', () => stop(0));
  // The host decides when the program ends; a Ctrl+C in the terminal reaches the whole group.
  process.on('SIGINT', () => undefined);
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);
}

function createContext(parts: {
  readonly name: ProcessName;
  readonly init: InitMessage;
  readonly channel: ParentChannel;
  readonly listeners: Listeners;
}): { context: ProcessContext; apply(settings: Settings): void } {
  const { name, init, channel, listeners } = parts;
  const clock = createWorldClock(init.clock);
  const log = createFileLog({
    path: join(init.dataDirectory, 'logs', `${name}.log`),
    scope: name,
    wallMs: clock.wallMs,
    secrets: Object.values(init.tokens),
    mirror: (line) => process.stderr.write(line),
  });
  let settings = init.settings;
  const context: ProcessContext = {
    init,
    clock,
    log,
    channel,
    settings: () => settings,
    onSettings: (listener) => void listeners.settings.push(listener),
    onKillFile: (listener) => void listeners.killFile.push(listener),
    onPractice: (listener) => void listeners.practice.push(listener),
    onPort: (listener) => void listeners.port.push(listener),
    link: (target) =>
      connect(contracts[target] as never, {
        dial: dialLocal(socketPath(init.runDirectory, target)),
        token: init.tokens[name as Role] ?? '',
        client: name,
        timers: clock,
      }) as never,
  };
  return {
    context,
    apply: (next) => {
      settings = next;
      for (const tell of listeners.settings) tell(next);
    },
  };
}
