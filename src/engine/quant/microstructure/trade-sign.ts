/** +1 buyer-initiated, -1 seller-initiated, 0 unknown. */
export type TradeSign = -1 | 0 | 1;

/** Prices closer than this are one price. */
const samePrice = 1e-9;

/** Above the mid a buy, below it a sell, 0 at the mid or without one (NaN). */
export function quoteRuleSign(price: number, mid: number): TradeSign {
  const distance = price - mid;
  if (!(Math.abs(distance) > samePrice)) return 0;
  return distance > 0 ? 1 : -1;
}

/** Sign of the last price change that was not zero, 0 before any. A price that is no number changes nothing. */
export class TickRule {
  #price = Number.NaN;
  #sign: TradeSign = 0;

  next(price: number): TradeSign {
    if (!Number.isFinite(price)) return this.#sign;
    if (price > this.#price) this.#sign = 1;
    else if (price < this.#price) this.#sign = -1;
    this.#price = price;
    return this.#sign;
  }
}

/** The quote rule, and the tick rule where it does not decide. Lee & Ready, J. Finance 46 (1991) 733. */
export function leeReadySign(quoteSign: TradeSign, tickSign: TradeSign): TradeSign {
  return quoteSign === 0 ? tickSign : quoteSign;
}
