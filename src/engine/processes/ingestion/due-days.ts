import { sessionPhase } from '../../domain/calendar.ts';
import { wallTime } from '../../domain/time.ts';

/** Those that are over by the date: today's own waits for its time in the evening. */
export function missedDays(missing: readonly string[], nowMs: number): readonly string[] {
  const { date: today } = wallTime(nowMs);
  return missing.filter((date) => date < today);
}

/** Reading a whole store must not meet the session: what was missed waits for its end. */
export function dueDays(missing: readonly string[], nowMs: number, archiveAt: string): readonly string[] {
  const { date: today, secondOfDay } = wallTime(nowMs);
  const phase = sessionPhase(nowMs);
  const missed = phase === 'closed' || phase === 'after-hours' ? missedDays(missing, nowMs) : [];
  return missing.includes(today) && secondOfDay >= secondOf(archiveAt) ? [...missed, today] : missed;
}

function secondOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 3_600 + Number(clock.slice(3, 5)) * 60;
}
