export type TradePath = {
  readonly side: 'long' | 'short';
  readonly entry: number;
  /** Where the trade was to be given up: the distance to it is one R. */
  readonly stop: number;
  readonly exit: number;
  /** Extremes of the bars from entry to exit, one length. */
  readonly highs: Float64Array;
  readonly lows: Float64Array;
};

export type TradeExcursion = {
  /** Result in multiples of the first risk; null when the stop is at the entry. */
  readonly rMultiple: number | null;
  /** Largest move against and for the trade, in price, never below 0. */
  readonly adverse: number;
  readonly favourable: number;
  readonly adverseR: number | null;
  readonly favourableR: number | null;
};

function extreme(values: Float64Array, entry: number, sign: number): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, sign * (value - entry));
  return largest;
}

/**
 * R multiple and excursions of one trade. Null when a price is not finite or the columns differ in length; no bars give
 * excursions of 0. Sweeney, Maximum Adverse Excursion (1997); Van Tharp 1998.
 */
export function tradeExcursion({ side, entry, stop, exit, highs, lows }: TradePath): TradeExcursion | null {
  const usable = Number.isFinite(entry + stop + exit) && highs.length === lows.length;
  if (!usable || !highs.every(Number.isFinite) || !lows.every(Number.isFinite)) return null;
  const up = extreme(highs, entry, 1);
  const down = extreme(lows, entry, -1);
  const long = side === 'long';
  const risk = Math.abs(entry - stop);
  const inR = (move: number): number | null => (risk > 0 ? move / risk : null);
  const adverse = long ? down : up;
  const favourable = long ? up : down;
  return {
    rMultiple: inR(long ? exit - entry : entry - exit),
    adverse,
    favourable,
    adverseR: inR(adverse),
    favourableR: inR(favourable),
  };
}
