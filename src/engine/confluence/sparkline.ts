import type { Bar } from '../domain/bar.ts';
import { regularSession, tradingDate } from '../domain/calendar.ts';

/** Closes of today's regular session; before the open, of the latest session there is. */
export function sparklineOf(fiveMinuteBars: readonly Bar[], nowMs: number): readonly number[] {
  const { openMs } = regularSession(tradingDate(nowMs));
  const today = fiveMinuteBars.filter((bar) => bar.start >= openMs);
  const shown = today.length > 0 ? today : fiveMinuteBars.slice(-78);
  return shown.map((bar) => bar.close);
}
