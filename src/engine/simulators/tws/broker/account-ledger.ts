import type { InstrumentId } from '../../../domain/ids.ts';
import type { SimInstrument } from '../../simulated-market.ts';
import { roundQuantity } from './sim-order.ts';

export type LedgerPosition = {
  readonly instrument: InstrumentId;
  readonly quantity: number;
  /** Per unit, multiplier and commissions included, as the broker reports it. */
  readonly averageCost: number;
  readonly realizedToday: number;
};

export type LedgerState = {
  readonly account: string;
  readonly cash: number;
  readonly realizedToday: number;
  /** Net liquidation value at the start of the trading date. */
  readonly dayStartValue: number;
  readonly tradingDate: string;
  readonly positions: readonly LedgerPosition[];
};

export type LedgerFill = {
  readonly instrument: SimInstrument;
  /** Signed: bought is positive. */
  readonly quantity: number;
  readonly price: number;
  readonly commission: number;
};

/** Cash and positions of one account. Futures move cash only by profit, everything else by its value. */
export class AccountLedger {
  readonly account: string;
  #cash: number;
  #realizedToday: number;
  #dayStartValue: number;
  #tradingDate: string;
  readonly #positions = new Map<InstrumentId, LedgerPosition>();

  constructor(state: LedgerState) {
    this.account = state.account;
    this.#cash = state.cash;
    this.#realizedToday = state.realizedToday;
    this.#dayStartValue = state.dayStartValue;
    this.#tradingDate = state.tradingDate;
    for (const position of state.positions) this.#positions.set(position.instrument, position);
  }

  get cash(): number {
    return this.#cash;
  }

  get realizedToday(): number {
    return this.#realizedToday;
  }

  get dayStartValue(): number {
    return this.#dayStartValue;
  }

  /** Flat positions that traded today stay listed with quantity 0. */
  positions(): readonly LedgerPosition[] {
    return [...this.#positions.values()];
  }

  position(instrument: InstrumentId): LedgerPosition | null {
    return this.#positions.get(instrument) ?? null;
  }

  /** Books one fill; answers the profit it realised after commission, null when it only opened. */
  apply(fill: LedgerFill): number | null {
    const { instrument, quantity, price, commission } = fill;
    const before = this.#positions.get(instrument.id);
    const held = before?.quantity ?? 0;
    const cost = before?.averageCost ?? 0;
    const unitPrice = price * instrument.multiplier;
    const closing =
      held !== 0 && Math.sign(held) !== Math.sign(quantity) ? Math.min(Math.abs(held), Math.abs(quantity)) : 0;
    const opening = Math.abs(quantity) - closing;
    const closingFee = quantity === 0 ? 0 : (commission * closing) / Math.abs(quantity);
    const profit = closing * Math.sign(held) * (unitPrice - cost) - closingFee;
    const after = roundQuantity(held + quantity);
    const averageCost =
      opening > 0
        ? this.#openedCost({
            held: closing > 0 ? 0 : held,
            cost,
            opening,
            unitPrice,
            fee: commission - closingFee,
            sign: Math.sign(quantity),
          })
        : cost;
    // A future's opening fee sits in its cost, so only the profit of closing moves cash.
    const flow = instrument.secType === 'FUT' ? (closing > 0 ? profit : 0) : -quantity * unitPrice - commission;
    this.#cash += flow;
    if (closing > 0) this.#realizedToday += profit;
    this.#positions.set(instrument.id, {
      instrument: instrument.id,
      quantity: after,
      averageCost: after === 0 ? 0 : averageCost,
      realizedToday: (before?.realizedToday ?? 0) + (closing > 0 ? profit : 0),
    });
    return closing > 0 ? profit : null;
  }

  #openedCost(part: {
    held: number;
    cost: number;
    opening: number;
    unitPrice: number;
    fee: number;
    sign: number;
  }): number {
    const size = Math.abs(part.held);
    const added = part.opening * part.unitPrice + part.sign * part.fee;
    return (size * part.cost + added) / (size + part.opening);
  }

  startDay(tradingDate: string, netLiquidation: number): void {
    if (tradingDate === this.#tradingDate) return;
    this.#tradingDate = tradingDate;
    this.#dayStartValue = netLiquidation;
    this.#realizedToday = 0;
    for (const [id, position] of this.#positions) {
      if (position.quantity === 0) this.#positions.delete(id);
      else this.#positions.set(id, { ...position, realizedToday: 0 });
    }
  }

  state(): LedgerState {
    return {
      account: this.account,
      cash: this.#cash,
      realizedToday: this.#realizedToday,
      dayStartValue: this.#dayStartValue,
      tradingDate: this.#tradingDate,
      positions: this.positions(),
    };
  }
}
