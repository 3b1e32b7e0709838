import type { Instrument } from '../domain/instrument.ts';
import { fail, ok, type Outcome } from '../domain/outcome.ts';
import type { Broker } from '../ports/broker.ts';
import { checkOrder } from '../risk/gate.ts';
import type { ProposedOrder, WhatIfMargin } from '../risk/risk-context.ts';
import type { OrderLedger } from './order-ledger.ts';
import { type OrderPreview, previewOf } from './order-preview.ts';
import type { PositionBook } from './position-book.ts';
import type { RiskView } from './risk-view.ts';
import { onTick } from './submit-request.ts';

export type PreviewerDeps = {
  readonly broker: Broker;
  readonly ledger: OrderLedger;
  readonly risk: RiskView;
  readonly positions: PositionBook;
  instrument(id: string): Promise<Instrument | null>;
  account(): string;
  want(instrument: string): void;
};

/** The same checks as a submit, without sending. */
export class Previewer {
  readonly #deps: PreviewerDeps;

  constructor(deps: PreviewerDeps) {
    this.#deps = deps;
  }

  async preview({
    order: wanted,
    withMargin,
  }: {
    order: ProposedOrder;
    withMargin: boolean;
  }): Promise<Outcome<OrderPreview>> {
    const instrument = await this.#deps.instrument(wanted.instrument);
    if (instrument === null) return fail('no-contract', `${wanted.instrument} is not known to the broker`);
    this.#deps.want(instrument.id);
    const { order } = onTick(wanted, instrument.minTick);
    const margin = withMargin ? await this.#margin(order, instrument) : null;
    const context = this.#deps.risk.context({ order, instrument, margin, emergency: false, replaces: null });
    return ok(previewOf(context, checkOrder(context), this.#deps.positions.get(instrument.id)?.quantity ?? 0));
  }

  /** The broker uses up an order id for the question; a failure is a preview without margin, said in its warning. */
  async #margin(order: ProposedOrder, instrument: Instrument): Promise<WhatIfMargin> {
    const { broker, ledger } = this.#deps;
    const none = {
      initialMarginChange: null,
      maintenanceMarginChange: null,
      equityWithLoanAfter: null,
      commission: null,
    };
    if (!Number.isFinite(order.quantity) || order.quantity <= 0)
      return { ...none, warning: 'No margin for an impossible quantity' };
    const [orderId = 0] = ledger.nextOrderIds(1, broker.nextOrderIdHint());
    ledger.sawOrderId(orderId);
    const { bracket: _bracket, origin: _origin, mode: _mode, instrument: _id, ...terms } = order;
    const answer = await broker.whatIf({
      ...terms,
      orderId,
      instrument,
      account: this.#deps.account(),
      parentOrderId: null,
      ocaGroup: null,
    });
    return answer.ok ? answer.value : { ...none, warning: `Margin not available: ${answer.failure.message}` };
  }
}
