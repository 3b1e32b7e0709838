import type { Fact, StoredFact } from '../../domain/facts/fact.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import { unwaitedMs } from './closed-hours.ts';
import type { Reading } from './readings.ts';

export type ReplayFacts = {
  readonly readings: AsyncIterable<Reading>;
  /** When the recording begins. */
  readonly fromMs: number;
  readonly store: Pick<FactStore, 'append'>;
  readonly machine: Clock;
  /** Recorded seconds per second; 0 = as fast as possible. */
  readonly speed: number;
  readonly signal: AbortSignal;
  /** Stepped replay: waits for this before each item. */
  readonly nextStep?: (timeMs: number) => Promise<void>;
  /** In the order of the recording; several items at once where nothing waits between them. */
  readonly onStored?: (facts: readonly StoredFact[]) => void;
  /** A recorded minute is over and in the store. */
  readonly onMinute?: (progress: ReplayProgress) => void;
};

export type ReplayProgress = {
  /** The end of the last minute in which something came, recorded time. */
  readonly timeMs: number;
  readonly items: number;
  readonly stored: number;
  /** Recorded seconds per second, so far, without those that were not waited for. */
  readonly reached: number;
};

export type ReplayedFacts = {
  readonly items: number;
  readonly stored: number;
  readonly repeated: number;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  /** It took, real ms. */
  readonly tookMs: number;
  readonly refused: Readonly<Record<string, number>>;
};

/** Signals, output and whoever wants it to end get their turn after so much work, real ms. */
const workMs = 20;
const minuteMs = 60_000;
/** A transaction for every item would cost more than all the rest. */
const factsPerAppend = 4_000;

/** Stores what a recorded day meant, at the pace of its own clock or as fast as it goes. */
export async function replayFacts(options: ReplayFacts): Promise<ReplayedFacts> {
  const { readings, fromMs, store, machine, signal } = options;
  const counts = { items: 0, stored: 0, repeated: 0 };
  const refused: Record<string, number> = {};
  const startedMs = machine.monotonicMs();
  const pause = pausing(machine);
  let firstTime: number | null = null;
  let lastTime: number | null = null;
  let minuteAt: number | null = null;
  let latestMs = fromMs;
  let skippedMs = 0;
  let waiting: Fact[] = [];
  const keep = (): void => {
    if (waiting.length === 0) return;
    const kept = store.append(waiting);
    waiting = [];
    if (!kept.ok) throw new Error(kept.failure.message);
    counts.stored += kept.value.stored.length;
    counts.repeated += kept.value.repeated;
    options.onStored?.(kept.value.stored);
  };
  const reachedAt = (timeMs: number): number =>
    (timeMs - fromMs - skippedMs) / Math.max(1, machine.monotonicMs() - startedMs);
  for await (const { time, facts, refusals } of readings) {
    await options.nextStep?.(time);
    if (options.speed > 0) skippedMs += unwaitedMs({ fromMs: latestMs, toMs: time });
    latestMs = Math.max(latestMs, time);
    await due(options, { startedMs, timeMs: time - skippedMs, pause, beforeWaiting: keep });
    if (signal.aborted) break;
    const minute = Math.floor(time / minuteMs);
    if (minuteAt !== null && minute > minuteAt && options.onMinute) {
      keep();
      const timeMs = (minuteAt + 1) * minuteMs;
      options.onMinute({ timeMs, items: counts.items, stored: counts.stored, reached: reachedAt(timeMs) });
    }
    minuteAt = Math.max(minuteAt ?? minute, minute);
    for (const reason of refusals) refused[reason] = (refused[reason] ?? 0) + 1;
    for (const fact of facts) waiting.push(fact);
    if (options.nextStep || waiting.length >= factsPerAppend) keep();
    counts.items += 1;
    firstTime ??= time;
    lastTime = time;
  }
  keep();
  return { ...counts, firstTime, lastTime, tookMs: machine.monotonicMs() - startedMs, refused };
}

/** When the item's moment has come; at once where it is over already or nobody waits for moments. */
async function due(
  { speed, fromMs, machine, signal }: ReplayFacts,
  at: {
    readonly startedMs: number;
    readonly timeMs: number;
    readonly pause: () => Promise<void>;
    readonly beforeWaiting: () => void;
  },
): Promise<void> {
  const waitMs = (): number => (at.timeMs - fromMs) / speed - (machine.monotonicMs() - at.startedMs);
  for (let left = speed > 0 ? waitMs() : 0; left > 1 && !signal.aborted; left = waitMs()) {
    at.beforeWaiting();
    await turn(machine, Math.min(left, 250));
  }
  await at.pause();
}

/** Gives way once it has worked for a while. */
function pausing(machine: Clock): () => Promise<void> {
  let sinceMs = machine.monotonicMs();
  return async () => {
    if (machine.monotonicMs() - sinceMs < workMs) return;
    await turn(machine, 0);
    sinceMs = machine.monotonicMs();
  };
}

function turn(machine: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => void machine.after(delayMs, resolve));
}
