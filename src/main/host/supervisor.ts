import type { ProcessName, ProcessState } from '../../engine/contract/host-contract.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { HostMessage, InitMessage, ProcessMessage } from '../../engine/contract/supervision.ts';
import { givesUp, recentCrashes, restartDelayMs } from './backoff.ts';
import { SilenceWatch } from './silence-watch.ts';
import type { ProcessExit, SpawnedProcess, Spawner } from './spawner.ts';

export type SupervisorOptions = {
  readonly processes: readonly ProcessName[];
  readonly spawn: Spawner;
  readonly init: (process: ProcessName) => InitMessage;
  /** Crashes are counted in real time that never jumps; the wall clock only dates what is shown. */
  readonly clock: Pick<Clock, 'after' | 'monotonicMs' | 'wallMs'>;
};

/** A process closes its stores within four seconds; who needs longer hangs. */
const leaveWithinMs = 6_000;
/** From SIGTERM to SIGKILL. */
const termWithinMs = 2_000;

type Supervised = {
  readonly name: ProcessName;
  child: SpawnedProcess | null;
  state: ProcessState;
  crashTimes: readonly number[];
  expectedExit: boolean;
  cancelRestart: (() => void) | null;
  lastFatal: string;
};

function exitText(exit: ProcessExit, fatal: string): string {
  const how = exit.signal ? `ended by ${exit.signal}` : `exit code ${exit.code ?? 'unknown'}`;
  const reason = fatal.split('\n')[0] ?? '';
  return reason ? `${how}: ${reason}` : how;
}

/**
 * Keeps the engine processes running: each on its own, restarted with a growing delay after a crash, given up after
 * five crashes in five minutes. An exit that was asked for and a crash are different events.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #supervised = new Map<ProcessName, Supervised>();
  readonly #stateListeners = new Set<(state: ProcessState) => void>();
  readonly #messageListeners = new Set<(process: ProcessName, message: ProcessMessage) => void>();
  readonly #silence: SilenceWatch<ProcessName>;
  #closing = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#silence = new SilenceWatch(options.clock.after, (name) => this.#hangs(this.#get(name)));
    for (const name of options.processes) {
      this.#supervised.set(name, {
        name,
        child: null,
        crashTimes: [],
        expectedExit: false,
        cancelRestart: null,
        lastFatal: '',
        state: {
          process: name,
          state: 'stopped',
          pid: null,
          restarts: 0,
          lastExit: '',
          since: options.clock.wallMs(),
          nextAttemptMs: null,
        },
      });
    }
  }

  states(): readonly ProcessState[] {
    return [...this.#supervised.values()].map((item) => item.state);
  }

  onState(listener: (state: ProcessState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  onMessage(listener: (process: ProcessName, message: ProcessMessage) => void): () => void {
    this.#messageListeners.add(listener);
    return () => this.#messageListeners.delete(listener);
  }

  start(name: ProcessName): void {
    const item = this.#get(name);
    if (item.child || this.#closing) return;
    item.cancelRestart?.();
    item.cancelRestart = null;
    item.expectedExit = false;
    item.lastFatal = '';
    const child = this.#options.spawn(name);
    item.child = child;
    child.onMessage((message) => this.#message(item, child, message));
    child.onExit((exit) => this.#exited(item, child, exit));
    this.#set(item, { state: 'starting', pid: child.pid, nextAttemptMs: null });
    child.send(this.#options.init(name));
  }

  /**
   * Restarts on the trader's word: forgets earlier crashes. Who does not leave when asked is told by signal, then
   * ended: a hung process cannot hear. `kill` ends it the hard way at once, as a drill.
   */
  restart(name: ProcessName, kill: boolean): void {
    const item = this.#get(name);
    item.crashTimes = [];
    if (!item.child) return this.start(name);
    if (kill) return item.child.kill();
    item.expectedExit = true;
    item.child.send({ type: 'shutdown' });
    this.#insist(item, item.child);
  }

  send(name: ProcessName, message: HostMessage, transfer?: readonly unknown[]): boolean {
    const child = this.#get(name).child;
    child?.send(message, transfer);
    return child !== null;
  }

  broadcast(message: HostMessage): void {
    for (const item of this.#supervised.values()) item.child?.send(message);
  }

  /** Asks everybody to stop, then ends what is left after `graceMs`. */
  async close(graceMs = 5_000): Promise<void> {
    this.#closing = true;
    this.#silence.close();
    for (const item of this.#supervised.values()) {
      item.cancelRestart?.();
      item.expectedExit = true;
      item.child?.send({ type: 'shutdown' });
    }
    await new Promise<void>((resolve) => {
      const done = (): boolean => [...this.#supervised.values()].every((item) => !item.child);
      if (done()) return resolve();
      const cancel = this.#options.clock.after(graceMs, () => {
        for (const item of this.#supervised.values()) item.child?.kill();
        resolve();
      });
      this.onState(() => {
        if (!done()) return;
        cancel();
        resolve();
      });
    });
  }

  #insist(item: Supervised, child: SpawnedProcess): void {
    const { after } = this.#options.clock;
    const stillThere = (): boolean => item.child === child;
    after(leaveWithinMs, () => {
      if (!stillThere()) return;
      child.terminate();
      after(termWithinMs, () => {
        if (stillThere()) child.kill();
      });
    });
  }

  #hangs(item: Supervised): void {
    if (item.state.state === 'running') this.#set(item, { state: 'not-answering' });
  }

  #get(name: ProcessName): Supervised {
    const item = this.#supervised.get(name);
    if (!item) throw new Error(`Invariant: no process called ${name}`);
    return item;
  }

  #set(item: Supervised, change: Partial<ProcessState>): void {
    item.state = { ...item.state, ...change, since: this.#options.clock.wallMs() };
    for (const tell of this.#stateListeners) tell(item.state);
  }

  #message(item: Supervised, child: SpawnedProcess, message: ProcessMessage): void {
    if (item.child !== child) return;
    // Only who gives signs of life can be missed.
    if (message.type === 'alive') this.#silence.heard(item.name);
    if (item.state.state === 'not-answering') this.#set(item, { state: 'running' });
    if (message.type === 'ready') this.#set(item, { state: 'running', pid: child.pid });
    if (message.type === 'fatal') item.lastFatal = message.message;
    for (const tell of this.#messageListeners) tell(item.name, message);
  }

  #exited(item: Supervised, child: SpawnedProcess, exit: ProcessExit): void {
    if (item.child !== child) return;
    item.child = null;
    this.#silence.forget(item.name);
    const lastExit = exitText(exit, item.lastFatal);
    if (this.#closing) return this.#set(item, { state: 'stopped', pid: null, lastExit });
    if (item.expectedExit) {
      this.#set(item, {
        state: 'restarting',
        pid: null,
        lastExit: 'restarted on request',
        restarts: item.state.restarts + 1,
      });
      return this.start(item.name);
    }
    this.#crashed(item, lastExit);
  }

  #crashed(item: Supervised, lastExit: string): void {
    const now = this.#options.clock.monotonicMs();
    item.crashTimes = [...recentCrashes(item.crashTimes, now), now];
    const restarts = item.state.restarts + 1;
    if (givesUp(item.crashTimes, now)) {
      return this.#set(item, { state: 'gave-up', pid: null, lastExit, nextAttemptMs: null });
    }
    const delayMs = restartDelayMs(item.crashTimes.length);
    this.#set(item, { state: 'restarting', pid: null, lastExit, restarts, nextAttemptMs: delayMs });
    item.cancelRestart = this.#options.clock.after(delayMs, () => this.start(item.name));
  }
}
