import type { TradingMode } from '../domain/account.ts';
import type { InstrumentId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { FillRecord } from '../ports/journal-store.ts';
import type { Log } from '../ports/log.ts';
import type { FillBook } from './fill-book.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { HeldPosition, PositionBook } from './position-book.ts';
import { carriedOver } from './position-rows.ts';
import type { TradeRecorder } from './trade-recorder.ts';

export type CarryOverDeps = {
  readonly ledger: OrderLedger;
  readonly fills: FillBook;
  readonly trades: TradeRecorder;
  readonly positions: PositionBook;
  readonly clock: Clock;
  readonly log: Log;
  readonly mode: TradingMode;
};

/** A difference younger than this may be a fill whose report is still on its way. */
const confirmMs = 5_000;

/**
 * What the broker holds and the journal has no fills for (held before the first start, traded while nobody listened
 * and no longer reported) becomes one entry at the broker's average price, so that trades add up from then on.
 * Only a difference that two complete answers show unchanged counts.
 */
export class CarryOver {
  readonly #deps: CarryOverDeps;
  readonly #suspected = new Map<InstrumentId, { difference: number; sinceMs: number }>();

  constructor(deps: CarryOverDeps) {
    this.#deps = deps;
  }

  /** After a merge. Answers the differences that are still only suspected. */
  check(account: string): number {
    const { positions, ledger } = this.#deps;
    if (ledger.orders().some((order) => order.state === 'unknown')) return this.#suspected.size;
    for (const held of positions.all()) this.#checkOne(account, held);
    return this.#suspected.size;
  }

  #checkOne(account: string, held: HeldPosition): void {
    const { clock, fills, mode } = this.#deps;
    const { id } = held.instrument;
    const series = { mode, account, instrument: id };
    const journaled = fills
      .series(series)
      .reduce((sum, { fill }) => sum + (fill.side === 'BUY' ? fill.quantity : -fill.quantity), 0);
    const difference = Math.round((held.quantity - journaled) * 1e8) / 1e8;
    const suspected = this.#suspected.get(id);
    if (difference === 0) this.#suspected.delete(id);
    else if (suspected?.difference !== difference)
      this.#suspected.set(id, { difference, sinceMs: clock.monotonicMs() });
    else if (clock.monotonicMs() - suspected.sinceMs >= confirmMs) this.#enter(account, held, difference);
  }

  #enter(account: string, held: HeldPosition, difference: number): void {
    const { ledger, fills, trades, log } = this.#deps;
    const record = this.#record(account, held, difference);
    this.#suspected.delete(held.instrument.id);
    fills.carryOver(record);
    const series = { mode: record.mode, account, instrument: held.instrument.id };
    const updated = trades.update(series, fills.series(series));
    ledger.record({ changes: [], fills: [record], instruments: [held.instrument], ...updated });
    trades.tell(updated);
    log.warn('position without fills carried over into the journal', {
      instrument: held.instrument.id,
      difference,
      price: record.fill.price,
    });
  }

  #record(account: string, { instrument, averagePrice }: HeldPosition, difference: number): FillRecord {
    const { clock, mode, trades } = this.#deps;
    const now = clock.now();
    const series = { mode, account, instrument: instrument.id };
    const id = `carried:${account}:${instrument.id}:${Math.round(now)}`;
    const fill = {
      execution: id,
      intent: null,
      permId: null,
      brokerOrderId: null,
      account,
      instrument: instrument.id,
      side: difference > 0 ? ('BUY' as const) : ('SELL' as const),
      quantity: Math.abs(difference),
      // A position that vanished unseen has no price: its own entry, so that no profit is invented.
      price: averagePrice > 0 ? averagePrice : (trades.open(series)?.entryPrice ?? 0),
      venue: carriedOver,
      commission: 0,
      realizedPnl: null,
      eventTime: now,
      receivedTime: now,
    };
    return { base: id, mode, ticker: instrument.symbol, multiplier: instrument.multiplier, replaces: null, fill };
  }
}
