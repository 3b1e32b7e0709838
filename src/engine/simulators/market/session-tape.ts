import type { SimPrint } from '../simulated-market.ts';
import type { MinuteColumns, PrintSummary } from './minute-columns.ts';
import { addPrint, addSecond, addSummary, createMinuteColumns, emptySummary } from './minute-columns.ts';
import { priceOf } from './price.ts';
import { createPrintBuffer, fillPrints } from './second-prints.ts';
import { openSecond, secondsPerDay } from './session-grid.ts';
import type { SymbolDay } from './symbol-day.ts';

export type Halt = { readonly fromSecond: number; readonly toSecond: number };

/** Day statistics at a moment. `session` holds the regular session, `all` the whole day. */
export type TapeState = { readonly all: PrintSummary; readonly session: PrintSummary };

/** Today's prints of one instrument: the generated ones without those in halts, and executions reported to it. */
export type SessionTape = {
  readonly day: SymbolDay;
  halt(fromSecond: number, toSecond: number): void;
  isHalted(second: number): boolean;
  /** Second whose price a quote shows: the one before the halt while halted. */
  quoteSecond(second: number): number;
  execute(print: SimPrint): void;
  /** Everything printed at or before a time; times may come in any order, forward is cheap. */
  stateAt(timeMs: number): TapeState;
  /** Prints in [fromMs, toMs), in order. */
  prints(fromMs: number, toMs: number): readonly SimPrint[];
  summary(fromSecond: number, toSecond: number, untilMs: number): PrintSummary;
};

const venues = ['NASDAQ', 'ARCA', 'BATS', 'EDGX', 'NYSE', 'IEX', 'MEMX'] as const;

function venueOf(day: SymbolDay, tick: number, size: number): string {
  if (day.spec.secType !== 'STK') return day.spec.exchange;
  return venues[(tick * 7 + size * 13) % venues.length] ?? 'ARCA';
}

function conditionsOf(day: SymbolDay, second: number, size: number): string {
  if (day.spec.secType !== 'STK') return '';
  if (second < openSecond || second >= day.grid.closeSecond) return size < 100 ? 'T I' : 'T';
  return size < 100 ? 'I' : '';
}

export function createSessionTape(day: SymbolDay): SessionTape {
  const { grid, spec } = day;
  const columns: MinuteColumns = createMinuteColumns(day);
  const buffer = createPrintBuffer();
  const halts: Halt[] = [];
  const executions: SimPrint[] = [];
  let cursorSecond = 0;
  let cursorAll = emptySummary();
  let cursorSession = emptySummary();

  function reset(): void {
    cursorSecond = 0;
    cursorAll = emptySummary();
    cursorSession = emptySummary();
  }

  const isHalted = (second: number): boolean =>
    halts.some((halt) => second >= halt.fromSecond && second < halt.toSecond);
  const inSession = (second: number): boolean => second >= openSecond && second < grid.closeSecond;

  function plain(fromSecond: number, toSecond: number): boolean {
    return !halts.some((halt) => halt.fromSecond < toSecond && halt.toSecond > fromSecond);
  }

  /** Generated prints of [fromSecond, toSecond), by whole minutes where possible. */
  function generated(fromSecond: number, toSecond: number): PrintSummary {
    const summary = emptySummary();
    let second = fromSecond;
    while (second < toSecond) {
      if (second % 60 === 0 && second + 60 <= toSecond && plain(second, second + 60)) {
        addSummary(summary, columns.minute(second / 60));
        second += 60;
      } else {
        if (!isHalted(second)) addSecond(day, second, summary);
        second += 1;
      }
    }
    return summary;
  }

  function advance(second: number): void {
    if (second < cursorSecond) reset();
    for (const [from, to, session] of [
      [0, openSecond, false],
      [openSecond, grid.closeSecond, true],
      [grid.closeSecond, secondsPerDay, false],
    ] as const) {
      const start = Math.max(from, cursorSecond);
      const end = Math.min(to, second);
      if (start >= end) continue;
      const summary = generated(start, end);
      addSummary(cursorAll, summary);
      if (session) addSummary(cursorSession, summary);
    }
    cursorSecond = Math.max(cursorSecond, Math.min(second, secondsPerDay));
  }

  function withExecutions(summary: PrintSummary, fromMs: number, untilMs: number): PrintSummary {
    const merged = { ...summary };
    for (const print of executions) {
      if (print.timeMs < fromMs || print.timeMs > untilMs) continue;
      const close = { close: merged.close, closeSize: merged.closeSize, count: merged.count };
      addPrint(merged, Math.round(print.price / spec.tick), print.size);
      // An older execution adds to volume and range, the newest print stays the last one.
      if (close.count > 0 && print.timeMs < untilMs - 1000)
        Object.assign(merged, { close: close.close, closeSize: close.closeSize });
    }
    return merged;
  }

  function printOf(second: number, index: number): SimPrint {
    const tick = buffer.tick[index] ?? 0;
    const size = buffer.size[index] ?? 0;
    return {
      price: priceOf(tick, spec.tick),
      size,
      aggressor: (buffer.side[index] ?? 1) > 0 ? 1 : -1,
      venue: (buffer.dark[index] ?? 0) === 1 ? 'FINRA' : venueOf(day, tick, size),
      conditions: conditionsOf(day, second, size),
      timeMs: grid.startMs + second * 1000 + (buffer.ms[index] ?? 0),
    };
  }

  return {
    day,
    isHalted,
    halt(fromSecond, toSecond) {
      halts.push({ fromSecond, toSecond });
      if (fromSecond < cursorSecond) reset();
    },
    quoteSecond: (second) =>
      halts.reduce(
        (shown, halt) => (shown >= halt.fromSecond && shown < halt.toSecond ? halt.fromSecond : shown),
        second,
      ),
    execute: (print) => void executions.push(print),
    stateAt(timeMs) {
      const second = Math.min(secondsPerDay, Math.max(0, Math.floor((timeMs - grid.startMs) / 1000)));
      advance(second);
      const part = emptySummary();
      const untilMs = timeMs - grid.startMs - second * 1000;
      if (second < secondsPerDay && untilMs >= 0 && !isHalted(second)) addSecond(day, second, part, untilMs);
      const all = { ...cursorAll };
      const session = { ...cursorSession };
      addSummary(all, part);
      if (inSession(second)) addSummary(session, part);
      return { all: withExecutions(all, grid.startMs, timeMs), session };
    },
    prints(fromMs, toMs) {
      const made: SimPrint[] = [];
      const first = Math.max(0, Math.floor((fromMs - grid.startMs) / 1000));
      const last = Math.min(secondsPerDay - 1, Math.floor((toMs - 1 - grid.startMs) / 1000));
      for (let second = first; second <= last; second += 1) {
        if (isHalted(second)) continue;
        fillPrints(day, second, buffer);
        for (let index = 0; index < buffer.count; index += 1) {
          const print = printOf(second, index);
          if (print.timeMs >= fromMs && print.timeMs < toMs) made.push(print);
        }
      }
      return made;
    },
    summary(fromSecond, toSecond, untilMs) {
      const end = Math.min(toSecond, secondsPerDay, Math.floor((untilMs - grid.startMs) / 1000));
      const summary = fromSecond < end ? generated(fromSecond, end) : emptySummary();
      if (end >= fromSecond && end < toSecond && end < secondsPerDay && !isHalted(end)) {
        addSecond(day, end, summary, untilMs - grid.startMs - end * 1000);
      }
      const toMs = Math.min(untilMs, grid.startMs + toSecond * 1000 - 1);
      return executions.length === 0 ? summary : withExecutions(summary, grid.startMs + fromSecond * 1000, toMs);
    },
  };
}
