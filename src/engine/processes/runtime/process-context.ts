import { join } from 'node:path';
import type { Contract, ContractEntries, Role } from '../../contract/define.ts';
import type { ProcessName } from '../../contract/host-contract.ts';
import { contracts, type ContractName } from '../../contract/index.ts';
import type { HostMessage, InitMessage, PracticeAction, VendorSecrets } from '../../contract/supervision.ts';
import type { Settings } from '../../contract/settings-schema.ts';
import { socketPath } from '../../contract/socket-path.ts';
import type { Log } from '../../ports/log.ts';
import { createFileLog } from '../../adapters/system/file-log.ts';
import { createWorldClock, type WorldClock } from '../../adapters/system/world-clock.ts';
import type { Client } from '../../link/api.ts';
import { connect } from '../../link/connect.ts';
import { dialLocal } from '../../link/local-socket.ts';
import type { MessagePortLike } from '../../link/message-port-pipe.ts';
import type { ParentChannel } from './parent-channel.ts';

type PortListener = (port: MessagePortLike, role: Role, client: string) => void;

/** What every engine process has in hand; composition roots build their services from it. */
export type ProcessContext = {
  readonly init: InitMessage;
  readonly clock: WorldClock;
  readonly log: Log;
  readonly channel: ParentChannel;
  settings(): Settings;
  /** Why the settings in force are not those of the file; null when they are. */
  settingsProblem(): string | null;
  onSettings(listener: (settings: Settings) => void): void;
  /** The trader's vendor keys, at once and whenever they change. */
  onSecrets(listener: (secrets: VendorSecrets) => void): void;
  /** Tells the present state at once, and every change of it. */
  onKillFile(listener: (present: boolean) => void): void;
  onPractice(listener: (id: number, action: PracticeAction) => void): void;
  onPort(listener: PortListener): void;
  /** A link to another engine process; redials for ever. */
  link<Name extends ContractName>(
    name: Name,
  ): Client<(typeof contracts)[Name] extends Contract<infer E> ? E : ContractEntries>;
};

export type RunningContext = {
  readonly context: ProcessContext;
  /** Takes what the host says after its first message. */
  receive(message: HostMessage, ports: readonly MessagePortLike[]): void;
  /** The process is built: windows that came early are let in. */
  composed(): void;
};

/**
 * Link tokens and vendor keys, none of which may stand in a log. Old keys stay hidden after they are replaced; those of
 * emulators open nothing, but go the way of real ones.
 */
function hiddenWords(init: InitMessage, { stored, environment }: VendorSecrets): readonly string[] {
  const emulated = Object.values(init.vendors ?? {}).flatMap(({ credentials }) => Object.values(credentials));
  return [...Object.values(init.tokens), ...Object.values(stored), ...Object.values(environment), ...emulated];
}

export function createProcessContext(parts: {
  readonly name: ProcessName;
  readonly init: InitMessage;
  readonly channel: ParentChannel;
}): RunningContext {
  const { name, init, channel } = parts;
  const clock = createWorldClock(init.clock);
  let secrets = init.secrets;
  let hidden = hiddenWords(init, secrets);
  const log = createFileLog({
    path: join(init.dataDirectory, 'logs', `${name}.log`),
    scope: name,
    wallMs: clock.wallMs,
    secrets: () => hidden,
    mirror: (line) => process.stderr.write(line),
  });
  const onSettings: ((settings: Settings) => void)[] = [];
  const onSecrets: ((secrets: VendorSecrets) => void)[] = [];
  const onKillFile: ((present: boolean) => void)[] = [];
  const onPractice: ((id: number, action: PracticeAction) => void)[] = [];
  const onPort: PortListener[] = [];
  let settings = init.settings;
  let settingsProblem = init.settingsProblem;
  let killFile = init.killFile;
  /** Null once composed. */
  let early: Parameters<PortListener>[] | null = [];

  const context: ProcessContext = {
    init,
    clock,
    log,
    channel,
    settings: () => settings,
    settingsProblem: () => settingsProblem,
    onSettings: (listener) => void onSettings.push(listener),
    onSecrets: (listener) => {
      onSecrets.push(listener);
      listener(secrets);
    },
    onKillFile: (listener) => {
      onKillFile.push(listener);
      listener(killFile);
    },
    onPractice: (listener) => void onPractice.push(listener),
    onPort: (listener) => void onPort.push(listener),
    link: (target) =>
      connect(contracts[target] as never, {
        dial: dialLocal(socketPath(init.runDirectory, target)),
        token: init.tokens[name as Role] ?? '',
        client: name,
        timers: clock,
      }) as never,
  };

  const receive = (message: HostMessage, ports: readonly MessagePortLike[]): void => {
    switch (message.type) {
      // The process's life, not its context.
      case 'init':
      case 'shutdown':
        return;
      case 'settings':
        settings = message.settings;
        settingsProblem = message.problem;
        for (const tell of onSettings) tell(settings);
        return;
      case 'clock':
        return clock.sync(message.clock);
      case 'secrets':
        secrets = message.secrets;
        hidden = [...hidden, ...hiddenWords(init, secrets)];
        for (const tell of onSecrets) tell(secrets);
        return;
      case 'kill-file':
        killFile = message.present;
        for (const tell of onKillFile) tell(killFile);
        return;
      case 'practice':
        for (const tell of onPractice) tell(message.id, message.action);
        return;
      case 'port': {
        const [port] = ports;
        if (!port) return;
        if (early) early.push([port, message.role, message.client]);
        else for (const tell of onPort) tell(port, message.role, message.client);
      }
    }
  };

  const composed = (): void => {
    const waiting = early ?? [];
    early = null;
    for (const [port, role, client] of waiting) for (const tell of onPort) tell(port, role, client);
  };
  return { context, receive, composed };
}
