import type { Order } from '../domain/order.ts';
import type { BrokerEvent, BrokerExecution } from '../ports/broker.ts';
import type { FillRecord } from '../ports/journal-store.ts';
import type { InboxDeps } from './inbox-deps.ts';
import { orderWithFills } from './order-with-fills.ts';

type FillDeps = Pick<InboxDeps, 'ledger' | 'fills' | 'trades' | 'clock' | 'log' | 'onFill' | 'onInstrument'>;

/** Executions and their commissions: fill, order and trade change in one batch of the journal. */
export class FillIntake {
  readonly #deps: FillDeps;

  constructor(deps: FillDeps) {
    this.#deps = deps;
  }

  /** An execution that is known already changes nothing. */
  execution(order: Order, execution: BrokerExecution): void {
    const { fills, ledger, trades, clock } = this.#deps;
    const record = fills.take(execution, order.intent, clock.now());
    if (record === null) return;
    const next = orderWithFills(order, fills.filledOf(order));
    const words = `${record.fill.side} ${record.fill.quantity} @ ${record.fill.price} ${record.fill.venue}`.trim();
    const detail = record.replaces === null ? words : `Correction of ${record.replaces}: ${words}`;
    const changes = [{ kind: 'fill' as const, detail, order: next, fill: record.fill }];
    const updated = this.#tradesOf(record);
    ledger.record({
      changes,
      fills: [record],
      instruments: [this.#deps.onInstrument(execution.instrument)],
      ...updated,
    });
    trades.tell(updated);
    this.#deps.onFill(record);
    if (next.filled > next.quantity + 1e-9)
      this.#deps.log.error('more filled than ordered', {
        intent: order.intent,
        filled: next.filled,
        quantity: next.quantity,
      });
  }

  commission(event: Extract<BrokerEvent, { kind: 'commission' }>): void {
    const { fills, ledger, trades, clock } = this.#deps;
    const taken = fills.takeCommission(event, clock.now());
    if (taken === null) return;
    const { record, fill } = taken;
    const order = fill === null || fill.fill.intent === null ? null : ledger.order(fill.fill.intent);
    const updated = fill === null ? {} : this.#tradesOf(fill);
    const detail = `Commission ${record.commission} ${record.currency}`;
    const changes =
      order === null || fill === null ? [] : [{ kind: 'commission' as const, detail, order, fill: fill.fill }];
    ledger.record({ changes, commissions: [record], ...updated });
    trades.tell(updated);
  }

  #tradesOf(record: FillRecord) {
    const series = { mode: record.mode, account: record.fill.account, instrument: record.fill.instrument };
    return this.#deps.trades.update(series, this.#deps.fills.series(series));
  }
}
