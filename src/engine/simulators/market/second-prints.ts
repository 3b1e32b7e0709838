import { insertBlocks } from './dark-blocks.ts';
import { combine, mix, poisson, poissonOf, quickLognormal, uniform } from './random.ts';
import { openSecond } from './session-grid.ts';
import { isIndex } from './symbol-spec.ts';
import type { SymbolDay } from './symbol-day.ts';
import { createTopOfBook, fillTop } from './top-of-book.ts';

/** Reused by the hot path: the prints of one second in order of time. Prices in ticks. */
export type PrintBuffer = {
  count: number;
  /** Milliseconds within the second. */
  readonly ms: Int32Array;
  readonly tick: Int32Array;
  readonly size: Float64Array;
  readonly side: Int8Array;
  /** 1 = reported off exchange. */
  readonly dark: Uint8Array;
};

const capacity = 256;

export function createPrintBuffer(): PrintBuffer {
  return {
    count: 0,
    ms: new Int32Array(capacity),
    tick: new Int32Array(capacity),
    size: new Float64Array(capacity),
    side: new Int8Array(capacity),
    dark: new Uint8Array(capacity),
  };
}

export const openingCross = 0.012;
export const closingCross = 0.05;
/** Chance that an ordinary print of a share is reported off exchange. */
export const darkShare = 0.3;
const wideOf = quickLognormal(1.15);
const oddShare = 0.42;
/** Share of single round lots in names whose usual print is one round lot. */
const singleShare = 0.4;

export function meanPrintSize(day: Pick<SymbolDay, 'spec' | 'volume'>): number {
  return (day.volume * (1 - openingCross - closingCross)) / day.spec.prints;
}

function printSize(day: SymbolDay, hash: number): number {
  const mean = meanPrintSize(day);
  if (day.spec.secType !== 'STK') return Math.max(1, Math.round(mean * wideOf(mix(hash + 1))));
  return sharesOf(mean, hash);
}

/** Shares come as odd lots, as exactly one round lot, or as several; their mean is `mean`. */
function sharesOf(mean: number, hash: number): number {
  const u = uniform(hash);
  const single = singleShare * Math.min(1, 110 / mean);
  if (u < oddShare) return 1 + Math.floor((99 * u) / oddShare);
  if (u < oddShare + single) return 100;
  const several = (mean - 50 * oddShare - 100 * single) / (1 - oddShare - single);
  return Math.max(1, Math.round((several * wideOf(mix(hash + 1))) / 100)) * 100;
}

const isDarkPrint = (hash: number): boolean => uniform(mix(hash + 2)) < darkShare;
const printHash = (key: number, index: number): number => mix(key + Math.imul(index + 1, 0x9e3779b1));

const top = createTopOfBook();

function fillOne(
  day: SymbolDay,
  second: number,
  print: { readonly hash: number; readonly at: number; readonly buyChance: number },
  buffer: PrintBuffer,
): void {
  const { hash } = print;
  const index = buffer.count;
  const ms = Math.floor(print.at * 1000);
  fillTop(day, second, Math.floor((ms * day.spec.quotesPerSecond) / 1000), top);
  const buys = uniform(mix(hash + 1)) < print.buyChance;
  const isDark = day.spec.secType === 'STK' && isDarkPrint(hash);
  // Off-exchange prints are often inside the spread when there is room.
  const inside = isDark && top.ask - top.bid > 1 ? Math.floor((top.ask - top.bid) / 2) : 0;
  buffer.ms[index] = ms;
  buffer.tick[index] = buys ? top.ask - inside : top.bid + inside;
  buffer.size[index] = printSize(day, mix(hash + 3));
  buffer.side[index] = buys ? 1 : -1;
  buffer.dark[index] = isDark ? 1 : 0;
  buffer.count = index + 1;
}

/** The session's four official prices are printed in known seconds: the open first, the close last. */
function placeOfficial(day: SymbolDay, second: number, buffer: PrintBuffer): void {
  const last = buffer.count - 1;
  if (second === openSecond) {
    buffer.ms[0] = 0;
    buffer.tick[0] = day.openTick;
    buffer.size[0] = Math.max(1, Math.round(day.volume * openingCross));
    buffer.dark[0] = 0;
  } else if (second === day.grid.closeSecond - 1) {
    buffer.ms[last] = 999;
    buffer.tick[last] = day.closeTick;
    buffer.size[last] = Math.max(1, Math.round(day.volume * closingCross));
    buffer.dark[last] = 0;
  } else if (second === day.highSecond) {
    buffer.tick[last >> 1] = day.highTick;
    buffer.side[last >> 1] = 1;
  } else {
    buffer.tick[last >> 1] = day.lowTick;
    buffer.side[last >> 1] = -1;
  }
}

export function isOfficialSecond(day: SymbolDay, second: number): boolean {
  return (
    second === openSecond ||
    second === day.grid.closeSecond - 1 ||
    second === day.highSecond ||
    second === day.lowSecond
  );
}

function printCount(day: SymbolDay, second: number, key: number): number {
  const drawn = poisson(day.rates()[Math.floor(second / 60)] ?? 0, key);
  return Math.min(capacity, isOfficialSecond(day, second) ? Math.max(1, drawn) : drawn);
}

function fillIndexValue(day: SymbolDay, second: number, buffer: PrintBuffer): void {
  buffer.count = 0;
  const official = isOfficialSecond(day, second);
  const every = day.spec.source === 'factors' ? 1 : 5;
  if (second < openSecond || second >= day.grid.closeSecond || (second % every !== 0 && !official)) return;
  fillTop(day, second, 0, top);
  buffer.count = 1;
  buffer.ms[0] = 0;
  buffer.tick[0] = top.bid;
  buffer.side[0] = 1;
  buffer.dark[0] = 0;
  if (official) placeOfficial(day, second, buffer);
  buffer.size[0] = 0;
}

/** Sizes a minute reports off exchange, without its blocks: what `fillPrints` would mark, at no cost of prices. */
export function darkInMinute(day: SymbolDay, minute: number, add: (size: number) => void): void {
  const draw = poissonOf(day.rates()[minute] ?? 0);
  for (let second = minute * 60; second < minute * 60 + 60; second += 1) {
    const key = combine(day.key, second);
    const drawn = draw(key);
    const count = Math.min(capacity, isOfficialSecond(day, second) ? Math.max(1, drawn) : drawn);
    for (let index = 0; index < count; index += 1) {
      const isCross =
        (index === 0 && second === openSecond) || (index === count - 1 && second === day.grid.closeSecond - 1);
      const hash = printHash(key, index);
      if (!isCross && isDarkPrint(hash)) add(printSize(day, mix(hash + 3)));
    }
  }
}

/** Writes the prints of a second into `buffer`. A pure function of the day and the second. */
export function fillPrints(day: SymbolDay, second: number, buffer: PrintBuffer): void {
  fillUsual(day, second, buffer);
  const blocks = day.blocks().get(second);
  if (blocks) insertBlocks(blocks, buffer);
}

function fillUsual(day: SymbolDay, second: number, buffer: PrintBuffer): void {
  if (isIndex(day.spec)) {
    fillIndexValue(day, second, buffer);
    return;
  }
  buffer.count = 0;
  const key = combine(day.key, second);
  const official = isOfficialSecond(day, second);
  const count = printCount(day, second, key);
  if (count === 0) return;
  const offsets = day.offsets();
  const push = ((offsets[second + 1] ?? 0) - (offsets[second] ?? 0)) / (day.stepSd || 1);
  const buyChance = 0.5 + Math.max(-0.42, Math.min(0.42, 0.24 * push));
  for (let index = 0; index < count; index += 1) {
    const hash = printHash(key, index);
    fillOne(day, second, { hash, at: (index + uniform(hash)) / count, buyChance }, buffer);
  }
  if (official) placeOfficial(day, second, buffer);
}
