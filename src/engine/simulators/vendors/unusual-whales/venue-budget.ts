import type { BudgetState } from '../kit/minute-budget.ts';

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
