import { pivotHighs, pivotLows, pivotReach } from './pivots.ts';

export type DivergenceType = 'regular_bearish' | 'hidden_bearish' | 'regular_bullish' | 'hidden_bullish';

/** Price and oscillator disagree between two neighbouring pivots of one side. */
export type Divergence = {
  readonly type: DivergenceType;
  /** Bars of the two pivots. */
  readonly first: number;
  readonly second: number;
  /** Bar at whose close it is known. */
  readonly confirmedAt: number;
  readonly firstPrice: number;
  readonly secondPrice: number;
  readonly firstOscillator: number;
  readonly secondOscillator: number;
};

const closest = 5;
const furthest = 60;

type Side = {
  readonly price: Float64Array;
  readonly pivots: readonly number[];
  readonly oscillator: Float64Array;
  /** +1 for highs, -1 for lows, which mirror them. */
  readonly sign: 1 | -1;
};

function typeOf(side: 1 | -1, further: number, stronger: number): DivergenceType | null {
  if (further > 0 && stronger < 0) return side > 0 ? 'regular_bearish' : 'regular_bullish';
  if (further < 0 && stronger > 0) return side > 0 ? 'hidden_bearish' : 'hidden_bullish';
  return null;
}

function divergencesOf({ price, pivots, oscillator, sign }: Side): readonly Divergence[] {
  const found: Divergence[] = [];
  for (const [index, second] of pivots.entries()) {
    const first = pivots[index - 1];
    if (first === undefined || second - first < closest || second - first > furthest) continue;
    const prices = { firstPrice: price[first] as number, secondPrice: price[second] as number };
    const firstOscillator = oscillator[first] ?? Number.NaN;
    const secondOscillator = oscillator[second] ?? Number.NaN;
    // NaN compares as neither: an oscillator still warming up gives nothing.
    const type = typeOf(
      sign,
      sign * (prices.secondPrice - prices.firstPrice),
      sign * (secondOscillator - firstOscillator),
    );
    if (type === null) continue;
    const confirmedAt = second + pivotReach;
    found.push({ type, first, second, confirmedAt, ...prices, firstOscillator, secondOscillator });
  }
  return found;
}

/**
 * Divergences between neighbouring pivots 5 .. 60 bars apart and an oscillator read at the same bars. Regular: price
 * goes further, the oscillator does not; hidden: the other way round. By the bar they are known at. House definition.
 */
export function findDivergences(bars: {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly oscillator: Float64Array;
}): readonly Divergence[] {
  const { high, low, oscillator } = bars;
  const tops = divergencesOf({ price: high, pivots: pivotHighs(high), oscillator, sign: 1 });
  const bottoms = divergencesOf({ price: low, pivots: pivotLows(low), oscillator, sign: -1 });
  return [...tops, ...bottoms].sort(
    (a, b) => a.confirmedAt - b.confirmedAt || a.second - b.second || (a.type < b.type ? -1 : 1),
  );
}
