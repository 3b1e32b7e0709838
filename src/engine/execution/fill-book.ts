import type { TradingMode } from '../domain/account.ts';
import type { ExecutionId, IntentId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { BrokerEvent, BrokerExecution } from '../ports/broker.ts';
import {
  type CommissionRecord,
  correctionNumber,
  executionBase,
  type FillRecord,
  type FillSeries,
  type JournalStore,
} from '../ports/journal-store.ts';
import type { Log } from '../ports/log.ts';

type FillBookDeps = {
  readonly store: JournalStore;
  readonly mode: TradingMode;
  readonly log: Log;
  /** Put before every execution id: the practice market begins its numbers anew at each start. */
  readonly scope: string;
};

type CommissionEvent = Extract<BrokerEvent, { kind: 'commission' }>;

/** Truth about money: every execution once, corrections in place of what they correct, commissions whenever they come. */
export class FillBook {
  readonly #deps: FillBookDeps;
  readonly #seen = new Map<ExecutionId, FillRecord>();
  readonly #current = new Map<string, FillRecord>();
  readonly #byIntent = new Map<IntentId, Map<string, FillRecord>>();
  readonly #bySeries = new Map<string, Map<string, FillRecord>>();
  readonly #commissions = new Map<ExecutionId, CommissionRecord>();
  #lastReceived = 0;

  constructor(deps: FillBookDeps) {
    this.#deps = deps;
  }

  /** Null = already known, or older than a correction that came before it. */
  take(execution: BrokerExecution, intent: IntentId, now: number): FillRecord | null {
    const id = this.#deps.scope + execution.execution;
    if (this.#seen.has(id) || this.#deps.store.fill(id) !== null) return null;
    const base = this.#baseOf(id, execution);
    const replaced = this.#current.get(base) ?? this.#deps.store.fillOfBase(base);
    if (replaced !== null && correctionNumber(replaced.fill.execution) > correctionNumber(id)) return null;
    const record = this.#record({ id, base, execution, intent, replaced, now });
    this.#keep(record);
    return record;
  }

  takeCommission(
    event: CommissionEvent,
    now: number,
  ): { readonly record: CommissionRecord; readonly fill: FillRecord | null } | null {
    const execution = this.#deps.scope + event.execution;
    const known = this.#commissions.get(execution) ?? this.#deps.store.commission(execution);
    const { commission, currency, realizedPnl } = event;
    if (known !== null && known.commission === commission && known.realizedPnl === realizedPnl) return null;
    const record = { execution, commission, currency, realizedPnl, receivedTime: now };
    this.#commissions.set(execution, record);
    const before = this.#seen.get(execution) ?? this.#deps.store.fill(execution);
    if (before === null) return { record, fill: null };
    const fill = { ...before, fill: { ...before.fill, commission, realizedPnl } };
    // A commission of something corrected since belongs to no current fill.
    const current = this.#current.get(before.base) ?? this.#deps.store.fillOfBase(before.base);
    if (current?.fill.execution !== execution) return { record, fill: null };
    this.#keep(fill);
    return { record, fill };
  }

  /** A record made here, not by the broker: what was held before the journal began. */
  carryOver(record: FillRecord): void {
    this.#keep(record);
  }

  filledOf(order: Pick<Order, 'intent'>): { readonly quantity: number; readonly averagePrice: number | null } {
    const fills = [...this.#ofIntent(order.intent).values()].map((record) => record.fill);
    const quantity = fills.reduce((sum, fill) => sum + fill.quantity, 0);
    const value = fills.reduce((sum, fill) => sum + fill.quantity * fill.price, 0);
    return { quantity: Math.round(quantity * 1e8) / 1e8, averagePrice: quantity > 0 ? value / quantity : null };
  }

  /** Current fills of one instrument, oldest first. */
  series(series: FillSeries): readonly FillRecord[] {
    return [...this.#ofSeries(series).values()].toSorted(byTime);
  }

  #baseOf(id: ExecutionId, execution: BrokerExecution): string {
    const base = executionBase(id);
    const other = this.#current.get(base) ?? this.#deps.store.fillOfBase(base);
    if (other === null) return base;
    const same =
      other.fill.instrument === execution.instrument.id &&
      other.fill.side === execution.side &&
      samePermId(other.fill.permId, execution.permId);
    if (!same)
      this.#deps.log.error('two executions of different orders share one family', {
        execution: id,
        other: other.fill.execution,
      });
    return same ? base : id;
  }

  #record(at: {
    id: ExecutionId;
    base: string;
    execution: BrokerExecution;
    intent: IntentId;
    replaced: FillRecord | null;
    now: number;
  }): FillRecord {
    const { id, base, execution, intent, replaced, now } = at;
    const { instrument } = execution;
    const commission = this.#commissions.get(id) ?? this.#deps.store.commission(id);
    // The broker's times have whole seconds; order of arrival decides between fills of the same second.
    this.#lastReceived = Math.max(now, this.#lastReceived + 0.001);
    return {
      base,
      mode: this.#deps.mode,
      ticker: instrument.symbol,
      multiplier: instrument.multiplier,
      replaces: replaced?.fill.execution ?? null,
      fill: {
        execution: id,
        intent,
        permId: execution.permId,
        brokerOrderId: execution.orderId,
        account: execution.account,
        instrument: instrument.id,
        side: execution.side,
        quantity: execution.quantity,
        price: execution.price,
        venue: execution.venue,
        commission: commission?.commission ?? null,
        realizedPnl: commission?.realizedPnl ?? null,
        eventTime: replaced?.fill.eventTime ?? execution.eventTime,
        receivedTime: replaced?.fill.receivedTime ?? this.#lastReceived,
      },
    };
  }

  #keep(record: FillRecord): void {
    const { fill, base, mode } = record;
    // Read before the new one is added, so that what the journal holds cannot overwrite it later.
    const ofIntent = fill.intent === null ? null : this.#ofIntent(fill.intent);
    const ofSeries = this.#ofSeries({ mode, account: fill.account, instrument: fill.instrument });
    this.#seen.set(fill.execution, record);
    this.#current.set(base, record);
    ofIntent?.set(base, record);
    ofSeries.set(base, record);
  }

  #ofIntent(intent: IntentId): Map<string, FillRecord> {
    const known = this.#byIntent.get(intent);
    if (known !== undefined) return known;
    const loaded = new Map(this.#deps.store.fillsOf(intent).map((record) => [record.base, record]));
    this.#byIntent.set(intent, loaded);
    return loaded;
  }

  #ofSeries(series: FillSeries): Map<string, FillRecord> {
    const key = seriesKey(series);
    const known = this.#bySeries.get(key);
    if (known !== undefined) return known;
    const loaded = new Map(this.#deps.store.fills(series).map((record) => [record.base, record]));
    this.#bySeries.set(key, loaded);
    return loaded;
  }
}

export function seriesKey({ mode, account, instrument }: FillSeries): string {
  return `${mode} ${account} ${instrument}`;
}

function samePermId(a: number | null, b: number | null): boolean {
  return a === null || b === null || a === b;
}

function byTime(a: FillRecord, b: FillRecord): number {
  const { fill: x } = a;
  const { fill: y } = b;
  return x.eventTime - y.eventTime || x.receivedTime - y.receivedTime || (x.execution < y.execution ? -1 : 1);
}
