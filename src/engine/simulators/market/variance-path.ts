import type { FactorWorld } from './factor-world.ts';
import { leverage } from './market-chain.ts';
import { openSecond, sessionGrid } from './session-grid.ts';
import { tradingDayAt } from './trading-days.ts';
import type { VarianceCurve } from './variance-curve.ts';

/** Share of the way from yesterday's curve to today's that has passed at a second. */
export function curveElapsed(second: number, closeSecond: number): number {
  if (second <= openSecond) return 0.3;
  return second >= closeSecond ? 1 : 0.3 + (0.7 * (second - openSecond)) / (closeSecond - openSecond);
}

/**
 * The market's variance curve inside a day, from the market's log offset: it starts at yesterday's close, ends at
 * today's, and in between moves against the market by the leverage effect.
 */
export function varianceDay(
  world: FactorWorld,
  index: number,
): (second: number, marketOffset: number) => VarianceCurve {
  const before = world.market.day(Math.max(0, index - 1)).curve;
  const day = world.market.day(index);
  const { closeSecond } = sessionGrid(tradingDayAt(index));
  const slope = (2 * leverage) / (day.sigma / Math.sqrt(252));
  const farSlope = slope * 0.13;
  const move = day.gap + day.session;
  const nearDrift = Math.log(day.curve.near / before.near) + slope * move;
  const farDrift = Math.log(day.curve.far / before.far) + farSlope * move;
  return (second, marketOffset) => {
    const elapsed = curveElapsed(second, closeSecond);
    return {
      near: before.near * Math.exp(elapsed * nearDrift - slope * marketOffset),
      far: before.far * Math.exp(elapsed * farDrift - farSlope * marketOffset),
    };
  };
}
