import type { PrintBuffer } from './second-prints.ts';
import { combine, quickNormal, mix, poisson, uniform } from './random.ts';
import { openSecond } from './session-grid.ts';
import type { SymbolDay } from './symbol-day.ts';
import { createTopOfBook, fillTop } from './top-of-book.ts';

/** A large trade crossed off exchange and reported to the tape. Price in ticks. */
export type DarkBlock = {
  readonly second: number;
  readonly ms: number;
  readonly tick: number;
  readonly size: number;
  readonly side: 1 | -1;
};

/** Blocks of a usual day and the share of its volume they hold together. */
const usualBlocks = 9;
const blockShare = 0.03;
const blockKey = 610_000;

/** Sizes of a day's blocks in shares: known without drawing a price. Blocks exist in shares and funds alone. */
export function blockSizes(day: Pick<SymbolDay, 'key' | 'spec' | 'volume'>): readonly number[] {
  if (day.spec.secType !== 'STK') return [];
  const key = combine(day.key, blockKey);
  const count = 3 + poisson(usualBlocks - 3, key);
  const mean = (day.volume * blockShare) / usualBlocks;
  return Array.from({ length: count }, (_, rank) => {
    const wide = Math.exp(0.8 * quickNormal(mix(combine(key, rank) + 1)) - 0.32);
    return Math.max(10, Math.round((mean * wide) / 100)) * 100;
  });
}

/**
 * Prices blocks gather at: the middle of the day's trading, the open interest walls inside the day's range, and the
 * roundest price in it.
 */
function levelsOf(day: SymbolDay): readonly number[] {
  const { highTick, lowTick, openTick, closeTick, spec } = day;
  const middle = Math.round((openTick + highTick + lowTick + closeTick) / 4);
  const inside = day
    .walls()
    .map((wall) => Math.round(wall / spec.tick))
    .filter((tick) => tick > lowTick && tick < highTick);
  const steps = [100, 50, 25, 10, 5, 1, 0.5].map((step) => Math.round(step / spec.tick));
  const step = steps.find((ticks) => Math.ceil(lowTick / ticks) * ticks <= highTick) ?? 1;
  const round = Math.ceil(lowTick / step) * step;
  return [...new Set([middle, ...inside, round])];
}

/** Seconds of the session in which the mid crosses a level, and those it has been crossed in. */
function crossings(day: SymbolDay, level: number): readonly number[] {
  const offsets = day.offsets();
  const wanted = Math.log((level * day.spec.tick) / day.base);
  const found: number[] = [];
  for (let second = openSecond + 120; second < day.grid.closeSecond - 120; second += 1) {
    const before = (offsets[second] ?? 0) - wanted;
    const after = (offsets[second + 1] ?? 0) - wanted;
    if (before * after <= 0 && second !== day.highSecond && second !== day.lowSecond) found.push(second);
  }
  return found;
}

const top = createTopOfBook();

type Level = { readonly tick: number; readonly seconds: readonly number[] };

/** Quote slot of a second whose bid and ask hold a price; null when the quotes step over it. */
function slotAround(day: SymbolDay, second: number, tick: number): number | null {
  for (let slot = 0; slot < day.spec.quotesPerSecond; slot += 1) {
    fillTop(day, second, slot, top);
    if (tick >= top.bid && tick <= top.ask) return slot;
  }
  return null;
}

/** A block at its level, in a second that trades there; null when no second tried does. */
function blockAt(day: SymbolDay, level: Level, size: number, key: number): DarkBlock | null {
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const second = level.seconds[Math.floor(uniform(combine(key, 10 + attempt)) * level.seconds.length)];
    const slot = second === undefined ? null : slotAround(day, second, level.tick);
    if (second === undefined || slot === null) continue;
    const ms = Math.floor(((slot + uniform(combine(key, 2))) * 1000) / day.spec.quotesPerSecond);
    return { second, ms, tick: level.tick, size, side: sideOf(key) };
  }
  return null;
}

const sideOf = (key: number): 1 | -1 => (uniform(combine(key, 6)) < 0.5 ? 1 : -1);

/** A block in the middle of the quote of any second but those of the official prices. */
function blockAnywhere(day: SymbolDay, size: number, key: number): DarkBlock {
  const span = day.grid.closeSecond - openSecond - 400;
  let second = openSecond + 200 + Math.floor(uniform(combine(key, 3)) * span);
  while (second === day.highSecond || second === day.lowSecond) second += 1;
  const ms = Math.floor(uniform(combine(key, 2)) * 1000);
  fillTop(day, second, Math.floor((ms * day.spec.quotesPerSecond) / 1000), top);
  return { second, ms, tick: (top.bid + top.ask) >> 1, size, side: sideOf(key) };
}

/** Four of five blocks are crossed at a level, the first levels before the others. */
const atLevelShare = 0.8;

/** The day's blocks by second. */
export function drawBlocks(day: SymbolDay): ReadonlyMap<number, readonly DarkBlock[]> {
  const sizes = blockSizes(day);
  const levels: readonly Level[] = (sizes.length === 0 ? [] : levelsOf(day))
    .map((tick) => ({ tick, seconds: crossings(day, tick) }))
    .filter((level) => level.seconds.length > 0);
  const blocks = sizes.map((size, rank) => {
    const key = combine(day.key, blockKey + 100 + rank);
    const level =
      uniform(combine(key, 4)) < atLevelShare
        ? levels[Math.floor(uniform(combine(key, 1)) ** 1.5 * levels.length)]
        : undefined;
    return (level && blockAt(day, level, size, key)) ?? blockAnywhere(day, size, key);
  });
  const inOrder = blocks.toSorted((a, b) => a.second - b.second || a.ms - b.ms);
  return Map.groupBy(inOrder, (block) => block.second);
}

/** Puts a second's blocks among its prints, in order of time. */
export function insertBlocks(blocks: readonly DarkBlock[], buffer: PrintBuffer): void {
  for (const block of blocks) {
    if (buffer.count >= buffer.ms.length) return;
    let index = buffer.count;
    for (; index > 0 && (buffer.ms[index - 1] ?? 0) > block.ms; index -= 1) {
      buffer.ms[index] = buffer.ms[index - 1] ?? 0;
      buffer.tick[index] = buffer.tick[index - 1] ?? 0;
      buffer.size[index] = buffer.size[index - 1] ?? 0;
      buffer.side[index] = buffer.side[index - 1] ?? 0;
      buffer.dark[index] = buffer.dark[index - 1] ?? 0;
    }
    buffer.ms[index] = block.ms;
    buffer.tick[index] = block.tick;
    buffer.size[index] = block.size;
    buffer.side[index] = block.side;
    buffer.dark[index] = 1;
    buffer.count += 1;
  }
}
