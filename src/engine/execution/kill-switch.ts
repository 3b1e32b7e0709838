import type { TradingMode } from '../domain/account.ts';
import type { Clock } from '../ports/clock.ts';
import type { JournalStore, Latch } from '../ports/journal-store.ts';
import type { Log } from '../ports/log.ts';
import type { Flattener } from './flattener.ts';
import type { CommandResult, OrderCanceller } from './order-canceller.ts';
import type { OrderLedger } from './order-ledger.ts';

export type KillResult = CommandResult & { readonly cancelled: number; readonly elapsedMs: number };

export type KillSwitchDeps = {
  readonly ledger: OrderLedger;
  readonly store: JournalStore;
  readonly canceller: OrderCanceller;
  readonly flattener: () => Flattener;
  readonly clock: Clock;
  readonly log: Log;
  readonly mode: TradingMode;
  changed(): void;
};

/** Within the eight seconds that the caller waits. */
const confirmMs = 4_000;

/** Blocks first, cancels second, writes third: nothing may come between the decision and the block. */
export class KillSwitch {
  readonly #deps: KillSwitchDeps;
  /** Each mode is a world of its own: a stop in practice does not stop the real account, nor the other way round. */
  readonly #name: string;
  #latch: Latch;
  #drilling = false;
  #fileLies = false;

  constructor(deps: KillSwitchDeps) {
    this.#deps = deps;
    this.#name = `kill:${deps.mode}`;
    this.#latch = deps.store.latch(this.#name) ?? { engaged: false, reason: '', time: 0 };
    const { damagedCopy } = deps.store;
    if (damagedCopy === null || this.#latch.engaged) return;
    const reason = `The journal was damaged and set aside as ${damagedCopy}; compare orders and positions, then release`;
    this.#latch = { engaged: true, reason, time: deps.clock.now() };
    deps.ledger.record({ changes: [], latches: { [this.#name]: this.#latch } });
  }

  get state(): Latch {
    return this.#drilling && !this.#latch.engaged
      ? { engaged: true, reason: 'Drill', time: this.#deps.clock.now() }
      : this.#latch;
  }

  async kill({
    flatten,
    reason,
    drill,
  }: {
    readonly flatten: boolean;
    readonly reason: string;
    readonly drill: boolean;
  }): Promise<KillResult> {
    const startMs = this.#deps.clock.monotonicMs();
    if (drill) return this.#drill(startMs);
    const latch = { engaged: true, reason: reason || 'Kill switch', time: this.#deps.clock.now() };
    this.#latch = latch;
    const sent = this.#deps.canceller.cancelAll();
    this.#set(latch);
    if (!sent.accepted) this.#setOwed(true, sent.message);
    this.#deps.log.warn('kill switch engaged', { reason, flatten, orders: sent.intents.length });
    const left = sent.accepted ? await this.#deps.canceller.settled(sent.intents, confirmMs) : sent.intents;
    const elapsedMs = this.#deps.clock.monotonicMs() - startMs;
    const cancelled = sent.intents.length - left.length;
    const words = sent.accepted
      ? `${cancelled} of ${sent.intents.length} open orders ended in ${Math.round(elapsedMs)} ms; new orders are blocked`
      : `New orders are blocked, but the cancel was not sent: ${sent.message}`;
    const closed = flatten
      ? await this.#deps.flattener().flatten(null, { source: 'kill-switch', label: latch.reason })
      : null;
    const message = closed === null ? words : `${words}. ${closed.message}`;
    return {
      accepted: sent.accepted && left.length === 0 && (closed?.accepted ?? true),
      message,
      cancelled,
      elapsedMs,
    };
  }

  /** The file stops trading for as long as it lies there, whatever a window says meanwhile. */
  killFile(present: boolean): void {
    this.#fileLies = present;
    if (present) void this.kill({ flatten: false, reason: 'kill file', drill: false });
  }

  release(): CommandResult {
    if (this.#fileLies) return { accepted: false, message: 'Not released: remove the kill file first' };
    if (!this.#latch.engaged) return { accepted: false, message: 'The kill switch is not engaged' };
    const latch = { engaged: false, reason: '', time: this.#deps.clock.now() };
    const written = this.#deps.ledger.commit({ changes: [], latches: { [this.#name]: latch } });
    // Released on disk first: a latch that comes back after a restart is safer than one that is gone.
    if (!written.ok)
      return { accepted: false, message: `Not released, the journal cannot be written: ${written.failure.message}` };
    this.#latch = latch;
    this.#deps.changed();
    return { accepted: true, message: 'Released; new orders are possible again' };
  }

  /** Cancels that could not be sent when the switch fell go out with the first link that works, also after a restart. */
  cancelOwed(): void {
    if (!this.#latch.engaged || this.#deps.store.latch(this.#owedName)?.engaged !== true) return;
    const sent = this.#deps.canceller.cancelAll();
    this.#deps.log.warn('cancel owed by the kill switch', { accepted: sent.accepted, orders: sent.intents.length });
    if (sent.accepted) this.#setOwed(false, '');
  }

  #setOwed(engaged: boolean, reason: string): void {
    this.#deps.ledger.record({
      changes: [],
      latches: { [this.#owedName]: { engaged, reason, time: this.#deps.clock.now() } },
    });
  }

  get #owedName(): string {
    return `${this.#name}:owed`;
  }

  /** Proves the path and measures it without touching an order: block, write the latch, take both back. */
  #drill(startMs: number): KillResult {
    const { ledger, clock } = this.#deps;
    this.#drilling = true;
    this.#deps.changed();
    const written = ledger.commit({
      changes: [],
      latches: { 'kill-drill': { engaged: true, reason: 'Drill', time: clock.now() } },
    });
    const elapsedMs = clock.monotonicMs() - startMs;
    const open = ledger.openOrders().length;
    this.#drilling = false;
    this.#deps.changed();
    if (!written.ok)
      return {
        accepted: false,
        message: `Drill: the latch could not be written: ${written.failure.message}`,
        cancelled: 0,
        elapsedMs,
      };
    return {
      accepted: true,
      message: `Drill: blocked and written in ${elapsedMs.toFixed(1)} ms; ${open} open order(s) would be cancelled, none was touched`,
      cancelled: 0,
      elapsedMs,
    };
  }

  #set(latch: Latch): void {
    this.#latch = latch;
    this.#deps.ledger.record({ changes: [], latches: { [this.#name]: latch } });
    this.#deps.changed();
  }
}
