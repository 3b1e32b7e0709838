import type { FeedPriority } from '../../ports/vendor.ts';
import { priorities } from './budget.ts';
import type { EndpointState } from './endpoint-state.ts';
import type { HoleFill } from './hole-fill.ts';
import type { Answer } from './read-answer.ts';
import type { Target } from './target.ts';

export type Round = {
  /** Follow-ups that it may still make. */
  followUpsLeft: number;
  /** When its target had answered last before it began, world time; null = never, or not known. */
  readonly sinceMs: number | null;
};

/** One request that wants to be made. */
export type FeedJob = {
  readonly endpoint: EndpointState;
  /** Null for follow-ups and for holes to fill: their answers do not count for the cadence. */
  readonly target: Target | null;
  readonly symbol: string;
  /** `YYYYMMDD`, chosen when it was wanted: which expiry is the nearest may change before it is answered. */
  readonly expiry: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly priority: FeedPriority;
  readonly round: Round;
  /** Document that is asked for once. */
  readonly once: string | null;
  /** Somebody waits for this very answer: a test of the key. It is asked whatever else is blocked. */
  readonly done: ((answer: Answer) => void) | null;
  /** The hole it helps to fill. */
  readonly hole: HoleFill | null;
  attempts: number;
  /** Monotonic ms before which it is not tried again. */
  notBeforeMs: number;
};

/** One turn in so many goes to the lowest class that waits, so that an overfull file starves nobody for ever. */
const lastFirstEvery = 16;

/** Jobs by class, in order of arrival; a job that cannot go yet does not hold up those behind it. */
export class JobQueue {
  readonly #byClass: Readonly<Record<FeedPriority, FeedJob[]>> = { critical: [], high: [], normal: [], low: [] };

  #taken = 0;

  get size(): number {
    return priorities.reduce((total, priority) => total + this.#byClass[priority].length, 0);
  }

  push(job: FeedJob): void {
    this.#byClass[job.priority].push(job);
  }

  /** Takes the first job of the highest class (now and then of the lowest) for which both questions are answered with yes. */
  take(parts: {
    readonly mayAsk: (priority: FeedPriority) => boolean;
    readonly mayGo: (job: FeedJob) => boolean;
  }): FeedJob | null {
    const lastFirst = this.#taken % lastFirstEvery === lastFirstEvery - 1;
    for (const priority of lastFirst ? priorities.toReversed() : priorities) {
      const jobs = this.#byClass[priority];
      if (jobs.length === 0 || !parts.mayAsk(priority)) continue;
      const at = jobs.findIndex(parts.mayGo);
      const [job] = at < 0 ? [] : jobs.splice(at, 1);
      if (!job) continue;
      this.#taken += 1;
      return job;
    }
    return null;
  }

  /** Takes out what is no longer wanted. */
  drop(unwanted: (job: FeedJob) => boolean): readonly FeedJob[] {
    const gone: FeedJob[] = [];
    for (const priority of priorities) {
      const jobs = this.#byClass[priority];
      const kept = jobs.filter((job) => !unwanted(job));
      gone.push(...jobs.filter(unwanted));
      jobs.splice(0, jobs.length, ...kept);
    }
    return gone;
  }

  *all(): IterableIterator<FeedJob> {
    for (const priority of priorities) yield* this.#byClass[priority];
  }
}

/** The higher of two classes: a hole is as urgent as what it is a hole in. */
export function urgent(priority: FeedPriority, endpoint: EndpointState): FeedPriority {
  const own = endpoint.effective.endpoint.priority;
  return priorities.indexOf(priority) < priorities.indexOf(own) ? priority : own;
}

/** A first try; who asks adds for what. */
export function jobOf(
  endpoint: EndpointState,
  what: Pick<FeedJob, 'target' | 'priority' | 'parameters'>,
  sinceMs: number | null = null,
): Omit<FeedJob, 'symbol' | 'expiry'> {
  return {
    ...what,
    endpoint,
    round: { followUpsLeft: endpoint.effective.endpoint.mostFollowUps, sinceMs },
    once: null,
    done: null,
    hole: null,
    attempts: 0,
    notBeforeMs: 0,
  };
}
