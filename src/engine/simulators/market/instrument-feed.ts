import type { SimDepth, SimPrint, SimQuote, Unsubscribe } from '../simulated-market.ts';
import type { VirtualClock } from '../virtual-clock.ts';

/** What one instrument can show; the feed decides when to look. */
export type FeedSource = {
  readonly quotesPerSecond: number;
  /** Nothing happens before and after, ms since epoch. */
  readonly fromMs: number;
  readonly toMs: number;
  quote(timeMs: number): SimQuote;
  depth(timeMs: number): SimDepth;
  /** Prints in [fromMs, toMs). */
  prints(fromMs: number, toMs: number): readonly SimPrint[];
};

export type InstrumentFeed = {
  onQuote(listener: (quote: SimQuote) => void): Unsubscribe;
  onPrint(listener: (print: SimPrint) => void): Unsubscribe;
  onDepth(listener: (depth: SimDepth) => void): Unsubscribe;
  /** An execution outside the generated tape. */
  emitPrint(print: SimPrint): void;
  /** The instrument's source became another one (a new day), or disappeared. */
  replace(source: FeedSource | null): void;
};

type Moment = { readonly atMs: number; readonly print: SimPrint | null };

function sameTop(a: SimQuote | null, b: SimQuote): boolean {
  return (
    a !== null &&
    a.bid === b.bid &&
    a.ask === b.ask &&
    a.bidSize === b.bidSize &&
    a.askSize === b.askSize &&
    a.last === b.last &&
    a.volume === b.volume &&
    a.halted === b.halted
  );
}

/** Moments of one second: quote slots and prints, in order of time, a slot before a print at the same millisecond. */
function momentsOf(source: FeedSource, fromMs: number, secondEndMs: number): readonly Moment[] {
  const secondStartMs = secondEndMs - 1000;
  const moments: Moment[] = [];
  for (let slot = 0; slot < source.quotesPerSecond; slot += 1) {
    const atMs = secondStartMs + Math.floor((slot * 1000) / source.quotesPerSecond);
    if (atMs >= fromMs) moments.push({ atMs, print: null });
  }
  for (const print of source.prints(fromMs, secondEndMs)) moments.push({ atMs: print.timeMs, print });
  return moments.toSorted((a, b) => a.atMs - b.atMs);
}

/** Runs one instrument on the clock while somebody listens: one pending task, nothing when nobody does. */
export function createInstrumentFeed(clock: VirtualClock, first: FeedSource): InstrumentFeed {
  const quoteListeners = new Set<(quote: SimQuote) => void>();
  const printListeners = new Set<(print: SimPrint) => void>();
  const depthListeners = new Set<(depth: SimDepth) => void>();
  let source: FeedSource | null = first;
  let cancel: (() => void) | null = null;
  let moments: readonly Moment[] = [];
  let position = 0;
  let plannedToMs = 0;
  let shown: SimQuote | null = null;

  const watched = (): boolean => quoteListeners.size + printListeners.size + depthListeners.size > 0;

  function emitQuote(timeMs: number): void {
    if (!source || quoteListeners.size === 0) return;
    const quote = source.quote(timeMs);
    if (sameTop(shown, quote)) return;
    shown = quote;
    for (const listener of quoteListeners) listener(quote);
  }

  function emitDepth(timeMs: number): void {
    if (!source || depthListeners.size === 0) return;
    const depth = source.depth(timeMs);
    for (const listener of depthListeners) listener(depth);
  }

  function run(moment: Moment): void {
    if (moment.print) for (const listener of printListeners) listener(moment.print);
    emitQuote(moment.atMs);
    if (!moment.print) emitDepth(moment.atMs);
  }

  function plan(active: FeedSource): Moment | null {
    while (position >= moments.length) {
      if (plannedToMs >= active.toMs) return null;
      const fromMs = Math.max(plannedToMs, active.fromMs);
      plannedToMs = Math.floor(fromMs / 1000) * 1000 + 1000;
      moments = momentsOf(active, fromMs, plannedToMs);
      position = 0;
    }
    return moments[position] ?? null;
  }

  function next(): void {
    cancel = null;
    if (!source || !watched()) return;
    const moment = plan(source);
    if (!moment) return;
    cancel = clock.schedule(moment.atMs, () => {
      position += 1;
      run(moment);
      // A listener may have stopped or replaced the feed.
      if (source && moments[position - 1] === moment) next();
    });
  }

  function stop(): void {
    cancel?.();
    cancel = null;
    moments = [];
    position = 0;
  }

  function start(): void {
    stop();
    plannedToMs = Math.floor(clock.now()) + 1;
    shown = null;
    next();
  }

  function listen<Item>(listeners: Set<Item>, listener: Item): Unsubscribe {
    const idle = !watched();
    listeners.add(listener);
    if (idle) start();
    return () => {
      listeners.delete(listener);
      if (!watched()) stop();
    };
  }

  return {
    onQuote: (listener) => listen(quoteListeners, listener),
    onPrint: (listener) => listen(printListeners, listener),
    onDepth: (listener) => listen(depthListeners, listener),
    emitPrint(print) {
      for (const listener of printListeners) listener(print);
      emitQuote(print.timeMs);
    },
    replace(replacement) {
      source = replacement;
      if (watched()) start();
    },
  };
}
