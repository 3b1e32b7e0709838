import type { Ticker } from '../domain/ids.ts';
import { sameRegime, type Regime } from '../domain/regime.ts';
import type { Score } from '../domain/score.ts';
import type { LayerId } from '../domain/signal.ts';
import type { TickerBook } from '../analytics/ticker-book.ts';
import { createTopic, type Topic } from '../analytics/topic.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConfluenceConfig } from '../quant/confluence/confluence-config.ts';
import { nextDisplayedRegime, noDisplayedRegime, type DisplayedRegime } from '../quant/confluence/displayed-regime.ts';
import { scoreConfluence } from '../quant/confluence/score-confluence.ts';
import { readRegime } from '../quant/confluence/vix-regime.ts';
import { vixStanding } from '../quant/confluence/vix-standing.ts';
import { configOfWeights } from './config-of-settings.ts';
import { gexSummary, type GexSummary } from './gex-summary.ts';
import { benchmark } from './layer.ts';
import { layers } from './layer-list.ts';
import { readLayers, withReasons } from './read-layers.ts';
import { sparklineOf } from './sparkline.ts';

export type ConfluenceRow = {
  readonly ticker: Ticker;
  readonly score: Score;
  readonly gex: GexSummary | null;
  readonly impliedVolRank: number | null;
  readonly sparkline: readonly number[];
};

export type ConfluenceOptions = {
  readonly clock: Clock;
  readonly weights: () => Readonly<Partial<Record<LayerId, number>>>;
  /** Books of SPY, VIX and VIX3M. */
  readonly book: (ticker: Ticker) => TickerBook | null;
};

/** Measures of the market's fear, not things to hold an opinion on: they make the regime. */
const withoutScore = new Set<Ticker>(['VIX', 'VIX3M']);
const fastestScoreMs = 400;
/** Ages and freshness move on without any new fact. */
const slowestScoreMs = 5_000;
const regimeStepMs = 1_000;

/** Turns what is known of a ticker into one conviction with its explanation, and the VIX into the regime. */
export class ConfluenceService {
  readonly rows: Topic<ConfluenceRow> = createTopic();
  readonly regime: Topic<Regime> = createTopic();
  readonly #options: ConfluenceOptions;
  readonly #scores = new Set<(score: Score, book: TickerBook) => void>();
  #displayed: DisplayedRegime = noDisplayedRegime;
  #regimeMs = Number.NEGATIVE_INFINITY;
  readonly #circumstances = new Map<Ticker, Circumstances>();

  constructor(options: ConfluenceOptions) {
    this.#options = options;
  }

  /** Every computed score, before it is thinned for the screen. */
  onScore(listener: (score: Score, book: TickerBook) => void): () => void {
    this.#scores.add(listener);
    return () => this.#scores.delete(listener);
  }

  score(ticker: Ticker): Score | null {
    return this.rows.get(ticker)?.score ?? null;
  }

  /** A ticker's inputs changed. */
  update(book: TickerBook): void {
    if (withoutScore.has(book.ticker)) return;
    const now = this.#options.clock.monotonicMs();
    if (now - book.scoredMs < fastestScoreMs) {
      book.dirty = true;
      return;
    }
    book.scoredMs = now;
    this.#circumstances.set(book.ticker, this.#present());
    const row = this.#row(book);
    this.rows.set(book.ticker, row);
    for (const tell of this.#scores) tell(row.score, book);
  }

  /** A ticker is watched no longer. */
  forget(ticker: Ticker): void {
    this.rows.remove(ticker);
    this.#circumstances.delete(ticker);
  }

  /** Re-scores what has been quiet, so that ages and staleness stay true; while market time stands still they do. */
  refreshQuiet(books: readonly TickerBook[]): void {
    const now = this.#options.clock.monotonicMs();
    const present = this.#present();
    for (const book of books) {
      if (now - book.scoredMs < slowestScoreMs) continue;
      const before = this.#circumstances.get(book.ticker);
      if (!before || !alike(before, present)) this.update(book);
    }
  }

  /** Reads the regime from the VIX books, at most once a second: a VIX that is told no more grows too old to count. */
  refreshRegime(): void {
    const now = this.#options.clock.monotonicMs();
    if (now - this.#regimeMs < regimeStepMs) return;
    this.#regimeMs = now;
    const nowMs = this.#options.clock.now();
    const vix = this.#options.book('VIX')?.quote ?? null;
    const told = vixStanding(vix, nowMs);
    const { level } = told;
    const vix3m = vixStanding(this.#options.book('VIX3M')?.quote ?? null, nowMs).level;
    this.#displayed = nextDisplayedRegime(this.#displayed, { vix: level, vix3m });
    const config = configOfWeights(this.#options.weights());
    const vixChange = level !== null && vix?.close ? level - vix.close : null;
    const plain = readRegime({ told, vix3m, vixChange }, config);
    const next = steadied(plain, this.#displayed.shown, config);
    const before = this.regime.get('regime');
    if (!before || !sameRegime(before, next)) this.regime.set('regime', next);
  }

  #present(): Circumstances {
    return {
      time: this.#options.clock.now(),
      weights: this.#options.weights(),
      regime: this.regime.get('regime') ?? null,
    };
  }

  #row(book: TickerBook): ConfluenceRow {
    const { clock, book: bookOf } = this.#options;
    const nowMs = clock.now();
    const regime = this.regime.get('regime') ?? null;
    const market = bookOf(benchmark);
    const sweep = readLayers(layers, {
      ticker: book.ticker,
      nowMs,
      quote: book.quote,
      dailyBars: book.dailyBars,
      fiveMinuteBars: book.fiveMinuteBars,
      benchmarkDailyBars: market?.dailyBars ?? [],
      benchmarkQuote: market?.quote ?? null,
      exposure: book.exposure,
      volatility: book.volatility,
      regime,
      evidence: book.evidence,
    });
    const score = scoreConfluence({
      ticker: book.ticker,
      signals: sweep.signals,
      regime: regime?.regime ?? 'unknown',
      nowMs,
      config: configOfWeights(this.#options.weights()),
    });
    return {
      ticker: book.ticker,
      score: withReasons(score, sweep.reasons),
      gex: gexSummary(book.exposure),
      impliedVolRank: book.volatility?.impliedVolRank ?? null,
      sparkline: sparklineOf(book.fiveMinuteBars, nowMs),
    };
  }
}

/** What a score depends on besides its ticker's own book. */
type Circumstances = {
  readonly time: number;
  readonly weights: ReturnType<ConfluenceOptions['weights']>;
  readonly regime: Regime | null;
};

function alike(one: Circumstances, other: Circumstances): boolean {
  return one.time === other.time && one.weights === other.weights && one.regime === other.regime;
}

/** The plain reading held to the regime shown: grid, badge and modifiers always speak of the same one. */
function steadied(plain: Regime, shown: Regime['regime'], config: ConfluenceConfig): Regime {
  if (plain.regime === shown) return plain;
  const modifiers = config.regimeModifiers[shown];
  return {
    ...plain,
    regime: shown,
    bullishModifier: modifiers.bullish,
    bearishModifier: modifiers.bearish,
    explanation: `${plain.explanation}; shown as ${shown} until three readings in a row are half a point beyond the boundary`,
  };
}
