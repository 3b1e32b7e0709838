import type { EpisodePlan } from './episode-plan.ts';
import type { ListedOption } from './option-board.ts';
import type { FlowLean } from './option-flow.ts';
import { episodeLumpsOf, flowLean, usualLumps } from './option-flow.ts';
import { optionVolume } from './option-quotes.ts';
import { combine, mix, quickNormal, uniform } from './random.ts';
import type { SessionGrid } from './session-grid.ts';
import { openSecond } from './session-grid.ts';

/** An option print before its price is known. */
export type OptionPrintTime = {
  readonly second: number;
  readonly ms: number;
  readonly size: number;
  readonly buys: boolean;
  /** Between bid and ask: nobody was in a hurry. */
  readonly atMid: boolean;
  readonly exchange: string;
  /** Number of its order in the minute; the parts of a swept order share it. */
  readonly order: number;
  readonly isSweep: boolean;
  readonly isFloor: boolean;
  readonly isMultiLeg: boolean;
};

const mostPerMinute = 4;
export const optionExchanges = [
  'CBOE',
  'ISE',
  'PHLX',
  'ARCA',
  'AMEX',
  'BATS',
  'C2',
  'EDGX',
  'GEMINI',
  'MIAX',
  'BOX',
] as const;
const floorExchanges = ['CBOE', 'PHLX', 'AMEX', 'ARCA', 'BOX'] as const;

type Order = {
  readonly index: number;
  readonly hash: number;
  readonly at: number;
  readonly size: number;
  readonly isLarge: boolean;
};

/** Splits a minute's usual volume over orders of uneven size that add up to it, in order of time. */
function usualOrders(volume: number, key: number): readonly Order[] {
  if (volume <= 0) return [];
  const count = Math.min(volume, 1 + Math.floor(uniform(key) * mostPerMinute));
  const hashes = Array.from({ length: count }, (_, index) => mix(key + Math.imul(index + 1, 0x9e3779b1)));
  const weights = hashes.map((hash) => Math.exp(1.1 * quickNormal(mix(hash + 9))));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  let given = 0;
  return hashes.map((hash, index) => {
    passed += weights[index] ?? 0;
    // Sums of fractions fall short of their total by binary dust.
    const upTo = index === count - 1 ? volume - count : Math.floor(((volume - count) * passed) / total);
    const size = 1 + upTo - given;
    given = upTo;
    return { index, hash, size, at: Math.floor(((index + uniform(hash)) / count) * 60_000), isLarge: false };
  });
}

function pick<Item>(items: readonly [Item, ...Item[]], hash: number): Item {
  return items[Math.floor(uniform(hash) * items.length)] ?? items[0];
}

const smallestSweep = 8;

/** The parts of an order swept over exchanges within milliseconds; in one second, so that all see the same quote. */
function sweptParts(
  order: Order,
  at: { readonly second: number; readonly ms: number },
  lean: FlowLean,
): OptionPrintTime[] {
  const count = Math.min(2 + Math.floor(uniform(mix(order.hash + 5)) * 5), Math.floor(order.size / 2));
  const first = Math.min(at.ms, 999 - 9 * count);
  const buys = uniform(mix(order.hash + 1)) < Math.max(0.6, lean.buyChance);
  const venue = Math.floor(uniform(mix(order.hash + 7)) * optionExchanges.length);
  return Array.from({ length: count }, (_, part) => ({
    second: at.second,
    ms: first + part * (1 + (order.hash % 8)),
    size: Math.floor((order.size * (part + 1)) / count) - Math.floor((order.size * part) / count),
    buys,
    atMid: false,
    exchange: optionExchanges[(venue + part * 3) % optionExchanges.length] ?? 'CBOE',
    order: order.index,
    isSweep: true,
    isFloor: false,
    isMultiLeg: false,
  }));
}

function partsOf(order: Order, minute: number, lean: FlowLean): readonly OptionPrintTime[] {
  const { hash } = order;
  const at = { second: minute * 60 + Math.floor(order.at / 1000), ms: order.at % 1000 };
  const chance = order.isLarge ? 0.3 + lean.sweepChance : lean.sweepChance;
  if (order.size >= smallestSweep && uniform(mix(hash + 2)) < chance) return sweptParts(order, at, lean);
  const isFloor = order.isLarge && uniform(mix(hash + 3)) < 0.35;
  const isMultiLeg = uniform(mix(hash + 4)) < (order.isLarge ? 0.3 : 0.12);
  return [
    {
      ...at,
      size: order.size,
      buys: uniform(mix(hash + 1)) < lean.buyChance,
      atMid: uniform(mix(hash + 6)) < (isFloor || isMultiLeg ? 0.5 : 0.12),
      exchange: isFloor ? pick(floorExchanges, mix(hash + 7)) : pick(optionExchanges, mix(hash + 7)),
      order: order.index,
      isSweep: false,
      isFloor,
      isMultiLeg,
    },
  ];
}

function largeOrder(option: ListedOption, episode: EpisodePlan | null, minute: number, grid: SessionGrid): number {
  let share = 0;
  for (const lump of usualLumps(option, grid)) if (lump.minute === minute) share += lump.share;
  for (const lump of episodeLumpsOf(option, episode)) if (lump.minute === minute) share += lump.share;
  return Math.round(option.dayVolume * share);
}

/** Prints of one option in a minute, in order; sizes add up to the minute's volume. */
export function optionPrintsOf(
  option: ListedOption,
  episode: EpisodePlan | null,
  minute: number,
  grid: SessionGrid,
): readonly OptionPrintTime[] {
  const volume = optionVolume(option, episode, minute + 1, grid) - optionVolume(option, episode, minute, grid);
  if (volume <= 0) return [];
  const key = combine(option.key, 50_000 + minute);
  const large = Math.min(volume, largeOrder(option, episode, minute, grid));
  const orders = [...usualOrders(volume - large, key)];
  if (large > 0) {
    const hash = combine(key, 99);
    orders.push({ index: orders.length, hash, at: Math.floor(uniform(hash) * 60_000), size: large, isLarge: true });
  }
  const lean = flowLean(option, episode, minute);
  const prints = orders.flatMap((order) => partsOf(order, minute, lean));
  return prints.length === 1 ? prints : prints.toSorted((a, b) => a.second - b.second || a.ms - b.ms);
}

/** The latest print at or before a moment and the volume up to it. */
export function optionTapeAt(
  option: ListedOption,
  episode: EpisodePlan | null,
  at: { readonly second: number; readonly ms: number },
  grid: SessionGrid,
): { readonly last: OptionPrintTime | null; readonly volume: number } {
  const minute = Math.min(grid.closeSecond / 60, Math.floor(at.second / 60));
  const before = optionVolume(option, episode, minute, grid);
  const now = optionPrintsOf(option, episode, minute, grid).filter(
    (print) => print.second < at.second || (print.second === at.second && print.ms <= at.ms),
  );
  const volume = now.reduce((sum, print) => sum + print.size, before);
  const recent = now.at(-1);
  if (recent) return { last: recent, volume };
  return { last: before > 0 ? lastBefore(option, episode, minute, grid) : null, volume };
}

/** Volume only grows, so the minute of the last print is found by halving. */
function lastBefore(
  option: ListedOption,
  episode: EpisodePlan | null,
  minute: number,
  grid: SessionGrid,
): OptionPrintTime | null {
  const target = optionVolume(option, episode, minute, grid);
  let low = openSecond / 60;
  let high = minute;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (optionVolume(option, episode, middle, grid) >= target) high = middle;
    else low = middle + 1;
  }
  return optionPrintsOf(option, episode, low - 1, grid).at(-1) ?? null;
}
