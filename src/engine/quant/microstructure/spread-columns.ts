import { TradeCosts } from './trade-costs.ts';
import { readInOrder, type TimedQuotes, type TimedTrades } from './trades-and-quotes.ts';

/** Signs and costs by trade; NaN = not known. Prices in price units, bps of the prevailing mid. */
export type SpreadColumns = {
  readonly tick: Int8Array;
  readonly quote: Int8Array;
  readonly leeReady: Int8Array;
  readonly mid: Float64Array;
  readonly effective: Float64Array;
  readonly effectiveBps: Float64Array;
  readonly realised: Float64Array;
  readonly impact: Float64Array;
};

function allocate(size: number): SpreadColumns {
  const column = (): Float64Array => new Float64Array(size).fill(Number.NaN);
  return {
    tick: new Int8Array(size),
    quote: new Int8Array(size),
    leeReady: new Int8Array(size),
    mid: column(),
    effective: column(),
    effectiveBps: column(),
    realised: column(),
    impact: column(),
  };
}

/**
 * Signs and costs of a whole tape: `TradeCosts` over both tapes in order, quotes first within a millisecond. Horizon
 * of the realised spread in ms, 60 s unless said. Unsorted tapes give values without a meaning, never an error.
 */
export function spreadColumns(quotes: TimedQuotes, trades: TimedTrades, horizonMs = 60_000): SpreadColumns {
  const columns = allocate(trades.timeMs.length);
  const costs = new TradeCosts(horizonMs, ({ index }, cost) => {
    columns.effective[index] = cost.effective;
    columns.effectiveBps[index] = cost.effectiveBps;
    columns.realised[index] = cost.realised;
    columns.impact[index] = cost.impact;
  });
  readInOrder(quotes, trades, {
    quote: (row) => costs.quote(quotes.timeMs[row] as number, quotes.bid[row] as number, quotes.ask[row] as number),
    trade: (row) => {
      const { tick, quote, leeReady, mid } = costs.trade(
        trades.timeMs[row] as number,
        trades.price[row] as number,
        trades.size[row] as number,
      );
      columns.tick[row] = tick;
      columns.quote[row] = quote;
      columns.leeReady[row] = leeReady;
      columns.mid[row] = mid;
    },
  });
  costs.end();
  return columns;
}

/** Mean of a cost weighted with shares, over the trades that have it; null when none has. */
export function shareWeighted(cost: Float64Array, size: Float64Array): number | null {
  let sum = 0;
  let shares = 0;
  for (let row = 0; row < cost.length; row += 1) {
    const value = cost[row] as number;
    const weight = size[row] as number;
    if (Number.isNaN(value) || !(weight > 0)) continue;
    sum += value * weight;
    shares += weight;
  }
  return shares > 0 ? sum / shares : null;
}
