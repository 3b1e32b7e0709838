import { combine, mix, uniform } from './random.ts';
import { openSecond } from './session-grid.ts';
import { isIndex, isRoundTheClock } from './symbol-spec.ts';
import type { SymbolDay } from './symbol-day.ts';

/** Reused by the hot path: best bid and ask of one moment, in ticks. */
export type TopOfBook = { bid: number; ask: number; bidSize: number; askSize: number };

export function createTopOfBook(): TopOfBook {
  return { bid: 0, ask: 0, bidSize: 0, askSize: 0 };
}

/** How many times its usual width a spread has at a second: wide at the open, after news and outside the session. */
export function spreadFactor(day: SymbolDay, second: number): number {
  if (isRoundTheClock(day.spec)) return 1;
  if (second < openSecond || second >= day.grid.closeSecond) return 3.5;
  let factor = 0.85 + 1.4 * Math.exp((openSecond - second) / 150) + 1.5 * Math.exp((openSecond - second) / 3000);
  for (const jump of day.jumps) if (second >= jump.second) factor += 4 * Math.exp((jump.second - second) / 50);
  return factor;
}

/** Extra half-spread in ticks, so that a name whose price is large in ticks is also wide at the open. */
function halfSpread(day: SymbolDay, second: number): number {
  const factor = spreadFactor(day, second);
  const nervous = day.stepSd * (day.base / day.spec.tick) * 0.25 * (factor - 1);
  return day.spec.halfSpreadTicks * factor + nervous;
}

function shift(top: TopOfBook, ticks: number): void {
  top.bid += ticks;
  top.ask += ticks;
}

/** Keeps the session's quotes inside its range and on its four official prices in the seconds that print them. */
function respectOutline(day: SymbolDay, second: number, lastSlot: boolean, top: TopOfBook): void {
  if (second < openSecond || second >= day.grid.closeSecond) return;
  if (second === day.highSecond) shift(top, day.highTick - top.ask);
  else if (second === day.lowSecond) shift(top, day.lowTick - top.bid);
  else if (second === day.grid.closeSecond - 1 && lastSlot) {
    if (top.ask < day.closeTick) shift(top, day.closeTick - top.ask);
    if (top.bid > day.closeTick) shift(top, day.closeTick - top.bid);
  }
  if (top.ask > day.highTick) shift(top, day.highTick - top.ask);
  if (top.bid < day.lowTick) shift(top, day.lowTick - top.bid);
}

function lots(day: SymbolDay, hash: number, lean: number): number {
  const u = uniform(hash);
  const usual = day.spec.prints > 0 ? Math.max(1, day.spec.volume / day.spec.prints / 160) : 1;
  const size = Math.max(1, Math.round(usual * Math.exp(lean) * (0.4 - 1.1 * Math.log(u))));
  return day.spec.secType === 'STK' ? size * 100 : size;
}

export function midOffset(day: SymbolDay, second: number, fraction: number): number {
  const offsets = day.offsets();
  const here = offsets[second] ?? 0;
  return here + ((offsets[second + 1] ?? here) - here) * fraction;
}

/** Writes the best bid and ask of one quote slot of a second into `top`. An index has none and gets its value on both sides. */
export function fillTop(day: SymbolDay, second: number, slot: number, top: TopOfBook): void {
  const { spec } = day;
  const mid = (day.base * Math.exp(midOffset(day, second, slot / spec.quotesPerSecond))) / spec.tick;
  if (isIndex(spec)) {
    top.bid = Math.round(mid);
    top.ask = top.bid;
    respectOutline(day, second, slot === spec.quotesPerSecond - 1, top);
    return;
  }
  const half = halfSpread(day, second);
  top.bid = Math.floor(mid - half);
  top.ask = Math.max(top.bid + 1, Math.ceil(mid + half));
  respectOutline(day, second, slot === spec.quotesPerSecond - 1, top);
}

/** Sizes lean towards the side the price is about to move to. */
export function fillSizes(day: SymbolDay, second: number, slot: number, top: TopOfBook): void {
  if (isIndex(day.spec)) {
    top.bidSize = 0;
    top.askSize = 0;
    return;
  }
  const key = combine(day.key, 300_000 + second * 4 + slot);
  const offsets = day.offsets();
  const ahead = ((offsets[second + 1] ?? 0) - (offsets[second] ?? 0)) / (day.stepSd || 1);
  const lean = Math.max(-0.7, Math.min(0.7, 0.3 * ahead));
  top.bidSize = lots(day, mix(key + 1), lean);
  top.askSize = lots(day, mix(key + 2), -lean);
}
