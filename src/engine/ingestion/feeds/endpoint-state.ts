import { LatencySamples } from '../../quant/statistics/latency-samples.ts';
import type { Cadence } from '../../ports/vendor.ts';
import { Breaker, type FeedFailure } from './breaker.ts';
import type { EffectiveEndpoint } from './effective-feed.ts';
import { dueUnder, targetsOf, type Target } from './target.ts';

/** What is known of one endpoint while the program runs. */
export class EndpointState {
  effective: EffectiveEndpoint;
  targets: Target[];
  readonly breaker: Breaker;
  readonly latencies: LatencySamples;
  /** Asked more often than its cadence says because a stream that brings the same is down. */
  standIn = false;
  answeredOnce = false;
  requests = 0;
  facts = 0;
  refusals = 0;
  /** Pages and documents beyond what a round may ask for. */
  leftOut = 0;
  #units = 0;
  #unitsDay = Number.NEGATIVE_INFINITY;
  lastSuccessMs: number | null = null;
  lastAttemptMs: number | null = null;
  /** What the last answer came to, for the trader. */
  lastWord = '';
  lastError = '';
  /** Failures since the last answer. */
  #inARow = 0;
  readonly errors: Partial<Record<string, number>> = {};

  constructor(effective: EffectiveEndpoint, parts: { readonly nowMs: number; readonly random: () => number }) {
    this.effective = effective;
    this.breaker = new Breaker(parts.random);
    this.latencies = new LatencySamples(effective.endpoint.id);
    this.targets = targetsOf(effective, [], parts.nowMs);
  }

  get id(): string {
    return this.effective.endpoint.id;
  }

  /** One symbol of many that the vendor does not like is no failure of the endpoint. */
  get failing(): boolean {
    return this.#inARow >= (this.targets.length > 1 ? 3 : 1);
  }

  get cadence(): Cadence {
    const { cadence } = this.effective.endpoint;
    if (!this.standIn) return cadence;
    return { everyMs: Math.min(standInMs, 'everyMs' in cadence ? cadence.everyMs : standInMs) };
  }

  apply(effective: EffectiveEndpoint, nowMs: number): void {
    const before = JSON.stringify(this.effective.endpoint.cadence);
    const changed = before !== JSON.stringify(effective.endpoint.cadence);
    const wantsMore = keepsMore(this.effective, effective);
    this.effective = effective;
    this.targets = targetsOf(effective, this.targets, nowMs);
    if (changed) this.#replan(nowMs);
    if (wantsMore)
      for (const target of this.targets) Object.assign(target, { dueMs: nowMs, evenClosed: true, afresh: true });
  }

  /** Somebody has mended something: what was refused is asked again now, not at its next cadence. */
  forgive(nowMs: number): void {
    this.breaker.reset();
    for (const target of this.targets) {
      target.notBeforeMs = Number.NEGATIVE_INFINITY;
      const { askedMs, succeededMs } = target;
      const isOwed = askedMs !== null && (succeededMs === null || succeededMs < askedMs);
      if (!isOwed) continue;
      if (target.busy) target.owed = true;
      else Object.assign(target, { dueMs: Math.min(target.dueMs, nowMs), evenClosed: true });
    }
  }

  setStandIn(standIn: boolean, nowMs: number): void {
    if (this.standIn === standIn) return;
    this.standIn = standIn;
    this.#replan(nowMs);
  }

  succeeded(target: Target | null, nowMs: number, word: string): void {
    this.breaker.succeeded();
    this.answeredOnce = true;
    this.#inARow = 0;
    this.lastSuccessMs = nowMs;
    this.lastWord = word;
    if (!target) return;
    // What is due already was wanted afresh while this answer was on its way.
    const afresh = target.afresh && target.dueMs <= nowMs;
    Object.assign(target, { succeededMs: nowMs, afresh, owed: false });
  }

  failed(code: FeedFailure, message: string, real: number): void {
    this.errors[code] = (this.errors[code] ?? 0) + 1;
    this.lastError = message;
    // Who says that a file is not there yet is well.
    if (code === 'not-published') this.#inARow = 0;
    else if (code !== 'rate-limited') this.#inARow += 1;
    this.breaker.failed(code, message, real);
  }

  /** Units of the vendor's budget used on the day that ends then. */
  unitsToday(dayEndsMs: number): number {
    if (dayEndsMs !== this.#unitsDay) [this.#unitsDay, this.#units] = [dayEndsMs, 0];
    return this.#units;
  }

  spend(units: number, dayEndsMs: number): void {
    this.#units = this.unitsToday(dayEndsMs) + units;
  }

  #replan(nowMs: number): void {
    for (const target of this.targets) target.dueMs = dueUnder(this.cadence, target, nowMs);
  }
}

const standInMs = 60_000;

/** An answer that was read for the symbols of before misses what is wanted now. */
function keepsMore(before: EffectiveEndpoint, now: EffectiveEndpoint): boolean {
  if (now.endpoint.choices['symbols'] === undefined) return false;
  const all = ({ parameters }: EffectiveEndpoint): boolean => parameters['symbols'] === 'all';
  if (all(before) || all(now)) return all(now) && !all(before);
  const known = new Set(before.symbols);
  return now.symbols.some((symbol) => !known.has(symbol));
}
