import type { OrderSide } from '../domain/order.ts';

/**
 * Brings a price onto the grid of `minTick`, counting in whole ticks so that 0.1 + 0.2 never becomes 0.30000000000000004.
 * `down` and `up` move away from the market for a limit, `nearest` is for triggers.
 */
export function roundToTick(price: number, minTick: number, how: 'down' | 'up' | 'nearest'): number {
  const tick = Number.isFinite(minTick) && minTick > 0 ? minTick : 0.01;
  const exact = price / tick;
  const nearest = Math.round(exact);
  // A price already on the grid must stay there although the division is inexact.
  const onGrid = Math.abs(exact - nearest) < 1e-6 * Math.max(1, Math.abs(exact) * 1e-6);
  const ticks = onGrid || how === 'nearest' ? nearest : how === 'down' ? Math.floor(exact) : Math.ceil(exact);
  return Number((ticks * tick).toFixed(decimalsOf(tick)));
}

/** A limit is never made worse for the trader by rounding: buys go down, sells go up. */
export function limitRounding(side: OrderSide): 'down' | 'up' {
  return side === 'BUY' ? 'down' : 'up';
}

function decimalsOf(tick: number): number {
  for (let decimals = 0; decimals < 10; decimals += 1) {
    const scaled = tick * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-9) return decimals;
  }
  return 10;
}
