import type { Fact } from '../../domain/facts/fact.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FanOut } from '../fan-out.ts';
import { checkExchangeDay } from './calendar-checks.ts';
import { ChainChecks } from './chain-checks.ts';
import { FindingBook, type QualityFinding } from './finding-book.ts';
import { qualityThresholds, type QualityThresholds } from './quality-thresholds.ts';
import { QuoteChecks, type SourceQuote } from './quote-checks.ts';
import { SeriesChecks, type SourceObservation } from './series-checks.ts';

/** How long what an endpoint told is valid, ms; null = not known. */
export type Validity = (source: string, endpoint: string) => number | null;

/** Looks at what comes and says what cannot all be true. Facts pass it unchanged and unhindered. */
export class QualityBoard {
  readonly #findings = new FindingBook();
  readonly #quotes: QuoteChecks;
  readonly #chains: ChainChecks;
  readonly #series = new SeriesChecks(this.#findings);
  readonly #clock: Pick<Clock, 'now'>;
  readonly #thresholds: QualityThresholds;
  #validity: Validity = () => null;

  constructor(parts: { readonly clock: Pick<Clock, 'now'>; readonly thresholds?: Partial<QualityThresholds> }) {
    const thresholds = { ...qualityThresholds, ...parts.thresholds };
    this.#clock = parts.clock;
    this.#thresholds = thresholds;
    this.#quotes = new QuoteChecks(this.#findings, thresholds);
    this.#chains = new ChainChecks(this.#findings, thresholds);
  }

  get rows(): FanOut<QualityFinding> {
    return this.#findings.rows;
  }

  /** Findings and silence are measured by how often who told something tells. */
  useValidity(validity: Validity): void {
    this.#validity = validity;
  }

  take(facts: readonly Fact[]): void {
    const { staleMs, yieldValidMs } = this.#thresholds;
    const nowMs = this.#clock.now();
    const observations: SourceObservation[] = [];
    for (const fact of facts) {
      const { kind, source, subject, eventTime: time, body } = fact;
      const place = { source, subject, time };
      if (kind === 'quote') this.#quotes.take({ ...place, validMs: this.#validMs(fact, staleMs), ...body }, nowMs);
      else if (kind === 'chain-snapshot')
        this.#chains.take({ ...place, validMs: this.#validMs(fact, staleMs), chain: body }, nowMs);
      else if (kind === 'macro-observation')
        observations.push({ source, subject, validMs: this.#validMs(fact, yieldValidMs), body });
      else if (kind === 'exchange-day') checkExchangeDay(this.#findings, { source, day: body }, nowMs);
    }
    // Together: a series and what it is made of arrive in one answer or one after the other.
    if (observations.length > 0) this.#series.take(observations, nowMs);
  }

  /** The broker's own quotes, to hold the vendors' against. */
  takeQuote(quote: SourceQuote): void {
    this.#quotes.take({ ...quote, validMs: this.#thresholds.staleMs }, this.#clock.now());
  }

  #validMs({ source, endpoint }: Fact, least: number): number {
    return Math.max(least, this.#validity(source, endpoint) ?? 0);
  }

  /** Once a second: what has become old, and tells readers what changed. */
  flush(): void {
    const nowMs = this.#clock.now();
    this.#quotes.sweep(nowMs);
    this.#findings.expire(nowMs);
    this.#findings.rows.flush();
  }
}
