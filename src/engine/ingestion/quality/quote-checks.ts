import { sessionPhase } from '../../domain/calendar.ts';
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

type Newest = SourceQuote & { readonly price: number };

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

  constructor(findings: FindingBook, thresholds: QualityThresholds) {
    this.#findings = findings;
    this.#thresholds = thresholds;
  }

  take(quote: SourceQuote, nowMs: number): void {
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
    for (const [subject, bySource] of this.#newest) {
      for (const { source, time } of bySource.values()) {
        const ageMs = nowMs - time;
        const stale = regular && ageMs > this.#thresholds.staleMs;
        const message = stale ? `no quote for ${Math.round(ageMs / 1000)} s in regular hours` : null;
        this.#findings.judge({ check: 'stale', subject, sources: [source] }, message, nowMs);
      }
    }
    this.#findings.expire('outlier', nowMs - this.#thresholds.shownMs);
  }

  #crossed({ source, subject, bid, ask }: SourceQuote, nowMs: number): void {
    const crossed = bid !== null && ask !== null && bid > 0 && ask > 0 && bid > ask;
    const message = crossed ? `bid ${bid} above ask ${ask}` : null;
    this.#findings.judge({ check: 'crossed', subject, sources: [source] }, message, nowMs);
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
        this.#findings.judge({ check: 'outlier', subject, sources: [source] }, message, nowMs);
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
    const place = { subject: quote.subject, sources: [a.source, b.source] };
    this.#findings.judge({ ...place, check: 'price-divergence' }, message, nowMs);
  }
}
