import { wallTime } from '../../../domain/time.ts';
import type { BudgetState } from '../kit/minute-budget.ts';

/** The day of the count begins at 20:00 New York time: a clock that is four hours ahead changes its date then. */
export function countedDay(timeMs: number): string {
  return wallTime(timeMs + 4 * 3_600_000).date;
}

/** The five counters of an answer; after the limit the rest stands at zero. */
export function countHeaders(state: BudgetState): Readonly<Record<string, string>> {
  return {
    'x-uw-token-req-limit': String(state.dayLimit),
    'x-uw-daily-req-count': String(state.dayUsed),
    'x-uw-minute-req-counter': String(state.minuteUsed),
    'x-uw-req-per-minute-remaining': String(Math.max(0, state.minuteLimit - state.minuteUsed)),
    'x-uw-req-per-minute-reset': String(Math.ceil(state.minuteResetMs)),
  };
}
