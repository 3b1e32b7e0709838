import { sessionPhase } from '../../domain/calendar.ts';
import type { FeedPriority } from '../../ports/vendor.ts';
import type { EndpointState } from './endpoint-state.ts';
import { dataStartMs, lastClockTime, lastWordMs, nextClockTime, nextDue } from './session-times.ts';
import { longestWaitMs, type Target } from './target.ts';

/** Real ms over which what was missed (sleep, a closed night) is spread, by class; the critical is asked at once. */
const spreadMs: Readonly<Record<FeedPriority, number>> = { critical: 0, high: 10_000, normal: 60_000, low: 300_000 };
const dayMs = 86_400_000;
/** What is asked less often is dear, and says nothing of the close anyhow. */
const oftenMs = 3_600_000;

export type DueParts = {
  readonly endpoint: EndpointState;
  readonly target: Target;
  readonly nowMs: number;
  readonly speed: number;
  readonly random: () => number;
};

function periodOf({ cadence }: EndpointState): number {
  return 'everyMs' in cadence ? cadence.everyMs : dayMs;
}

/**
 * First look at a target: what the store knows of before need not be asked again; at the start of the program it gets a
 * moment of its own, `spread` real ms later.
 */
export function lookBack(
  parts: DueParts,
  lastKnownMs: number | null,
  spread: { readonly from: number; readonly to: number } | null,
): void {
  const { endpoint, target, nowMs, speed, random } = parts;
  target.looked = true;
  if (spread)
    target.dueMs = Math.max(target.dueMs, nowMs + speed * (spread.from + (spread.to - spread.from) * random()));
  target.knownMs = lastKnownMs;
  target.evenClosed = lastKnownMs === null;
  const { cadence } = endpoint;
  if (!('dailyAt' in cadence) || lastKnownMs === null) return;
  if (lastKnownMs < lastClockTime(nowMs, cadence.dailyAt)) return;
  target.dueMs = nextClockTime(nowMs, cadence.dailyAt);
  // Who waits for its facts need not wait for tomorrow's.
  endpoint.answeredOnce = true;
}

/** Whether a target is to be asked now. Moves due times that a jump of the clock or a long silence has made senseless. */
export function isDue(parts: DueParts): boolean {
  const { endpoint, target, nowMs, speed, random } = parts;
  if (target.busy) return false;
  const period = periodOf(endpoint);
  // A clock set back must not silence a feed for the time it was set back.
  if (target.dueMs - nowMs > period * 1.5 + 60_000) target.dueMs = nextDue(endpoint.cadence, nowMs, nowMs);
  if (target.notBeforeMs - nowMs > longestWaitMs) target.notBeforeMs = nowMs;
  if (Math.max(target.dueMs, target.notBeforeMs) > nowMs) return false;
  const { sessions, priority } = endpoint.effective.endpoint;
  if (!sessions.includes(sessionPhase(nowMs)) && !target.evenClosed && !owesLastWord(parts)) return false;
  const late = nowMs - target.dueMs;
  const spread = Math.min(period / 2, spreadMs[priority] * Math.max(1, speed));
  if (target.askedMs === null || target.spread || late <= period || spread === 0) return true;
  target.spread = true;
  target.dueMs = nowMs + random() * spread;
  return false;
}

/** Its session is over, and what was asked last is from before its end: totals and minutes of the day want their rest. */
function owesLastWord({ endpoint, target, nowMs }: DueParts): boolean {
  const asked = Math.max(target.askedMs ?? 0, target.knownMs ?? 0);
  const last = lastWordMs(nowMs, endpoint.effective.endpoint.sessions);
  if (periodOf(endpoint) > oftenMs || last === null) return false;
  return asked < last && last <= nowMs && asked > 0;
}

/**
 * Since when a target has not been answered, as far back as its session goes; null = it never was, or nobody knows.
 * What came between is paged back to.
 */
export function unansweredSinceMs({ target, nowMs }: Pick<DueParts, 'target' | 'nowMs'>): number | null {
  const answered = target.succeededMs ?? target.knownMs;
  return answered === null ? null : Math.max(answered, dataStartMs(nowMs));
}

/** A target goes to the queue: when is it due again? */
export function planNext(parts: DueParts): void {
  const { endpoint, target, nowMs, random } = parts;
  const first = target.askedMs === null;
  const { cadence } = endpoint;
  // The second round is spread over the period once and for all: later ones keep the beat.
  const share = endpoint.effective.endpoint.priority === 'critical' ? 0.1 : 0.5;
  const early = first && 'everyMs' in cadence ? cadence.everyMs * share * random() : 0;
  target.dueMs = nextDue(cadence, target.dueMs, nowMs) - early;
  target.askedMs = nowMs;
  target.spread = false;
  target.evenClosed = false;
}
