import type { Broker, BrokerSnapshot } from '../ports/broker.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Connection, Subscription } from '../ports/connection.ts';
import type { Log } from '../ports/log.ts';
import type { GateKeeper } from './gate-keeper.ts';

export type Reconciliation = { readonly accepted: boolean; readonly message: string };

export type ReconcilerDeps = {
  readonly broker: Broker;
  readonly gate: GateKeeper;
  readonly clock: Clock;
  readonly log: Log;
  /** Called before the snapshot is asked for; what it answers goes to `merge`. */
  mark(): number;
  /** Merges one complete answer. Null = all is well, else why the gate stays closed. */
  merge(snapshot: BrokerSnapshot, mark: number): { readonly found: string; readonly obstacle: string | null };
  /** The link to the broker is gone: whatever was on its way is unknown from now on. */
  onLost(connection: Connection): void;
  /** Something is still unknown after a merge: look again soon. */
  unsettled(): boolean;
};

const retryMs = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
const lookAgainMs = 6_000;
/** Even when nothing seems wrong both sides are compared this often: a lost message leaves no trace of its own. */
const patrolMs = 60_000;
/** Several doubts of the same moment are settled by one question. */
const gatherMs = 200;

/** Asks the broker for everything at start, after every reconnect, and whenever a doubt arises. */
export class Reconciler {
  readonly #deps: ReconcilerDeps;
  readonly #subscription: Subscription;
  #cancelTimer: CancelTimer = () => undefined;
  #dueMs = Number.POSITIVE_INFINITY;
  #running: Promise<Reconciliation> | null = null;
  #again = false;
  #failures = 0;
  /** Rises whenever the link is lost; an answer from before does not count. */
  #epoch = 0;
  #ready = false;
  #closed = false;

  constructor(deps: ReconcilerDeps) {
    this.#deps = deps;
    this.#subscription = deps.broker.onConnection((connection) => this.#onConnection(connection));
  }

  start(): void {
    this.#onConnection(this.#deps.broker.connection());
  }

  /** For the trader's button: waits for the outcome. */
  async now(): Promise<Reconciliation> {
    if (!this.#ready) return { accepted: false, message: this.#deps.broker.connection().detail };
    return this.#run();
  }

  soon(reason: string): void {
    this.#deps.log.info('reconciliation requested', { reason });
    if (this.#running !== null) this.#again = true;
    else if (this.#ready) this.#schedule(gatherMs);
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer();
    this.#subscription.close();
  }

  #onConnection(connection: Connection): void {
    if (this.#closed) return;
    const ready = connection.phase === 'ready';
    if (ready === this.#ready) {
      if (!ready) this.#deps.gate.close(connection.detail || `Broker ${connection.phase}`);
      return;
    }
    this.#ready = ready;
    this.#failures = 0;
    this.#cancel();
    if (ready) {
      this.#deps.gate.close('Reconciling orders, executions, positions and account with the broker');
      void this.#run();
      return;
    }
    this.#epoch += 1;
    this.#deps.gate.close(connection.detail || `Broker ${connection.phase}`);
    this.#deps.onLost(connection);
  }

  #run(): Promise<Reconciliation> {
    this.#running ??= this.#once().finally(() => {
      this.#running = null;
      if (this.#again && this.#ready && !this.#closed) {
        this.#again = false;
        this.#schedule(gatherMs);
      }
    });
    return this.#running;
  }

  async #once(): Promise<Reconciliation> {
    const { broker, gate, log } = this.#deps;
    const epoch = this.#epoch;
    const mark = this.#deps.mark();
    const answer = await broker
      .snapshot()
      .catch((error: unknown) => ({ ok: false as const, failure: { code: 'vendor-error', message: String(error) } }));
    if (this.#closed) return { accepted: false, message: 'Execution is closed' };
    if (epoch !== this.#epoch || !this.#ready) return this.#overtaken();
    if (!answer.ok) return this.#failed(answer.failure.message);
    const { found, obstacle } = this.#deps.merge(answer.value, mark);
    this.#failures = 0;
    if (obstacle !== null) {
      gate.close(obstacle);
      this.#schedule(retryMs[4]);
      return { accepted: false, message: obstacle };
    }
    gate.open(found);
    log.info('reconciled', { found });
    this.#schedule(this.#deps.unsettled() ? lookAgainMs : patrolMs);
    return { accepted: true, message: found };
  }

  /** The link broke while the answer was on its way; a new connection asks by itself. */
  #overtaken(): Reconciliation {
    if (this.#ready) this.#again = true;
    return { accepted: false, message: 'The connection was lost while reconciling' };
  }

  #failed(detail: string): Reconciliation {
    const delay = retryMs[Math.min(this.#failures, retryMs.length - 1)] ?? 15_000;
    this.#failures += 1;
    const message = `Reconciliation failed (${detail}); next try in ${delay / 1_000} s`;
    this.#deps.log.warn('reconciliation failed', { detail, failures: this.#failures });
    if (!this.#deps.gate.position.open) this.#deps.gate.close(message);
    this.#schedule(delay);
    return { accepted: false, message };
  }

  /** The sooner of two wishes wins. */
  #schedule(delayMs: number): void {
    const { clock } = this.#deps;
    const dueMs = clock.monotonicMs() + delayMs;
    if (dueMs >= this.#dueMs) return;
    this.#cancel();
    this.#dueMs = dueMs;
    this.#cancelTimer = clock.after(delayMs, () => {
      this.#dueMs = Number.POSITIVE_INFINITY;
      if (this.#ready && !this.#closed) void this.#run();
    });
  }

  #cancel(): void {
    this.#cancelTimer();
    this.#dueMs = Number.POSITIVE_INFINITY;
  }
}
