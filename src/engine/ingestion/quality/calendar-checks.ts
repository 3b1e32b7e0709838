import { isHalfDay, isTradingDay } from '../../domain/calendar.ts';
import type { ExchangeDay } from '../../domain/facts/reference-data.ts';
import { addDays, instantOf } from '../../domain/time.ts';
import type { FindingBook } from './finding-book.ts';

function ruled(date: string): string {
  if (!isTradingDay(date)) return 'closed';
  return isHalfDay(date) ? '0930 to 1300' : '0930 to 1600';
}

/** A vendor's word on a trading day against the rules of `domain/calendar`, which everything in the program goes by. */
export function checkExchangeDay(
  findings: FindingBook,
  { source, day }: { readonly source: string; readonly day: ExchangeDay },
  nowMs: number,
): void {
  const told = day.close === '' ? 'closed' : `${day.open} to ${day.close}`;
  const rules = ruled(day.date);
  // A calendar is told once, so the finding stands until its day is over.
  const standsMs = instantOf(addDays(day.date, 1), 0) - nowMs;
  const message = told === rules || standsMs <= 0 ? null : `${source} says ${told}, the rules say ${rules}`;
  findings.judge({ check: 'exchange-day', subject: day.date, sources: [source], standsMs }, message, nowMs);
}
