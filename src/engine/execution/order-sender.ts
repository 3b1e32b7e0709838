import type { TradingMode } from '../domain/account.ts';
import type { IntentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Order } from '../domain/order.ts';
import { fail, type Outcome } from '../domain/outcome.ts';
import { midOf, type Quote } from '../domain/quote.ts';
import type { Score } from '../domain/score.ts';
import type { Broker, BrokerCode } from '../ports/broker.ts';
import type { Clock } from '../ports/clock.ts';
import type { IntentRecord, JournalStore } from '../ports/journal-store.ts';
import type { Log } from '../ports/log.ts';
import { checkOrder } from '../risk/gate.ts';
import type { ProposedOrder } from '../risk/risk-context.ts';
import type { RuleCheck } from '../risk/rule.ts';
import { brokerOrderOf, groupIntents, legCount, ordersOfIntent } from './bracket.ts';
import type { BrokerInbox } from './broker-inbox.ts';
import type { LedgerBatch } from './order-change.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { OrderWatch } from './order-watch.ts';
import type { RecentOrders } from './recent-orders.ts';
import type { RiskView } from './risk-view.ts';
import { denied, fingerprintOf, type OrderTicket, onTick, ticketOf } from './submit-request.ts';

export type SenderDeps = {
  readonly broker: Broker;
  readonly ledger: OrderLedger;
  readonly inbox: BrokerInbox;
  readonly store: JournalStore;
  readonly risk: RiskView;
  readonly recent: RecentOrders;
  readonly watch: OrderWatch;
  readonly clock: Clock;
  readonly log: Log;
  readonly mode: TradingMode;
  account(): string;
  instrument(id: string): Promise<Instrument | null>;
  quoteOf(id: string): Quote | null;
  scoreOf(ticker: string): Score | null;
};

/** Refusals kept for the journal while the disk takes nothing; beyond them the answer has to do. */
const mostUnwritten = 500;

type Ready = {
  readonly order: ProposedOrder;
  readonly instrument: Instrument;
  readonly fingerprint: string;
  readonly said: readonly string[];
  readonly checks: readonly RuleCheck[];
};

/** From the trader's wish to the wire. Between the last look at the limits and the write there is no await. */
export class OrderSender {
  readonly #deps: SenderDeps;
  readonly #running = new Map<IntentId, { readonly fingerprint: string; readonly ticket: Promise<OrderTicket> }>();

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /** The same intent with the same parameters answers what became of it; with others it is a denial. */
  submit(order: ProposedOrder, options: { readonly emergency: boolean } = { emergency: false }): Promise<OrderTicket> {
    const fingerprint = fingerprintOf(order);
    const running = this.#running.get(order.intent);
    if (running !== undefined)
      return running.fingerprint === fingerprint ? running.ticket : Promise.resolve(otherParameters());
    const ticket = this.#submit(order, { fingerprint, emergency: options.emergency }).finally(() =>
      this.#running.delete(order.intent),
    );
    this.#running.set(order.intent, { fingerprint, ticket });
    return ticket;
  }

  async #submit(
    wanted: ProposedOrder,
    { fingerprint, emergency }: { fingerprint: string; emergency: boolean },
  ): Promise<OrderTicket> {
    try {
      const before = this.#before(wanted.intent, fingerprint);
      if (before !== null) return before;
      const instrument = await this.#deps.instrument(wanted.instrument);
      if (instrument === null) return denied('no-contract', `${wanted.instrument} is not known to the broker`);
      return this.#send(wanted, { instrument, fingerprint, emergency });
    } catch (error) {
      // Reading the journal or looking up the contract failed; nothing has been written to the broker yet.
      this.#deps.log.error('submit failed before anything was sent', { intent: wanted.intent, detail: String(error) });
      return denied('internal', `Not sent: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #before(intent: IntentId, fingerprint: string): OrderTicket | null {
    const record = this.#deps.store.intent(intent);
    if (record !== null)
      return record.fingerprint === fingerprint ? ticketOf(this.#group(intent), intent) : otherParameters();
    // A reference the broker showed us, or an id of another order's exit, cannot become a new order.
    const held = this.#deps.ledger.order(intent);
    if (held === null) return null;
    // Refused while the journal could not be written: it is not in there yet.
    return held.state === 'denied'
      ? ticketOf([held], intent)
      : denied('intent-in-use', 'Another order carries this intent already');
  }

  #send(
    wanted: ProposedOrder,
    context: { instrument: Instrument; fingerprint: string; emergency: boolean },
  ): OrderTicket {
    const { risk, ledger, broker } = this.#deps;
    const { instrument, fingerprint, emergency } = context;
    const { order, said } = onTick(wanted, instrument.minTick);
    const verdict = checkOrder(risk.context({ order, instrument, margin: null, emergency, replaces: null }));
    const ready = { order, instrument, fingerprint, said, checks: verdict.checks };
    if (!verdict.allowed) return this.#deny(ready, { code: verdict.rule, reason: verdict.reason });
    const orders = ordersOfIntent(
      order,
      ledger.nextOrderIds(legCount(order), broker.nextOrderIdHint()),
      this.#groupContext(instrument),
    );
    const journaled = ledger.commit(this.#batch(ready, orders, { kind: 'intended', detail: said.join('; ') }));
    if (!journaled.ok) {
      const reason = `Trading is halted, the journal cannot be written: ${journaled.failure.message}`;
      return this.#deny(ready, { code: 'journal', reason });
    }
    this.#deps.recent.add(order);
    const placed = this.#place(orders, instrument);
    return this.#afterPlacing(orders, placed, ready);
  }

  /** A refusal is an order too: shown at once and journaled as soon as the disk takes it. */
  #deny(ready: Ready, { code, reason }: { code: string; reason: string }): OrderTicket {
    if (Number.isFinite(ready.order.quantity)) {
      const [parent] = ordersOfIntent({ ...ready.order, bracket: null }, [], this.#groupContext(ready.instrument));
      if (parent !== undefined && this.#deps.ledger.unwritten < mostUnwritten) {
        const order = { ...parent, state: 'denied' as const, reason };
        this.#deps.ledger.record(this.#batch(ready, [order], { kind: 'denied', detail: reason }));
      }
    }
    return denied(code, reason, ready.checks);
  }

  #batch(
    ready: Ready,
    orders: readonly Order[],
    { kind, detail }: { kind: 'intended' | 'denied'; detail: string },
  ): LedgerBatch {
    const ids = orders.map((order) => order.brokerOrderId ?? 0);
    const changes = orders.map((order) => ({ kind, detail, order }));
    const highWater = { mode: this.#deps.mode, orderId: Math.max(...ids) };
    return {
      changes,
      intents: [this.#intentRecord(ready)],
      instruments: [ready.instrument],
      ...(highWater.orderId > 0 ? { highWater } : {}),
    };
  }

  #intentRecord({ order, instrument, fingerprint }: Ready): IntentRecord {
    const { quoteOf, scoreOf, clock, mode } = this.#deps;
    const quote = quoteOf(instrument.id);
    return {
      intent: order.intent,
      fingerprint,
      mode,
      account: this.#deps.account(),
      instrument: instrument.id,
      ticker: instrument.symbol,
      origin: order.origin,
      score: scoreOf(instrument.symbol),
      mid: quote === null ? null : midOf(quote),
      plannedStop: order.bracket?.stopPrice ?? null,
      createdTime: clock.now(),
    };
  }

  #place(orders: readonly Order[], instrument: Instrument): Outcome<void, BrokerCode> {
    const parentId = orders[0]?.brokerOrderId ?? null;
    const wire = orders.map((order) => brokerOrderOf(order, instrument, order.parentIntent === null ? null : parentId));
    for (const order of orders) this.#deps.inbox.noteSent(order.intent);
    return this.#deps.inbox.during(() => {
      try {
        return this.#deps.broker.place(wire.filter((order) => order !== null));
      } catch (error) {
        return fail('link-lost', `The write broke off: ${String(error)}`);
      }
    });
  }

  /** Only "not connected" and "invalid" are certain to have sent nothing; everything else is unknown until proven. */
  #afterPlacing(orders: readonly Order[], placed: Outcome<void, BrokerCode>, ready: Ready): OrderTicket {
    const { ledger, inbox, watch, clock } = this.#deps;
    const sentTime = clock.now();
    const reason = placed.ok ? ready.said.join('; ') : placed.failure.message;
    const nothingSent =
      !placed.ok && (placed.failure.code === 'not-connected' || placed.failure.code === 'invalid-order');
    const state = placed.ok ? 'sent' : nothingSent ? 'denied' : 'unknown';
    const next = orders.map((order) => ({ ...order, state, reason, sentTime: nothingSent ? null : sentTime }) as const);
    ledger.record({ changes: next.map((order) => ({ kind: state, detail: reason, order })) });
    if (!nothingSent) watch.sent(next.map((order) => order.intent));
    inbox.resume();
    if (nothingSent && !placed.ok) return denied(placed.failure.code, `Not sent: ${reason}`, ready.checks);
    return ticketOf(this.#group(ready.order.intent), ready.order.intent);
  }

  #group(intent: IntentId): readonly Order[] {
    return groupIntents(intent)
      .map((id) => this.#deps.ledger.order(id))
      .filter((order) => order !== null);
  }

  #groupContext(instrument: Instrument) {
    const { mode, clock, broker } = this.#deps;
    return { instrument, account: this.#deps.account(), mode, clientId: broker.clientId, now: clock.now() };
  }
}

function otherParameters(): OrderTicket {
  return denied(
    'intent-reused',
    'This intent was submitted before with other parameters; a new order needs a new intent',
  );
}
