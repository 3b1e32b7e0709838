import type { TradeSide } from './depth-columns.ts';

/** One imbalance message of a closing auction; shares and dollars. */
export type ClosingImbalance = {
  /** Shares that would trade at the reference price. */
  readonly paired: number;
  /** Shares left over, and their side. */
  readonly imbalance: number;
  readonly side: TradeSide;
  /** Mean volume of the last 20 days, shares. */
  readonly adv20: number;
  readonly refPrice: number;
  /** Price at which the auction would clear with and without the continuous book; null where the venue tells none. */
  readonly nearPrice: number | null;
  readonly farPrice: number | null;
};

export type ClosingMeasures = {
  /** Shares; positive = to buy. */
  readonly signedImbalance: number;
  /** -1 to 1: of all shares in the auction; null without any. */
  readonly ratio: number | null;
  /** Percent of the average day's volume. */
  readonly percentOfAdv: number | null;
  /** Dollars, signed. */
  readonly notional: number | null;
  readonly nearDeviationBps: number | null;
  readonly farDeviationBps: number | null;
};

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** (price / reference - 1) x 10,000, as a difference first: near the reference that loses no digits. Null without either. */
function deviationBps(price: number | null, reference: number): number | null {
  return price !== null && price > 0 && reference > 0 ? finite(((price - reference) / reference) * 1e4) : null;
}

/** What an imbalance message says in comparable units. Null where a part that is needed is missing or not positive. */
export function closingMeasures(message: ClosingImbalance): ClosingMeasures {
  const { paired, imbalance, side, adv20, refPrice, nearPrice, farPrice } = message;
  const shares = Math.abs(imbalance);
  const signed = side === 'buy' ? shares : -shares;
  const all = paired + shares;
  return {
    signedImbalance: shares === 0 ? 0 : signed,
    ratio: all > 0 ? finite(signed / all) : null,
    percentOfAdv: adv20 > 0 ? finite((100 * signed) / adv20) : null,
    notional: refPrice > 0 ? finite(signed * refPrice) : null,
    nearDeviationBps: deviationBps(nearPrice, refPrice),
    farDeviationBps: deviationBps(farPrice, refPrice),
  };
}
