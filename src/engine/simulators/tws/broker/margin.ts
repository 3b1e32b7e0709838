import type { SimulatedMarket } from '../../simulated-market.ts';
import { markPrice, type ValuedPosition } from './mark-price.ts';

export type Margin = { readonly initial: number; readonly maintenance: number };

/** Shares of value. Intraday rates of a US margin account, simplified. */
const longStock = { initial: 0.25, maintenance: 0.25 };
const shortStock = { initial: 0.3, maintenance: 0.3 };
const future = { initial: 0.1, maintenance: 0.09 };

/**
 * Margin of a set of positions. Stocks by side, futures by notional, bought options paid in full, written options
 * as naked (20 % of the underlying less what it is out of the money, at least 10 %, plus the premium) unless a
 * bought option of the same class and right covers them (the width of the spread) or shares do (nothing).
 */
export function marginOf(market: SimulatedMarket, positions: readonly ValuedPosition[]): Margin {
  let initial = 0;
  let maintenance = 0;
  for (const position of positions) {
    const rate = rateOf(position);
    initial += Math.abs(position.marketValue) * rate.initial;
    maintenance += Math.abs(position.marketValue) * rate.maintenance;
  }
  const written = writtenMargin(market, positions);
  return { initial: initial + written, maintenance: maintenance + written };
}

function rateOf(position: ValuedPosition): Margin {
  if (position.details.secType === 'FUT') return future;
  if (position.details.secType === 'OPT') return { initial: 0, maintenance: 0 };
  return position.quantity >= 0 ? longStock : shortStock;
}

function writtenMargin(market: SimulatedMarket, positions: readonly ValuedPosition[]): number {
  const options = positions.filter((position) => position.details.secType === 'OPT');
  const bought = options
    .filter((position) => position.quantity > 0)
    .map((position) => ({ position, free: position.quantity }));
  let shares = new Map(
    positions
      .filter((position) => position.details.secType === 'STK')
      .map((position) => [position.details.symbol, position.quantity]),
  );
  let total = 0;
  for (const written of options.filter((position) => position.quantity < 0)) {
    let left = -written.quantity;
    for (const cover of bought) {
      if (left === 0 || !sameClass(cover.position, written) || cover.free === 0) continue;
      const used = Math.min(left, cover.free);
      cover.free -= used;
      left -= used;
      total += used * spreadWidth(cover.position, written) * written.details.multiplier;
    }
    const covered = Math.min(left, coveredByShares(shares, written));
    shares = new Map(shares).set(
      written.details.symbol,
      (shares.get(written.details.symbol) ?? 0) - covered * written.details.multiplier,
    );
    total += (left - covered) * nakedPerContract(market, written);
  }
  return total;
}

function sameClass(a: ValuedPosition, b: ValuedPosition): boolean {
  return (
    a.details.tradingClass === b.details.tradingClass &&
    a.details.right === b.details.right &&
    a.details.expiry >= b.details.expiry
  );
}

function spreadWidth(cover: ValuedPosition, written: ValuedPosition): number {
  const difference = (cover.details.strike ?? 0) - (written.details.strike ?? 0);
  return Math.max(0, written.details.right === 'C' ? difference : -difference);
}

function coveredByShares(shares: ReadonlyMap<string, number>, written: ValuedPosition): number {
  if (written.details.right !== 'C') return 0;
  return Math.floor(Math.max(0, shares.get(written.details.symbol) ?? 0) / written.details.multiplier);
}

function nakedPerContract(market: SimulatedMarket, written: ValuedPosition): number {
  const { strike, right, multiplier, underlyingConId } = written.details;
  const underlying = market.byConId(underlyingConId);
  const spot = (underlying && markPrice(market.quote(underlying.id))) ?? strike ?? 0;
  const outOfMoney = Math.max(0, right === 'C' ? (strike ?? 0) - spot : spot - (strike ?? 0));
  return (Math.max(0.2 * spot - outOfMoney, 0.1 * spot) + written.marketPrice) * multiplier;
}
