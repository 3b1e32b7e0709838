import type { TradingMode } from '../domain/account.ts';
import type { InstrumentId } from '../domain/ids.ts';
import type { Order, OrderOrigin } from '../domain/order.ts';
import { freeToClose } from '../risk/exposure.ts';
import type { ProposedOrder } from '../risk/risk-context.ts';
import type { CommandResult, OrderCanceller } from './order-canceller.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { OrderSender } from './order-sender.ts';
import type { PositionBook } from './position-book.ts';

export type FlattenerDeps = {
  readonly ledger: OrderLedger;
  readonly positions: PositionBook;
  readonly canceller: OrderCanceller;
  readonly sender: OrderSender;
  readonly mode: TradingMode;
  newId(): string;
  exposureOf(instrument: InstrumentId): Parameters<typeof freeToClose>[0] | null;
};

/** Time for the cancels of working exits to be confirmed; an exit that still works could turn the position round. */
const cancelMs = 3_000;

/** Closes positions with market orders that may only reduce: never more than is held and not already being closed. */
export class Flattener {
  readonly #deps: FlattenerDeps;
  #running = new Set<InstrumentId>();

  constructor(deps: FlattenerDeps) {
    this.#deps = deps;
  }

  async flatten(instrument: InstrumentId | null, origin: OrderOrigin): Promise<CommandResult> {
    const held = this.#deps.positions.all().filter(({ quantity, own }) => quantity !== 0 || own !== 0);
    const wanted = held
      .map((position) => position.instrument.id)
      .filter((id) => instrument === null || id === instrument);
    if (wanted.length === 0)
      return { accepted: true, message: instrument === null ? 'No open position' : `No position in ${instrument}` };
    const results = await Promise.all(wanted.map((id) => this.#one(id, origin)));
    return {
      accepted: results.every((result) => result.accepted),
      message: results.map((result) => result.message).join('; '),
    };
  }

  async #one(instrument: InstrumentId, origin: OrderOrigin): Promise<CommandResult> {
    if (this.#running.has(instrument)) return { accepted: false, message: `${instrument} is being flattened already` };
    this.#running.add(instrument);
    try {
      const note = await this.#clearWay(instrument);
      return await this.#close(instrument, { origin, note });
    } finally {
      this.#running.delete(instrument);
    }
  }

  async #clearWay(instrument: InstrumentId): Promise<string> {
    const { ledger, canceller } = this.#deps;
    // A market order on its way out is what is wanted; it counts as closing already.
    const open = ledger
      .openOrders()
      .filter((order) => order.instrument === instrument && !(order.type === 'MKT' && this.#closes(order)));
    for (const order of open) canceller.cancel(order.intent);
    const left = await canceller.settled(
      open.map((order) => order.intent),
      cancelMs,
    );
    return left.length === 0 ? '' : ` (${left.length} order(s) could not be cancelled in time)`;
  }

  async #close(
    instrument: InstrumentId,
    { origin, note }: { origin: OrderOrigin; note: string },
  ): Promise<CommandResult> {
    const exposure = this.#deps.exposureOf(instrument);
    if (exposure === null) return { accepted: false, message: `${instrument} is not known` };
    const side = exposure.position.low > 0 ? 'SELL' : 'BUY';
    const quantity = freeToClose(exposure, side);
    if (quantity <= 0) return this.#nothingToSend(instrument, note);
    const ticket = await this.#deps.sender.submit(this.#order(instrument, { side, quantity, origin }), {
      emergency: true,
    });
    if (ticket.outcome === 'sent')
      return { accepted: true, message: `${side} ${quantity} ${instrument} at market${note}` };
    return { accepted: false, message: `${instrument}: ${ticket.failure.message}${note}` };
  }

  #nothingToSend(instrument: InstrumentId, note: string): CommandResult {
    const { low, high } = this.#deps.positions.range(instrument);
    if (low === 0 && high === 0) return { accepted: true, message: `${instrument} is flat` };
    if (note !== '') return { accepted: false, message: `${instrument} not flattened${note}` };
    return { accepted: true, message: `${instrument} is being closed already` };
  }

  #closes(order: Order): boolean {
    const { low, high } = this.#deps.positions.range(order.instrument);
    return order.side === 'SELL' ? low > 0 : high < 0;
  }

  #order(
    instrument: InstrumentId,
    { side, quantity, origin }: { side: 'BUY' | 'SELL'; quantity: number; origin: OrderOrigin },
  ): ProposedOrder {
    const none = { limitPrice: null, stopPrice: null, trailAmount: null, bracket: null };
    return {
      intent: this.#deps.newId(),
      instrument,
      side,
      quantity,
      type: 'MKT',
      ...none,
      timeInForce: 'DAY',
      outsideRth: false,
      origin,
      mode: this.#deps.mode,
    };
  }
}
