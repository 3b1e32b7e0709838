import type { AnswerHead, BudgetReading, BudgetSpec } from '../../ports/vendor.ts';

/** A count of a header; null when it is missing or is no count. */
export function millisecondsIn(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,15}$/.test(value.trim()) ? Number(value) : null;
}

/** The vendor's counters: two of the day, three of the minute, any of them may be missing. The reset is in milliseconds. */
export function readBudget({ headers }: Pick<AnswerHead, 'headers'>): BudgetReading | null {
  const used = millisecondsIn(headers['x-uw-minute-req-counter']);
  const left = millisecondsIn(headers['x-uw-req-per-minute-remaining']);
  const reading: BudgetReading = {
    minuteLimit: used !== null && left !== null ? used + left : null,
    minuteUsed: used,
    minuteResetMs: millisecondsIn(headers['x-uw-req-per-minute-reset']),
    dayLimit: millisecondsIn(headers['x-uw-token-req-limit']),
    dayUsed: millisecondsIn(headers['x-uw-daily-req-count']),
  };
  return Object.values(reading).every((each) => each === null) ? null : reading;
}

/**
 * 120 a minute; the day's number differs by plan and is read from the answers, 15,000 being the least anyone reported.
 * The day begins anew at 20:00 New York time. About three connections at once were spoken of.
 */
export const budget: BudgetSpec = {
  perSecond: null,
  perMinute: 120,
  perDay: 15_000,
  dayResetsAt: '20:00',
  concurrent: 3,
  reserve: { critical: 0.22, high: 0.1, normal: 0.05, low: 0 },
  dollarsPerUnit: 0,
  read: readBudget,
};
