import type { SimDepth, SimLevel, SimQuote } from '../simulated-market.ts';
import { priceOf } from './price.ts';
import { combine, mix, uniform } from './random.ts';
import type { SymbolSpec } from './symbol-spec.ts';

const makers = ['NSDQ', 'ARCA', 'BATS', 'EDGX', 'IEX', 'MEMX', 'NYSE'] as const;
/** A resting level keeps its size this long unless it becomes the best. */
const restMs = 3000;
const furthestTicks = 2000;

function unitSize(spec: SymbolSpec): number {
  const perPrint = spec.prints > 0 ? spec.volume / spec.prints : 1;
  return spec.secType === 'STK'
    ? Math.max(100, Math.round(perPrint / 160) * 100)
    : Math.max(1, Math.round(perPrint / 2));
}

type Side = {
  readonly spec: SymbolSpec;
  readonly key: number;
  readonly best: number;
  readonly size: number;
  readonly direction: 1 | -1;
};

function restingSize(side: Side, hash: number, level: number): number {
  const unit = unitSize(side.spec);
  // Books are thinnest at the top and fullest some levels away.
  const size = unit * (0.7 + 0.3 * level) * (0.35 - Math.log(uniform(hash)));
  const lot = side.spec.secType === 'STK' ? 100 : 1;
  return Math.max(lot, Math.round(size / lot) * lot);
}

function levelsOf(side: Side, count: number): readonly SimLevel[] {
  const { spec, direction } = side;
  const levels: SimLevel[] = [];
  const occupied = 1 / (1 + 0.9 * spec.halfSpreadTicks);
  const first = Math.round(side.best / spec.tick);
  for (let away = 0; away < furthestTicks && levels.length < count; away += 1) {
    const tick = first + direction * away;
    if (tick <= 0) break;
    const hash = combine(side.key, tick);
    if (away > 0 && uniform(mix(hash + 1)) > occupied) continue;
    const size = away === 0 ? side.size : restingSize(side, mix(hash + 2), levels.length);
    levels.push({ price: priceOf(tick, spec.tick), size, maker: makers[hash % makers.length] ?? 'ARCA' });
  }
  return levels;
}

/** Visible book around a quote: its best levels are the quote itself, the rest stands for some seconds. */
export function depthOf(quote: SimQuote, spec: SymbolSpec, key: number, count: number): SimDepth {
  const block = combine(key, Math.floor(quote.timeMs / restMs));
  return {
    bids:
      quote.bid === null
        ? []
        : levelsOf({ spec, key: block, best: quote.bid, size: quote.bidSize, direction: -1 }, count),
    asks:
      quote.ask === null
        ? []
        : levelsOf({ spec, key: block, best: quote.ask, size: quote.askSize, direction: 1 }, count),
    timeMs: quote.timeMs,
  };
}
