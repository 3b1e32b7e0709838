import { join } from 'node:path';
import type { Role } from '../../engine/contract/define.ts';
import { hostContract, type HostStatus, type ProcessName } from '../../engine/contract/host-contract.ts';
import { socketPath } from '../../engine/contract/socket-path.ts';
import { noSecrets, type InitMessage } from '../../engine/contract/supervision.ts';
import type { TradingMode } from '../../engine/domain/account.ts';
import { fail, ok, type Outcome } from '../../engine/domain/outcome.ts';
import type { Dial } from '../../engine/link/api.ts';
import { dialLocal, listenLocal } from '../../engine/link/local-socket.ts';
import { peerOfToken } from '../../engine/link/peer-of-token.ts';
import { createServer, type LinkServer } from '../../engine/link/serve.ts';
import type { Log } from '../../engine/ports/log.ts';
import { openCredentials } from './credential-keeper.ts';
import { prepareDirectories, type Directories } from './data-directory.ts';
import { followRepair } from './follow-repair.ts';
import { hostImplementation } from './host-implementation.ts';
import { keepInformed } from './keep-informed.ts';
import { watchKillFile } from './kill-file.ts';
import { linkTimers } from './link-timers.ts';
import { observable } from './observable.ts';
import { createPracticeControl } from './practice-control.ts';
import { mintTokens, writeRunFile } from './run-file.ts';
import { openSettingsFile } from './settings-file.ts';
import type { SecretStore } from './secret-store.ts';
import type { Spawner } from './spawner.ts';
import { startInOrder } from './start-in-order.ts';
import { Supervisor } from './supervisor.ts';
import { processesOf } from './topology.ts';
import { openWorkspaceFiles } from './workspace-files.ts';
import { initialWorld, vendorsFor } from './world-state.ts';

export type HostOptions = {
  readonly home: string;
  /** Null = as the settings say. */
  readonly mode: TradingMode | null;
  readonly version: string;
  readonly shell: HostStatus['shell'];
  readonly spawn: Spawner;
  readonly log: Log;
  /** Where the trader's vendor keys lie. */
  readonly secrets: SecretStore;
  readonly openWindow: (route: string) => Promise<{ readonly opened: boolean; readonly url: string }>;
  readonly onQuit: () => void;
};

export interface Host {
  readonly mode: TradingMode;
  readonly directories: Directories;
  readonly tokens: Readonly<Record<Role, string>>;
  /** Serves the host's own contract; shells hand it the pipes of their windows. */
  readonly server: LinkServer;
  readonly supervisor: Supervisor;
  /** A pipe to an engine process, for shells that relay. */
  dial(process: ProcessName): Dial;
  close(): Promise<void>;
}

/** True when another instance answers on the host's socket. */
async function alreadyRunning(path: string): Promise<boolean> {
  const answer = await dialLocal(path)();
  if (answer.ok) answer.value.close({ code: 'closed', reason: 'probe' });
  return answer.ok;
}

/** Settings, processes, clock and kill file of one running program; the shells add windows to it. */
export async function createHost(
  options: HostOptions,
): Promise<Outcome<Host, 'unwritable' | 'foreign' | 'already-running'>> {
  const settingsFile = openSettingsFile(options.home);
  const mode = options.mode ?? settingsFile.current().world;
  const prepared = prepareDirectories(options.home, mode);
  if (!prepared.ok) return prepared;
  const directories = prepared.value;
  const hostSocket = socketPath(directories.run, 'host');
  if (await alreadyRunning(hostSocket)) {
    return fail(
      'already-running',
      `Quorum is already running with the data in ${directories.home}. Use that window, or set QUORUM_HOME to run a second one.`,
    );
  }

  const credentials = await openCredentials({ home: directories.home, store: options.secrets });
  const tokens = mintTokens();
  const world = initialWorld(mode, settingsFile.current());
  const startedTime = Date.now();
  const settings = observable(settingsFile.current());
  const status = observable<HostStatus>({
    key: 'host',
    version: options.version,
    shell: options.shell,
    mode,
    clock: world.clock,
    homeDirectory: directories.home,
    dataDirectory: directories.data,
    settingsProblem: settingsFile.problem(),
    startedTime,
    killFile: false,
    practice: null,
  });
  const killFile = watchKillFile(options.home, (present) => {
    status.set({ ...status.get(), killFile: present });
    supervisor.broadcast({ type: 'kill-file', present });
  });
  status.set({ ...status.get(), killFile: killFile.present() });

  const init = (process: ProcessName): InitMessage => ({
    type: 'init',
    process,
    version: options.version,
    mode,
    settings: settings.get(),
    settingsProblem: settingsFile.problem()?.message ?? null,
    clock: world.clock,
    dataDirectory: directories.data,
    runDirectory: directories.run,
    tokens,
    broker: world.broker,
    vendors: vendorsFor(process, world),
    killFile: killFile.present(),
    marketRun: world.practice?.run ?? '',
    secrets: process === 'ingestion' ? credentials.secrets() : noSecrets,
    homeDirectory: directories.home,
  });
  const supervisor = new Supervisor({
    processes: processesOf(mode),
    spawn: options.spawn,
    init,
    clock: { ...linkTimers, wallMs: Date.now },
  });
  const practice = createPracticeControl(supervisor);

  keepInformed({ mode, world, status, settings, supervisor, practice });
  credentials.onSecrets((secrets) => supervisor.send('ingestion', { type: 'secrets', secrets }));

  const repair = followRepair({
    file: settingsFile,
    after: linkTimers.after,
    changed: () => {
      status.set({ ...status.get(), settingsProblem: settingsFile.problem() });
      settings.set(settingsFile.current());
    },
  });

  const server = createServer(
    hostContract,
    hostImplementation({
      status,
      settings,
      settingsFile,
      supervisor,
      practice,
      credentials,
      workspaces: openWorkspaceFiles(options.home),
      openWindow: options.openWindow,
      quit: options.onQuit,
    }),
    { timers: linkTimers, log: options.log, authorise: (token) => peerOfToken(tokens, token) },
  );
  const listener = await listenLocal({
    path: hostSocket,
    timers: linkTimers,
    onPipe: (pipe) => void server.accept(pipe),
  });
  if (!listener.ok) {
    killFile.close();
    repair.close();
    return fail('already-running', listener.failure.message);
  }
  writeRunFile(join(directories.home, 'run.json'), {
    pid: process.pid,
    version: options.version,
    mode,
    cliToken: tokens.cli,
  });

  startInOrder(supervisor, mode);
  return ok({
    mode,
    directories,
    tokens,
    server,
    supervisor,
    dial: (name) => dialLocal(socketPath(directories.run, name)),
    close: async () => {
      killFile.close();
      repair.close();
      await supervisor.close();
      server.close();
      await listener.value.close();
    },
  });
}
