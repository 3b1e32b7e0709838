import type { FeedPriority } from '../../ports/vendor.ts';
import type { Subscription } from '../../ports/connection.ts';
import type { VendorBudget } from './budget.ts';
import { Asker } from './asker.ts';
import type { FeedFailure } from './breaker.ts';
import type { EndpointState } from './endpoint-state.ts';
import { JobQueue, type FeedJob } from './feed-job.ts';
import type { FeedContext, FeedSettings } from './feed-types.ts';
import { FollowUps } from './follow-ups.ts';
import { failed, failureOfHttp, type Answer } from './read-answer.ts';
import { isPassing, retryDelayMs } from './retry-delay.ts';
import { longestWaitMs } from './target.ts';

export type VendorRequestsParts = {
  readonly context: FeedContext;
  readonly settings: () => FeedSettings;
  readonly budget: VendorBudget;
  readonly endpoint: (id: string) => EndpointState | undefined;
  /** Why nothing may be asked; null = ask. */
  readonly blocked: () => string | null;
  readonly onUnauthorised: (message: string) => void;
  /** Something ended: there may be room for more. */
  readonly onSettled: () => void;
};

const soonMs = 600_000;

/** Makes the requests of one vendor, as many at once and as many a minute as it allows, the most urgent first. */
export class VendorRequests implements Subscription {
  readonly #parts: VendorRequestsParts;
  readonly #queue = new JobQueue();
  readonly #onWay = new Map<FeedJob, AbortController>();
  readonly #asker: Asker;
  readonly #followUps: FollowUps;
  rateLimited = 0;
  #closed = false;

  constructor(parts: VendorRequestsParts) {
    this.#parts = parts;
    this.#asker = new Asker(parts);
    this.#followUps = new FollowUps(parts);
  }

  get waiting(): number {
    return this.#queue.size;
  }

  get onWay(): number {
    return this.#onWay.size;
  }

  submit(job: FeedJob): void {
    this.#queue.push(job);
  }

  /** Starts whatever may go now. */
  pump(): void {
    while (!this.#closed) {
      const job = this.#next();
      if (!job) return;
      this.#ask(job).catch((error: unknown) => {
        this.#parts.context.log.error('a request failed inside', { error: String(error) });
        this.#onWay.delete(job);
        // Another trial may follow: this one has shown nothing of the vendor.
        job.endpoint.breaker.abandoned();
        this.#release(job);
      });
    }
  }

  /** Real ms until something waiting may go; null = nothing waits, or an answer has to come first. */
  waitMs(): number | null {
    if (this.#queue.size === 0 || this.#parts.blocked() !== null) return null;
    const now = this.#parts.context.clock.monotonicMs();
    const classes = new Map<FeedPriority, number>();
    let least = Number.POSITIVE_INFINITY;
    for (const job of this.#queue.all()) {
      const breakerMs = job.endpoint.breaker.waitMs(now);
      if (breakerMs === null) continue;
      const classMs = classes.get(job.priority) ?? this.#classWaitMs(job);
      classes.set(job.priority, classMs);
      least = Math.min(least, Math.max(breakerMs, job.notBeforeMs - now, classMs));
      if (least <= 0) break;
    }
    return Number.isFinite(least) ? least : null;
  }

  /** Real ms until budget and ways let a class go; infinite while only an answer can. */
  #classWaitMs({ priority, endpoint }: FeedJob): number {
    const { budget, context, settings } = this.#parts;
    if (!this.#hasSlot(priority, settings().feed.budget.concurrent)) return Number.POSITIVE_INFINITY;
    const budgetMs = budget.waitMs(priority, endpoint.effective.endpoint.cost);
    const { speed } = context.budgetClock;
    return budgetMs === 0 || speed > 0 ? budgetMs / Math.max(speed, Number.MIN_VALUE) : 1_000;
  }

  /** Forgets what waits for endpoints that are no longer asked. */
  dropUnwanted(unwanted: (job: FeedJob) => boolean): void {
    for (const job of this.#queue.drop(unwanted)) this.#release(job);
  }

  close(): void {
    this.#closed = true;
    this.#queue.drop(() => true);
    for (const abort of this.#onWay.values()) abort.abort();
    this.#onWay.clear();
  }

  #next(): FeedJob | null {
    const { budget, blocked, context } = this.#parts;
    const { concurrent } = this.#parts.settings().feed.budget;
    const now = context.clock.monotonicMs();
    const stopped = blocked() !== null;
    let halted = false;
    return this.#queue.take({
      mayAsk: (priority) => !halted && this.#hasSlot(priority, concurrent) && budget.waitMs(priority, 0) === 0,
      mayGo: (job) => {
        if (halted || job.notBeforeMs > now) return false;
        if (job.done === null && (stopped || job.endpoint.breaker.waitMs(now) !== 0)) return false;
        // What is too dear now must not be overtaken for ever by what is cheap.
        halted = budget.waitMs(job.priority, job.endpoint.effective.endpoint.cost) > 0;
        return !halted;
      },
    });
  }

  /** One way stays free for what is urgent: thirty seconds of a stalled archive must not hold up the flow. */
  #hasSlot(priority: FeedPriority, concurrent: number): boolean {
    const kept = concurrent > 1 && (priority === 'normal' || priority === 'low') ? 1 : 0;
    return this.#onWay.size < concurrent - kept;
  }

  async #ask(job: FeedJob): Promise<void> {
    const { context, budget } = this.#parts;
    const { endpoint } = job;
    const request = this.#asker.requestOf(job);
    if (!request.ok) return this.#finish(job, failed('bad-request', request.failure.message));
    const abort = new AbortController();
    this.#onWay.set(job, abort);
    const { cost } = endpoint.effective.endpoint;
    const ticket = budget.take(job.priority, cost);
    endpoint.requests += 1;
    endpoint.spend(cost, budget.dayEndsMs);
    endpoint.lastAttemptMs = context.clock.now();
    endpoint.breaker.sent();
    const answered = await context.http.request(request.value, abort.signal);
    this.#onWay.delete(job);
    // Reading may take many turns; the way is free now.
    this.#parts.onSettled();
    ticket.settle(answered.ok ? this.#asker.budgetOf(answered.value) : null);
    if (this.#closed) return;
    if (!answered.ok) return this.#finish(job, failureOfHttp(answered.failure.code, answered.failure.message));
    const answer = await this.#asker.read(job, answered.value, request.value.url);
    if (!this.#closed) this.#finish(job, answer);
  }

  #finish(job: FeedJob, answer: Answer): void {
    if (answer.kind === 'failure') this.#failed(job, answer);
    else this.#succeeded(job, answer);
    job.done?.(answer);
    this.#parts.onSettled();
  }

  #succeeded(job: FeedJob, answer: Exclude<Answer, { kind: 'failure' }>): void {
    if (job.once !== null) this.#followUps.answered(job.once, answer);
    const nowMs = this.#parts.context.clock.now();
    job.endpoint.succeeded(job.target, nowMs, answer.kind === 'empty' ? answer.reason : '');
    this.#release(job);
    for (const followUp of answer.kind === 'translated' ? answer.translation.followUps : []) {
      const next = this.#followUps.jobFor(job, followUp);
      if (next) this.submit(next);
    }
    job.hole?.kept();
  }

  #failed(job: FeedJob, failure: Extract<Answer, { kind: 'failure' }>): void {
    const { context, budget } = this.#parts;
    const { clock, random } = context;
    const { code, message } = failure;
    const nowReal = clock.monotonicMs();
    job.endpoint.failed(code, message, nowReal);
    if (code === 'unauthorised') this.#parts.onUnauthorised(message);
    if (code === 'rate-limited') {
      this.rateLimited += 1;
      budget.block(failure.retryAfterMs);
    }
    if (code !== 'rate-limited') job.attempts += 1;
    const again =
      code === 'rate-limited'
        ? 0
        : (retryDelayMs({ ...job, code, patient: job.hole !== null, random, leastMs: this.#askedToWaitMs(failure) }) ??
          this.#later(job, code));
    if (again !== null && job.done === null && !this.#closed) {
      job.notBeforeMs = nowReal + again;
      this.#queue.push(job);
      return;
    }
    this.#postpone(job, code);
    this.#release(job);
  }

  /** Real ms: a vendor in trouble may say when it is worth trying again, by its own clock. */
  #askedToWaitMs({ retryAfterMs }: Extract<Answer, { kind: 'failure' }>): number {
    return (retryAfterMs ?? 0) / Math.max(1, this.#parts.context.budgetClock.speed);
  }

  /** A document named tomorrow at the earliest and a hole in a stream have nobody else to ask for them. */
  #later({ once, hole }: FeedJob, code: FeedFailure): number | null {
    const isWanted = (once ?? hole) !== null && (isPassing(code) || code === 'unauthorised');
    return isWanted ? soonMs / Math.max(1, this.#parts.context.clock.speed) : null;
  }

  /**
   * What is not there yet is looked for every hour; what the vendor does not know, no more often than that; and what
   * only failed for now is not left until its next cadence when that is tomorrow.
   */
  #postpone({ target }: FeedJob, code: FeedFailure): void {
    if (!target) return;
    const nowMs = this.#parts.context.clock.now();
    if (target.owed) Object.assign(target, { dueMs: nowMs, evenClosed: true, owed: false });
    else if (code === 'not-published') target.dueMs = Math.min(target.dueMs, nowMs + longestWaitMs);
    else if (isPassing(code) || code === 'store') target.dueMs = Math.min(target.dueMs, nowMs + soonMs);
    else if (target.key !== '') target.notBeforeMs = nowMs + longestWaitMs;
  }

  #release(job: FeedJob): void {
    if (job.target) job.target.busy = false;
    if (job.once !== null) this.#followUps.release(job.once);
  }
}
