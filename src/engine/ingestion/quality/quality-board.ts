import type { Fact } from '../../domain/facts/fact.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FanOut } from '../fan-out.ts';
import { checkExchangeDay } from './calendar-checks.ts';
import { ChainChecks } from './chain-checks.ts';
import { FindingBook, type QualityFinding } from './finding-book.ts';
import { qualityThresholds, type QualityThresholds } from './quality-thresholds.ts';
import { QuoteChecks, type SourceQuote } from './quote-checks.ts';
import { SeriesChecks, type SourceObservation } from './series-checks.ts';

/** Looks at what comes and says what cannot all be true. Facts pass it unchanged and unhindered. */
export class QualityBoard {
  readonly #findings = new FindingBook();
  readonly #quotes: QuoteChecks;
  readonly #chains: ChainChecks;
  readonly #series = new SeriesChecks(this.#findings);
  readonly #clock: Pick<Clock, 'now'>;

  constructor(parts: { readonly clock: Pick<Clock, 'now'>; readonly thresholds?: Partial<QualityThresholds> }) {
    const thresholds = { ...qualityThresholds, ...parts.thresholds };
    this.#clock = parts.clock;
    this.#quotes = new QuoteChecks(this.#findings, thresholds);
    this.#chains = new ChainChecks(this.#findings, thresholds);
  }

  get rows(): FanOut<QualityFinding> {
    return this.#findings.rows;
  }

  take(facts: readonly Fact[]): void {
    const nowMs = this.#clock.now();
    const observations: SourceObservation[] = [];
    for (const { kind, source, subject, eventTime: time, body } of facts) {
      if (kind === 'quote') this.#quotes.take({ source, subject, time, ...body }, nowMs);
      else if (kind === 'chain-snapshot') this.#chains.take({ source, subject, time, chain: body }, nowMs);
      else if (kind === 'macro-observation') observations.push({ source, subject, body });
      else if (kind === 'exchange-day') checkExchangeDay(this.#findings, { source, day: body }, nowMs);
    }
    // Together: a series and what it is made of arrive in one answer or one after the other.
    if (observations.length > 0) this.#series.take(observations, nowMs);
  }

  /** The broker's own quotes, to hold the vendors' against. */
  takeQuote(quote: SourceQuote): void {
    this.#quotes.take(quote, this.#clock.now());
  }

  /** Once a second: what has become old, and tells readers what changed. */
  flush(): void {
    this.#quotes.sweep(this.#clock.now());
    this.#findings.rows.flush();
  }
}
