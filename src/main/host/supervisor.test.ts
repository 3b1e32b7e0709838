import { beforeEach, describe, expect, it } from 'vitest';
import type { ProcessName } from '../../engine/contract/host-contract.ts';
import { settingsSchema } from '../../engine/contract/settings-schema.ts';
import {
  noSecrets,
  type HostMessage,
  type InitMessage,
  type ProcessMessage,
} from '../../engine/contract/supervision.ts';
import { mintTokens } from './run-file.ts';
import type { ProcessExit, SpawnedProcess } from './spawner.ts';
import { Supervisor } from './supervisor.ts';

/** A process that exists only on paper: the test decides what it says and when it dies. */
class PaperProcess implements SpawnedProcess {
  readonly pid: number;
  readonly received: HostMessage[] = [];
  terminated = false;
  killed = false;
  #message: (message: ProcessMessage) => void = () => undefined;
  #exit: (exit: ProcessExit) => void = () => undefined;

  constructor(pid: number) {
    this.pid = pid;
  }

  send(message: HostMessage): void {
    this.received.push(message);
  }

  onMessage(listener: (message: ProcessMessage) => void): void {
    this.#message = listener;
  }

  onExit(listener: (exit: ProcessExit) => void): void {
    this.#exit = listener;
  }

  terminate(): void {
    this.terminated = true;
  }

  kill(): void {
    this.killed = true;
  }

  says(message: ProcessMessage): void {
    this.#message(message);
  }

  dies(exit: ProcessExit): void {
    this.#exit(exit);
  }
}

const crash: ProcessExit = { code: null, signal: 'SIGKILL' };

describe('supervisor', () => {
  let now = 0;
  let wallAhead = 0;
  let timers: { readonly at: number; readonly task: () => void; dead: boolean }[] = [];
  let spawned: { readonly name: ProcessName; readonly process: PaperProcess }[] = [];
  let supervisor: Supervisor;

  /** Timers set on the way fire on the way, in order. */
  const advance = (ms: number): void => {
    const end = now + ms;
    for (;;) {
      const [next] = timers.filter((each) => !each.dead && each.at <= end).toSorted((a, b) => a.at - b.at);
      if (!next) break;
      now = Math.max(now, next.at);
      next.dead = true;
      next.task();
    }
    now = end;
  };
  const last = (name: ProcessName): PaperProcess => {
    const found = spawned.filter((each) => each.name === name).at(-1);
    if (!found) throw new Error(`${name} was never started`);
    return found.process;
  };
  const stateOf = (name: ProcessName): string =>
    supervisor.states().find((state) => state.process === name)?.state ?? 'missing';

  beforeEach(() => {
    now = 0;
    wallAhead = 0;
    timers = [];
    spawned = [];
    supervisor = new Supervisor({
      processes: ['ingestion', 'execution'],
      spawn: (name) => {
        const process = new PaperProcess(spawned.length + 1);
        spawned.push({ name, process });
        return process;
      },
      init: (process): InitMessage => ({
        type: 'init',
        process,
        version: '0',
        mode: 'practice',
        settings: settingsSchema.parse({}),
        settingsProblem: null,
        clock: { venueMs: 0, wallMs: 0, speed: 1 },
        dataDirectory: '',
        runDirectory: '',
        tokens: mintTokens(),
        broker: null,
        vendors: null,
        killFile: false,
        marketRun: '',
        secrets: noSecrets,
        homeDirectory: '',
      }),
      clock: {
        monotonicMs: () => now,
        wallMs: () => now + wallAhead,
        after: (delayMs, task) => {
          const timer = { at: now + delayMs, task, dead: false };
          timers.push(timer);
          return () => {
            timer.dead = true;
          };
        },
      },
    });
    supervisor.start('ingestion');
    supervisor.start('execution');
    last('ingestion').says({ type: 'ready' });
    last('execution').says({ type: 'ready' });
  });

  it('restarts a crashed process after half a second and leaves the other alone', () => {
    last('ingestion').dies(crash);
    expect(stateOf('ingestion')).toBe('restarting');
    expect(stateOf('execution')).toBe('running');
    advance(499);
    expect(spawned).toHaveLength(2);
    advance(1);
    expect(stateOf('ingestion')).toBe('starting');
    last('ingestion').says({ type: 'ready' });
    expect(stateOf('ingestion')).toBe('running');
    expect(supervisor.states()[0]).toMatchObject({ restarts: 1, lastExit: 'ended by SIGKILL' });
  });

  it('doubles the delay with each crash and gives up after five in five minutes', () => {
    const delays: (number | null)[] = [];
    for (let round = 0; round < 4; round += 1) {
      last('ingestion').dies(crash);
      const delay = supervisor.states()[0]?.nextAttemptMs ?? null;
      delays.push(delay);
      advance(delay ?? 0);
    }
    expect(delays).toEqual([500, 1_000, 2_000, 4_000]);
    last('ingestion').dies(crash);
    expect(stateOf('ingestion')).toBe('gave-up');
    advance(600_000);
    expect(stateOf('ingestion')).toBe('gave-up');
    supervisor.restart('ingestion', false);
    expect(stateOf('ingestion')).toBe('starting');
  });

  it('forgets crashes older than five minutes', () => {
    for (let round = 0; round < 8; round += 1) {
      last('ingestion').dies(crash);
      advance(120_000);
      expect(stateOf('ingestion')).toBe('starting');
    }
  });

  it('counts crashes in real time: a clock set forward forgives none, set back holds none against it', () => {
    for (let round = 0; round < 4; round += 1) {
      last('ingestion').dies(crash);
      advance(supervisor.states()[0]?.nextAttemptMs ?? 0);
      wallAhead += 3_600_000;
    }
    last('ingestion').dies(crash);
    expect(stateOf('ingestion')).toBe('gave-up');
    for (let round = 0; round < 8; round += 1) {
      last('execution').dies(crash);
      advance(120_000);
      wallAhead -= 120_000;
      expect(stateOf('execution')).toBe('starting');
    }
  });

  it('ends a process that hangs when it is told to restart: asked, SIGTERM, SIGKILL', () => {
    const hung = last('ingestion');
    supervisor.restart('ingestion', false);
    expect(hung.received.at(-1)).toEqual({ type: 'shutdown' });
    advance(5_999);
    expect([hung.terminated, hung.killed]).toEqual([false, false]);
    advance(1);
    expect([hung.terminated, hung.killed]).toEqual([true, false]);
    advance(2_000);
    expect(hung.killed).toBe(true);
    hung.dies(crash);
    expect(supervisor.states()[0]).toMatchObject({ state: 'starting', restarts: 1, lastExit: 'restarted on request' });
  });

  it('leaves alone who went when asked, and its successor', () => {
    const old = last('ingestion');
    supervisor.restart('ingestion', false);
    old.dies({ code: 0, signal: null });
    const next = last('ingestion');
    next.says({ type: 'ready' });
    advance(20_000);
    expect([old, next].map(({ terminated, killed }) => terminated || killed)).toEqual([false, false]);
  });

  it('shows who says nothing for ten seconds as not answering, until it speaks again', () => {
    last('ingestion').says({ type: 'alive' });
    for (let second = 0; second < 30; second += 2) {
      advance(2_000);
      last('execution').says({ type: 'alive' });
      expect(stateOf('ingestion')).toBe(second < 8 ? 'running' : 'not-answering');
    }
    expect(stateOf('execution')).toBe('running');
    last('ingestion').says({ type: 'alive' });
    expect(stateOf('ingestion')).toBe('running');
  });

  it('names the reason a process gave before it died', () => {
    last('execution').says({ type: 'fatal', message: 'journal.db: the disk is full\n  at somewhere' });
    last('execution').dies({ code: 1, signal: null });
    expect(supervisor.states()[1]?.lastExit).toBe('exit code 1: journal.db: the disk is full');
  });

  it('ignores what a dead predecessor still says', () => {
    const old = last('ingestion');
    old.dies(crash);
    advance(500);
    old.says({ type: 'ready' });
    expect(stateOf('ingestion')).toBe('starting');
  });

  it('asks everybody to stop, and kills who does not', async () => {
    const closing = supervisor.close(1_000);
    expect(last('ingestion').received.at(-1)).toEqual({ type: 'shutdown' });
    last('ingestion').dies({ code: 0, signal: null });
    expect(stateOf('ingestion')).toBe('stopped');
    advance(1_000);
    await closing;
    expect(last('execution').killed).toBe(true);
  });
});
