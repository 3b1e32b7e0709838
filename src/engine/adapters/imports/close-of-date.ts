import { regularSession } from '../../domain/calendar.ts';

const closes = new Map<string, number>();
const mostDates = 20_000;

/** When a trading date's session ends, remembered: a file of daily bars asks for the same dates once a symbol. */
export function closeOfDate(date: string): number {
  const known = closes.get(date);
  if (known !== undefined) return known;
  const { closeMs } = regularSession(date);
  if (closes.size >= mostDates) closes.clear();
  closes.set(date, closeMs);
  return closeMs;
}
