import { regularSession, sessionPhase } from '../../domain/calendar.ts';
import { wallTime } from '../../domain/time.ts';
import type { FindingBook } from './finding-book.ts';
import type { QualityThresholds } from './quality-thresholds.ts';
import { RecentValues } from './recent-values.ts';

/** A quote of whatever source, the broker's among them. */
export type SourceQuote = {
  readonly source: string;
  readonly subject: string;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly last: number | null;
  readonly time: number;
  readonly delayMs: number;
};

/** With how long what told it is valid, ms: who is asked every ten minutes is not silent after five. */
export type JudgedQuote = SourceQuote & { readonly validMs: number };
type Newest = JudgedQuote & { readonly price: number };

function priceOf({ bid, ask, last }: SourceQuote): number | null {
  if (bid !== null && ask !== null && bid > 0 && ask >= bid) return (bid + ask) / 2;
  return last !== null && last > 0 ? last : null;
}

const shown = (price: number): number => Number(price.toPrecision(8));
const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** Crossed, unusual, old and contradicting quotes. Says so; never holds a quote back. */
export class QuoteChecks {
  readonly #findings: FindingBook;
  readonly #thresholds: QualityThresholds;
  readonly #history = new Map<string, RecentValues>();
  readonly #addedMs = new Map<string, number>();
  readonly #newest = new Map<string, Map<string, Newest>>();
  /** Was shown as stale. */
  readonly #silent = new WeakSet<Newest>();

  constructor(findings: FindingBook, thresholds: QualityThresholds) {
    this.#findings = findings;
    this.#thresholds = thresholds;
  }

  take(quote: JudgedQuote, nowMs: number): void {
    this.#crossed(quote, nowMs);
    const price = priceOf(quote);
    if (price === null) return;
    this.#unusual(quote, price, nowMs);
    if (quote.delayMs > 0) return;
    const bySource = this.#newest.get(quote.subject) ?? new Map<string, Newest>();
    this.#newest.set(quote.subject, bySource);
    bySource.set(quote.source, { ...quote, price });
    for (const other of bySource.values()) {
      if (other.source !== quote.source) this.#compare({ ...quote, price }, other, nowMs);
    }
  }

  /** Looks at what has not come. */
  sweep(nowMs: number): void {
    const regular = sessionPhase(nowMs) === 'regular';
    const { openMs } = regularSession(wallTime(nowMs).date);
    for (const [subject, bySource] of this.#newest) {
      for (const newest of bySource.values()) {
        const { source, time, validMs } = newest;
        // Those who are asked in regular hours alone were not silent overnight.
        const silentMs = nowMs - Math.max(time, openMs);
        const stale = regular && silentMs > validMs;
        const message = stale ? `no quote for ${Math.round(silentMs / 1000)} s in regular hours` : null;
        this.#findings.judge({ check: 'stale', subject, sources: [source], standsMs: validMs }, message, nowMs);
        if (stale) this.#silent.add(newest);
        // Silent up to the close, it may be watched no longer: whoever quotes it again is looked at again.
        else if (!regular && this.#silent.has(newest)) bySource.delete(source);
      }
    }
  }

  #crossed({ source, subject, bid, ask, validMs }: JudgedQuote, nowMs: number): void {
    const crossed = bid !== null && ask !== null && bid > 0 && ask > 0 && bid > ask;
    const message = crossed ? `bid ${bid} above ask ${ask}` : null;
    this.#findings.judge({ check: 'crossed', subject, sources: [source], standsMs: 2 * validMs }, message, nowMs);
  }

  #unusual({ source, subject }: SourceQuote, price: number, nowMs: number): void {
    const key = `${source}|${subject}`;
    const history = this.#history.get(key) ?? new RecentValues(this.#thresholds.historyLength);
    this.#history.set(key, history);
    const { historyNeeded, outlierDeviations, outlierShare } = this.#thresholds;
    if (history.count >= historyNeeded) {
      const { median, share, deviations } = history.distance(price);
      if (share > outlierShare && deviations > outlierDeviations) {
        const message = `${price} is ${percent(share)} away from the usual ${median.toFixed(2)}`;
        const place = { subject, sources: [source], standsMs: this.#thresholds.shownMs };
        this.#findings.judge({ ...place, check: 'outlier' }, message, nowMs);
      }
    }
    // Sampled, so that a burst of equal ticks does not make everything else unusual.
    if (nowMs - (this.#addedMs.get(key) ?? Number.NEGATIVE_INFINITY) < this.#thresholds.sampleMs) return;
    this.#addedMs.set(key, nowMs);
    history.add(price);
  }

  #compare(quote: Newest, other: Newest, nowMs: number): void {
    if (Math.abs(quote.time - other.time) > this.#thresholds.togetherMs) return;
    const [a, b] = quote.source < other.source ? [quote, other] : [other, quote];
    const share = Math.abs(a.price - b.price) / ((a.price + b.price) / 2);
    const message =
      share > this.#thresholds.priceShare
        ? `${a.source} ${shown(a.price)}, ${b.source} ${shown(b.price)}: ${percent(share)} apart`
        : null;
    const standsMs = 2 * Math.max(a.validMs, b.validMs);
    const place = { subject: quote.subject, sources: [a.source, b.source], standsMs };
    this.#findings.judge({ ...place, check: 'price-divergence' }, message, nowMs);
  }
}
