import { isTradingDay, previousTradingDay, regularSession } from '../../domain/calendar.ts';
import { midOf, type Quote } from '../../domain/quote.ts';
import { wallTime } from '../../domain/time.ts';

/** Cboe calculates it every fifteen seconds: of a line that told nothing for so long nobody knows where the VIX is. */
const lastsMs = 10 * 60_000;
/** Delayed data is so much older by itself. */
const delayMs = 15 * 60_000;

export type VixStanding = {
  /** Index points; null = not known, or known only of a time that says nothing of now. */
  readonly level: number | null;
  /** When the level was told, or the one that is too old; null = none ever was. */
  readonly eventTime: number | null;
  /** The level that is too old. */
  readonly tooOld: number | null;
  /** The level is the one the last session closed at, or of the night since. */
  readonly isOfBefore: boolean;
};

const untold: VixStanding = { level: null, eventTime: null, tooOld: null, isOfBefore: false };

/**
 * The oldest a level may be at `nowMs`, in world time: in a session some minutes. From its close until as long into the next
 * one, what it closed at is the newest there is: many lines bring nothing of what Cboe calculates at night.
 */
function oldestMs(nowMs: number, allowedMs: number): { readonly fromMs: number; readonly hasBegun: boolean } {
  const { date } = wallTime(nowMs);
  const hasBegun = isTradingDay(date) && nowMs >= regularSession(date).openMs + allowedMs;
  const { closeMs } = regularSession(hasBegun ? date : previousTradingDay(date));
  return { fromMs: Math.min(nowMs, closeMs) - allowedMs, hasBegun };
}

/** What a quote of VIX or VIX3M says of now. The close of the day before says nothing once a session runs. House definition. */
export function vixStanding(quote: Quote | null, nowMs: number): VixStanding {
  if (quote === null) return untold;
  const allowedMs = lastsMs + (quote.dataType.startsWith('delayed') ? delayMs : 0);
  const { fromMs, hasBegun } = oldestMs(nowMs, allowedMs);
  const told = midOf(quote) ?? quote.last;
  const level = hasBegun ? told : (told ?? quote.close);
  if (level === null) return untold;
  const { eventTime } = quote;
  if (eventTime < fromMs) return { ...untold, eventTime, tooOld: level };
  return { level, eventTime, tooOld: null, isOfBefore: nowMs - eventTime > allowedMs };
}
