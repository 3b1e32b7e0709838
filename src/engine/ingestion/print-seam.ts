import type { Trade } from '../domain/trade.ts';
import { gapAt, printOrigins, type Print, type ToldPrint } from './print.ts';

type Past = { readonly trades: readonly Trade[]; readonly isCut: boolean };

/** The vendor's clock may be ahead of ours by so much; a print dated later still says nothing about what is known. */
export const aheadMs = 60_000;
/** Quotes tell of a trade up to so much after it. */
const quoteDelayMs = 1_000;

/** Trades of the past are told in whole seconds. */
const secondOf = (timeMs: number): number => Math.floor(timeMs / 1_000) * 1_000;

/**
 * A tape between an interruption and the answer about it. What the tape had then is remembered, what comes meanwhile is
 * held; joined with the past, each print is there once.
 */
export class PrintSeam {
  readonly #secondMs: number;
  /** Prints of that second the tape already has. */
  readonly #known: readonly Print[];
  #held: ToldPrint[] = [];
  /** Of what is held, the stream has told without interruption from here on. */
  #unbroken = 0;

  constructor(prints: readonly Print[], nowMs: number) {
    const last = prints.findLast(({ time }) => time <= nowMs + aheadMs);
    this.#secondMs = secondOf(last?.time ?? nowMs);
    this.#known = prints.filter(({ time, origin }) => secondOf(time) === this.#secondMs && origin !== printOrigins.gap);
  }

  /** From when on the past is asked for. */
  get fromMs(): number {
    return this.#secondMs;
  }

  hold(print: ToldPrint): void {
    this.#held.push(print);
  }

  /** Interrupted again before the answer was there. */
  interrupt(nowMs: number): void {
    this.#held.push(gapAt(nowMs));
    this.#unbroken = this.#held.length;
  }

  /** All of it in order; `null` = the past cannot be had. */
  join(past: Past | null, nowMs: number): readonly ToldPrint[] {
    if (past === null) return [gapAt(nowMs), ...this.#held];
    const trades = past.trades.filter(({ unreported }) => !unreported).map(printOf);
    const streamed = this.#held.slice(this.#unbroken).filter(({ origin }) => origin === printOrigins.exact);
    const missed = beforeStream(afterKnown(trades, this.#secondMs, this.#known), streamed);
    const reachMs = trades.at(-1)?.time ?? this.#secondMs;
    const kept = this.#held.filter((print, index) => !this.#isCovered(print, index, { reachMs, isCut: past.isCut }));
    return past.isCut ? [...missed, gapAt(nowMs), ...kept] : [...missed, ...kept];
  }

  #isCovered(
    { time, origin }: ToldPrint,
    index: number,
    { reachMs, isCut }: { readonly reachMs: number; readonly isCut: boolean },
  ): boolean {
    if (origin === printOrigins.gap) return !isCut;
    if (origin === printOrigins.exact) return index < this.#unbroken && time <= reachMs;
    // The past is told to the end of its last second, and a quote is late by itself.
    return time < reachMs + 1_000 + (isCut ? 0 : quoteDelayMs);
  }
}

function printOf({ eventTime, price, size }: Trade): ToldPrint {
  return { time: eventTime, price, size, origin: printOrigins.past, quote: undefined };
}

function isSame(one: ToldPrint | undefined, other: Omit<Print, 'aggressor'> | undefined): boolean {
  return one?.time === other?.time && one?.price === other?.price && one?.size === other?.size;
}

/** Leaves out what the tape already has of the second of the interruption. */
function afterKnown(past: readonly ToldPrint[], secondMs: number, known: readonly Print[]): readonly ToldPrint[] {
  const later = past.filter(({ time }) => time >= secondMs);
  const atFirst = later.filter(({ time }) => time === secondMs);
  const sampled = known.some(({ origin }) => origin === printOrigins.sampled);
  return later.slice(sampled ? countOfVolume(atFirst, known) : countOfRun(atFirst, known));
}

/** Prints read off quotes may be several trades in one; their volume is exact. */
function countOfVolume(trades: readonly ToldPrint[], known: readonly Print[]): number {
  let left = known.reduce((sum, { size }) => sum + size, 0);
  const next = trades.findIndex(({ size }) => {
    if (left <= 1e-9) return true;
    left -= size;
    return false;
  });
  return next < 0 ? trades.length : next;
}

/** Trades up to the end of the known ones: a stream that began within the second has not told its first. */
function countOfRun(trades: readonly ToldPrint[], known: readonly Print[]): number {
  for (let end = known.length; end <= trades.length; end += 1) {
    const start = end - known.length;
    if (known.every((print, index) => isSame(trades[start + index], print))) return end;
  }
  return Math.min(known.length, trades.length);
}

/**
 * The past up to the first print of the stream. Both should end with the same trade; where one of them is behind, the
 * place where they agree counts, and of several the nearest one.
 */
function beforeStream(past: readonly ToldPrint[], streamed: readonly ToldPrint[]): readonly ToldPrint[] {
  const [first] = streamed;
  if (!first) return past;
  const even = past.length - streamed.length;
  const fits = (start: number): boolean =>
    past.slice(start).every((print, index) => index >= streamed.length || isSame(print, streamed[index]));
  const starts = [...past.keys()].filter((index) => isSame(past[index], first) && fits(index));
  const [nearest] = starts.toSorted((a, b) => Math.abs(a - even) - Math.abs(b - even));
  if (nearest !== undefined) return past.slice(0, nearest);
  const earlier = past.filter(({ time }) => time <= first.time);
  // It ends before the stream begins.
  if (earlier.length === past.length) return past;
  // They agree nowhere: as many of the first second are left out as the stream has told of it.
  const both = streamed.filter(({ time }) => time === first.time).length;
  const atFirst = earlier.filter(({ time }) => time === first.time).length;
  return earlier.slice(0, earlier.length - Math.min(both, atFirst));
}
