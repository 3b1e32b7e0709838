import { extendedSession, isTradingDay, nextTradingDay } from '../../domain/calendar.ts';
import { wallTime } from '../../domain/time.ts';

/** Two moments of a recording, or what lies between them. */
export type Stretch = { readonly fromMs: number; readonly toMs: number };

/** What a replay at a speed waits for at most, recorded time, while exchanges are closed and nothing comes. */
export const longestClosedWaitMs = 1_000;

/** The first part of a stretch in which no stock exchange of the United States trades; null where one always does. */
export function firstClosed({ fromMs, toMs }: Stretch): Stretch | null {
  const { date } = wallTime(fromMs);
  const today = isTradingDay(date) ? extendedSession(date) : null;
  const isOpen = today !== null && fromMs >= today.openMs && fromMs < today.closeMs;
  const closed = isOpen ? today.closeMs : fromMs;
  if (closed >= toMs) return null;
  const isBeforeOpen = today !== null && closed < today.openMs;
  const opens = isBeforeOpen ? today.openMs : extendedSession(nextTradingDay(date)).openMs;
  // Behind the last date of four-figure years, which a crafted file may claim, nothing opens.
  return { fromMs: closed, toMs: opens > closed ? Math.min(opens, toMs) : toMs };
}

/** No exchange was ever closed for longer: what claims to lie further apart is not looked at day by day. */
const longestGapMs = 14 * 86_400_000;

/** How much of a stretch in which nothing came a replay at a speed does not wait for. */
export function unwaitedMs({ fromMs, toMs }: Stretch): number {
  if (toMs - fromMs <= longestClosedWaitMs) return 0;
  if (toMs - fromMs > longestGapMs) return toMs - fromMs - longestClosedWaitMs;
  let sum = 0;
  for (let closed = firstClosed({ fromMs, toMs }); closed; closed = firstClosed({ fromMs: closed.toMs, toMs }))
    sum += Math.max(0, closed.toMs - closed.fromMs - longestClosedWaitMs);
  return sum;
}
