import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { CancelTimer } from '../../ports/clock.ts';
import { VendorBudget } from './budget.ts';
import { accountOf, budgetMemory } from './budget-memory.ts';
import { EndpointState } from './endpoint-state.ts';
import { jobOf } from './feed-job.ts';
import type { FeedContext, FeedSettings } from './feed-types.ts';
import { fillingJobs } from './filling-jobs.ts';
import { isDue, lookBack, planNext, unansweredSinceMs } from './plan-due.ts';
import { probeVendor, type TestCode, type VendorTest } from './probe-vendor.ts';
import type { StreamGap, StreamState } from './stream-state.ts';
import type { Target } from './target.ts';
import { VendorRequests } from './vendor-requests.ts';
import { VendorStreams } from './vendor-streams.ts';

const shortestTickMs = 5;
const longestTickMs = 1_000;
/** Looking up what the store knows of a thousand targets must not hold up a tick. */
const longestLookMs = 5;

/** One vendor at work: what is due is asked, what streams is followed, and every limit of the vendor is kept. */
export class VendorFeed {
  readonly context: FeedContext;
  readonly budget: VendorBudget;
  readonly endpoints = new Map<string, EndpointState>();
  readonly streams: VendorStreams;
  readonly requests: VendorRequests;
  #settings: FeedSettings;
  /** What the vendor said of the key; null = nothing bad. */
  #refused: string | null = null;
  #timer: CancelTimer | null = null;
  #running = false;
  /** What there was to ask at the start, until it has been looked at. */
  readonly #early = new WeakSet<Target>();

  constructor(context: FeedContext, settings: FeedSettings) {
    this.context = context;
    this.#settings = settings;
    const { budget, capped } = settings.feed;
    const memory = budgetMemory(context, () => this.#settings);
    this.budget = new VendorBudget({ spec: budget, capped, clock: context.budgetClock, memory });
    const shared = { context, settings: () => this.#settings, budget: this.budget, blocked: () => this.blocked };
    this.requests = new VendorRequests({
      ...shared,
      endpoint: (id) => this.endpoints.get(id),
      onUnauthorised: (message) => this.#refuse(message),
      onSettled: () => this.#arm(0),
    });
    this.streams = new VendorStreams({
      ...shared,
      onStandIn: (state, needed) => this.#standIn(state, needed),
      fillGap: (state, gap) => this.#fill(state, gap),
    });
  }

  get settings(): FeedSettings {
    return this.#settings;
  }

  get refused(): string | null {
    return this.#refused;
  }

  get missingKeys(): readonly string[] {
    const { feed, credentials } = this.#settings;
    return feed.vendor.credentials
      .filter((field) => !field.optional && (credentials[field.name] ?? '') === '')
      .map((field) => field.title);
  }

  /** Why nothing is asked, in the trader's words; null = everything may be. */
  get blocked(): string | null {
    if (!this.#running) return 'not started';
    if (!this.#settings.feed.enabled) return 'disabled in the feeds file';
    const missing = this.missingKeys;
    if (missing.length > 0) return `no ${missing.join(', ')}: enter it in Settings`;
    return this.#refused === null ? null : `the key was refused: ${this.#refused}`;
  }

  start(): void {
    this.#running = true;
    this.#applyFeed();
    for (const { targets } of this.endpoints.values()) for (const target of targets) this.#early.add(target);
    this.#arm(0);
  }

  /** A new file, watchlist or key. `afresh` = what was refused may be tried again. */
  apply(settings: FeedSettings, afresh: boolean): void {
    const isOther = accountOf(settings) !== accountOf(this.#settings);
    this.#settings = settings;
    if (isOther) this.budget.lookAgain();
    this.budget.applySpec(settings.feed.budget, settings.feed.capped);
    if (!this.#running) return;
    if (afresh) this.#forgive();
    this.#applyFeed();
    this.#arm(0);
  }

  newKey(settings: FeedSettings): void {
    this.budget.unblock();
    this.apply(settings, true);
  }

  /** Asks the endpoint that proves a key, whatever else is blocked. */
  async test(): Promise<Outcome<VendorTest, TestCode>> {
    const missing = this.missingKeys;
    if (missing.length > 0) return ok({ accepted: false, message: `No ${missing.join(', ')} entered`, elapsedMs: 0 });
    const { vendor } = this.#settings.feed;
    const endpoint = this.endpoints.get(vendor.probe);
    if (!endpoint) return fail('unknown-vendor', `${vendor.title} has nothing to test a key with, or has not started`);
    const lacks = this.lacks(endpoint);
    if (lacks !== null) return ok({ accepted: false, message: `Not tested: ${lacks}`, elapsedMs: 0 });
    const tested = await probeVendor({ vendor, endpoint, requests: this.requests, clock: this.context.clock });
    if (tested.ok && tested.value.accepted) this.#accept();
    return tested;
  }

  close(): void {
    this.#running = false;
    this.#timer?.();
    this.requests.close();
    this.streams.close();
  }

  #accept(): void {
    if (this.#refused === null) return;
    this.#forgive();
    this.#arm(0);
  }

  #forgive(): void {
    this.#refused = null;
    for (const endpoint of this.endpoints.values()) endpoint.forgive(this.context.clock.now());
    this.streams.reset();
  }

  #refuse(message: string): void {
    if (this.#refused !== null) return;
    this.#refused = message;
    this.context.log.warn('vendor refused the key', { vendor: this.#settings.feed.vendor.id });
    this.streams.look();
  }

  #applyFeed(): void {
    const { feed } = this.#settings;
    const { clock, random } = this.context;
    const nowMs = clock.now();
    for (const effective of feed.endpoints) {
      const known = this.endpoints.get(effective.endpoint.id);
      if (known) known.apply(effective, nowMs);
      else this.endpoints.set(effective.endpoint.id, new EndpointState(effective, { nowMs, random }));
    }
    this.requests.dropUnwanted(
      (job) =>
        !feed.enabled ||
        !job.endpoint.effective.endpoint.enabled ||
        (job.target !== null && !job.endpoint.targets.includes(job.target)),
    );
    this.streams.apply(feed);
  }

  #arm(delayMs: number): void {
    if (!this.#running) return;
    this.#timer?.();
    this.#timer = this.context.clock.after(delayMs, () => this.#tick());
  }

  #tick(): void {
    const nextMs = this.blocked === null ? this.#enqueueDue() : Number.POSITIVE_INFINITY;
    this.requests.pump();
    this.streams.look();
    const queuedMs = this.requests.waitMs();
    const waitMs = Math.min(nextMs, queuedMs ?? Number.POSITIVE_INFINITY);
    this.#arm(waitMs < longestTickMs ? Math.max(shortestTickMs, waitMs) : this.#nextBeatMs());
  }

  /** Vendors with nothing to do look at the same moments, so that the process wakes once for all of them. */
  #nextBeatMs(): number {
    return Math.ceil(longestTickMs - (this.context.clock.monotonicMs() % longestTickMs));
  }

  /** Puts what is due into the queue; answers how long until something else is, real ms. */
  #enqueueDue(): number {
    const { clock } = this.context;
    const [nowMs, speed] = [clock.now(), clock.speed];
    const lookUntil = clock.monotonicMs() + longestLookMs;
    let nearest = Number.POSITIVE_INFINITY;
    for (const endpoint of this.endpoints.values()) {
      if (!this.#mayAsk(endpoint)) continue;
      for (const target of endpoint.targets) {
        if (!target.looked && clock.monotonicMs() > lookUntil) return 0;
        if (this.#enqueue(endpoint, target, nowMs) || target.busy) continue;
        if (target.dueMs > nowMs) nearest = Math.min(nearest, target.dueMs - nowMs);
      }
    }
    return speed > 0 ? nearest / speed : Number.POSITIVE_INFINITY;
  }

  #mayAsk(endpoint: EndpointState): boolean {
    const { enabled, after } = endpoint.effective.endpoint;
    if (!enabled || endpoint.breaker.stopped !== null) return false;
    return this.lacks(endpoint) === null && this.waitsFor(after) === null;
  }

  /** Why an endpoint has no use with the keys there are; null = it has. */
  lacks(endpoint: EndpointState): string | null {
    const { only } = endpoint.effective.endpoint;
    const { feed, credentials } = this.#settings;
    if (only === undefined || ((credentials[only.credential] ?? '') !== '') === only.given) return null;
    const title = feed.vendor.credentials.find(({ name }) => name === only.credential)?.title ?? only.credential;
    return only.given ? `no ${title}: enter it in Settings` : `not needed with ${title}`;
  }

  /** The endpoint whose answer is needed first; null = none. */
  waitsFor(after: readonly string[]): string | null {
    for (const id of after) {
      const needed = this.endpoints.get(id);
      if (needed?.effective.endpoint.enabled && !needed.answeredOnce) return id;
    }
    return null;
  }

  #enqueue(endpoint: EndpointState, target: Target, nowMs: number): boolean {
    const { clock, random, expiriesOf } = this.context;
    const parts = { endpoint, target, nowMs, speed: clock.speed, random };
    const spec = endpoint.effective.endpoint;
    if (!target.looked) {
      const spread = this.#early.has(target) ? this.context.timings.startSpreadMs[spec.priority] : null;
      lookBack(parts, this.context.lastKnownMs(this.#settings.feed.vendor.id, spec, target), spread);
    }
    if (!isDue(parts)) return false;
    const expiry = target.expiryRank === null ? null : expiriesOf(target.symbol)[target.expiryRank];
    if (expiry === undefined) return false;
    const sinceMs = unansweredSinceMs(parts);
    planNext(parts);
    target.busy = true;
    this.requests.submit({
      ...jobOf(endpoint, { target, priority: spec.priority, parameters: target.item }, sinceMs),
      symbol: target.symbol,
      expiry,
    });
    return true;
  }

  /** While a stream is down, what can be asked instead is asked. */
  #standIn(state: StreamState, needed: boolean): void {
    const endpoint = state.stream.backfill === null ? undefined : this.endpoints.get(state.stream.backfill);
    if (!endpoint || endpoint.standIn === needed) return;
    endpoint.setStandIn(needed, this.context.clock.now());
    this.#arm(0);
  }

  /** Asks for what a lost connection missed. */
  #fill(state: StreamState, gap: StreamGap): void {
    const endpoint = state.stream.backfill === null ? undefined : this.endpoints.get(state.stream.backfill);
    this.context.log.warn('gap in a stream', { stream: state.id, fromMs: gap.fromMs, toMs: gap.toMs, why: gap.why });
    if (!endpoint?.effective.endpoint.enabled) return;
    for (const job of fillingJobs({ state, gap, endpoint, expiriesOf: this.context.expiriesOf }))
      this.requests.submit(job);
    this.#arm(0);
  }
}
