import { fork } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { InitMessage, ProcessMessage } from '../../src/engine/contract/supervision.ts';
import { endpointsOf } from '../../src/engine/processes/practice/vendor-endpoints.ts';
import { startPracticeWorld, type PracticeWorld } from '../../src/engine/simulators/practice-world.ts';
import type { ProcessExit, SpawnedProcess, Spawner } from '../../src/main/host/spawner.ts';
import { entryFile } from '../../src/main/host/topology.ts';
import { keptLog } from './silent-log.ts';

const built = resolve(import.meta.dirname, '..', '..', 'out', 'main');

export type MarketInTest = {
  readonly spawn: Spawner;
  world(): PracticeWorld;
  /** What the engine processes wrote to standard error. */
  errors(): string;
};

/**
 * The built engine processes as real children, except that the practice market lives in the test: what the broker
 * really holds can be looked at, and faults happen when the test says so.
 */
export function marketInTest(prepare: (world: PracticeWorld) => Promise<void> = () => Promise.resolve()): MarketInTest {
  let world: PracticeWorld | null = null;
  let errors = '';
  return {
    spawn: (name) =>
      name === 'practice'
        ? practiceInTest(async (started) => {
            world = started;
            await prepare(started);
          })
        : childOf(name, (text) => (errors += text)),
    world: () => {
      if (!world) throw new Error('the practice market has not started');
      return world;
    },
    errors: () => errors,
  };
}

function childOf(name: Parameters<Spawner>[0], onError: (text: string) => void): SpawnedProcess {
  const child = fork(join(built, entryFile(name)), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--enable-source-maps'],
  });
  child.stderr?.setEncoding('utf8').on('data', onError);
  child.on('error', () => undefined);
  return {
    pid: child.pid ?? null,
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => child.on('message', (message) => listener(message as ProcessMessage)),
    onExit: (listener) => child.once('exit', (code, signal) => listener({ code, signal })),
    terminate: () => child.kill('SIGTERM'),
    kill: () => child.kill('SIGKILL'),
  };
}

/** Speaks with the host as the practice process does. */
function practiceInTest(onStart: (world: PracticeWorld) => Promise<void>): SpawnedProcess {
  const listeners: ((message: ProcessMessage) => void)[] = [];
  const exits: ((exit: ProcessExit) => void)[] = [];
  const say = (message: ProcessMessage): void => listeners.forEach((tell) => tell(message));
  let running: PracticeWorld | null = null;
  const end = (): void => {
    void running?.close();
    exits.forEach((tell) => tell({ code: 0, signal: null }));
  };
  const start = async ({ settings }: InitMessage): Promise<void> => {
    const { seed, speed } = settings.practice;
    const world = await startPracticeWorld({ seed, speed, dataDir: null, log: keptLog() });
    running = world;
    await onStart(world);
    const tell = (): void => {
      const { venueMs, wallMs, run, tradingDate, twsPort, speed: now } = world.state();
      say({
        type: 'practice-state',
        clock: { venueMs, wallMs, speed: now },
        practice: { run, seed, tradingDate, twsPort, speed: now },
        vendors: endpointsOf(world.vendors),
      });
    };
    world.onClock(tell);
    tell();
    say({ type: 'ready' });
  };
  return {
    pid: process.pid,
    send: (message) => {
      if (message.type === 'init') void start(message);
      if (message.type === 'shutdown') end();
    },
    onMessage: (listener) => void listeners.push(listener),
    onExit: (listener) => void exits.push(listener),
    terminate: end,
    kill: end,
  };
}
