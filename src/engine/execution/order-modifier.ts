import type { IntentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import { isFinal, isOpen, type Order } from '../domain/order.ts';
import { fail } from '../domain/outcome.ts';
import type { Broker } from '../ports/broker.ts';
import { checkOrder } from '../risk/gate.ts';
import type { ProposedOrder } from '../risk/risk-context.ts';
import { type PendingTerms, sameTerms, termsText } from './apply-report.ts';
import { brokerOrderOf } from './bracket.ts';
import type { BrokerInbox } from './broker-inbox.ts';
import type { CommandResult } from './order-canceller.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { OrderWatch } from './order-watch.ts';
import type { RiskView } from './risk-view.ts';
import { onTick } from './submit-request.ts';

export type ModifyRequest = {
  readonly intent: IntentId;
  readonly quantity: number | null;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
};

export type ModifierDeps = {
  readonly broker: Broker;
  readonly ledger: OrderLedger;
  readonly inbox: BrokerInbox;
  readonly risk: RiskView;
  readonly watch: OrderWatch;
  readonly pendingTerms: Map<IntentId, PendingTerms>;
  instrumentOf(id: string): Instrument | null;
};

const refused = (message: string): CommandResult => ({ accepted: false, message });

/** Same order id, same type, new terms. Never two changes at once: nobody could tell which of them took effect. */
export class OrderModifier {
  readonly #deps: ModifierDeps;

  constructor(deps: ModifierDeps) {
    this.#deps = deps;
  }

  modify(request: ModifyRequest): CommandResult {
    const { ledger, broker } = this.#deps;
    const order = ledger.order(request.intent);
    if (order === null) return refused('No such order');
    if (order.state !== 'working') return refused(`The order is ${order.state}; only a working order can be changed`);
    if (order.modifyPending) return refused('A change of this order is still unconfirmed');
    if (order.brokerOrderId === null || order.clientId !== broker.clientId)
      return refused(`Placed by ${order.origin.label}; change it there`);
    const instrument = this.#deps.instrumentOf(order.instrument);
    if (instrument === null) return refused(`${order.instrument} is not known`);
    const { order: proposed, said } = onTick(proposal(order, request), instrument.minTick);
    const obstacle = this.#obstacle(order, proposed, instrument);
    return obstacle === null ? this.#send(order, { proposed, instrument, said }) : refused(obstacle);
  }

  #obstacle(order: Order, proposed: ProposedOrder, instrument: Instrument): string | null {
    if (sameTerms(proposed, order)) return 'Nothing would change';
    if (proposed.quantity <= order.filled) return `${order.filled} are filled already; cancel the rest instead`;
    const tooLarge = this.#largerThanGroup(order, proposed.quantity);
    if (tooLarge !== null) return tooLarge;
    const context = this.#deps.risk.context({
      order: proposed,
      instrument,
      margin: null,
      emergency: false,
      replaces: order,
    });
    // What makes the same order smaller or moves an exit is no second order.
    const verdict = checkOrder(context);
    return verdict.allowed ? null : verdict.reason;
  }

  /** Exits sell what their entry bought, never more; an entry that grew would leave a part without its stop. */
  #largerThanGroup(order: Order, quantity: number): string | null {
    if (quantity <= order.quantity || order.role === 'single') return null;
    if (order.role === 'parent')
      return `Its exits cover ${order.quantity}; send the addition as an order of its own, with exits of its own`;
    const entry = order.parentIntent === null ? null : this.#deps.ledger.order(order.parentIntent);
    const most = entry === null ? order.quantity : isFinal(entry.state) ? entry.filled : entry.quantity;
    return quantity <= most ? null : `The entry of this exit is ${most}; a larger exit would turn the position round`;
  }

  #send(
    order: Order,
    { proposed, instrument, said }: { proposed: ProposedOrder; instrument: Instrument; said: readonly string[] },
  ): CommandResult {
    const { ledger, broker, inbox, watch, pendingTerms } = this.#deps;
    const { quantity, limitPrice, stopPrice } = proposed;
    const wire = brokerOrderOf({ ...order, quantity, limitPrice, stopPrice }, instrument, this.#parentId(order));
    if (wire === null) return refused('The order has no id at the broker');
    const detail = ['Change sent', termsText(proposed), ...said].join('. ');
    const journaled = ledger.commit({
      changes: [{ kind: 'modified', detail, order: { ...order, modifyPending: true } }],
    });
    if (!journaled.ok) return refused(`Trading is halted, the journal cannot be written: ${journaled.failure.message}`);
    pendingTerms.set(order.intent, { quantity, limitPrice, stopPrice });
    inbox.noteSent(order.intent);
    const sent = inbox.during(() => {
      try {
        return broker.modify(wire);
      } catch (error) {
        return fail('link-lost', `The write broke off: ${String(error)}`);
      }
    });
    const nothingSent = !sent.ok && sent.failure.code !== 'link-lost';
    if (nothingSent)
      ledger.record({
        changes: [
          {
            kind: 'warning',
            detail: `Change not sent: ${sent.failure.message}`,
            order: { ...order, modifyPending: false },
          },
        ],
      });
    else watch.modifySent(order.intent);
    inbox.resume();
    return sent.ok ? { accepted: true, message: detail } : refused(sent.failure.message);
  }

  /** A parent that has ended is unknown to the broker as a parent. */
  #parentId(order: Order): number | null {
    const parent = order.parentIntent === null ? null : this.#deps.ledger.order(order.parentIntent);
    return parent !== null && isOpen(parent.state) ? parent.brokerOrderId : null;
  }
}

function proposal(order: Order, request: ModifyRequest): ProposedOrder {
  const { intent, instrument, side, type, trailAmount, timeInForce, outsideRth, origin, mode } = order;
  return {
    ...{ intent, instrument, side, type, trailAmount, timeInForce, outsideRth, origin, mode, bracket: null },
    quantity: request.quantity ?? order.quantity,
    limitPrice: order.limitPrice === null ? null : (request.limitPrice ?? order.limitPrice),
    stopPrice: order.stopPrice === null ? null : (request.stopPrice ?? order.stopPrice),
  };
}
