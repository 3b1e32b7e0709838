import type { Bar } from '../../domain/bar.ts';
import type { Ticker } from '../../domain/ids.ts';
import { AnalyticsService } from '../../analytics/analytics-service.ts';
import type { TickerBook } from '../../analytics/ticker-book.ts';
import { ConfluenceService, type ConfluenceRow } from '../../confluence/confluence-service.ts';
import { settingsSchema } from '../../contract/settings-schema.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { EvidenceBoard } from '../../ingestion/evidence-board.ts';
import { createIngestion } from '../../ingestion/ingestion.ts';
import type { BatchReceiver, Ingestion } from '../../ingestion/ingestion-types.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { MarketData } from '../../ports/market-data.ts';
import type { MarketStore } from '../../ports/market-store.ts';
import type { OptionData } from '../../ports/option-data.ts';
import { barsOfColumns, mergeBars } from '../analytics/bar-columns.ts';

export type PipelineParts = {
  readonly market: MarketData & OptionData;
  readonly symbols: readonly Ticker[];
  /** Option lines were recorded: the chains are walked over again. */
  readonly withOptions: boolean;
  readonly store: MarketStore;
  readonly clock: Clock;
  readonly log: Log;
};

/** A line for each symbol whatever is kept back for options, and the walk over them besides. */
const linesOf = (symbols: readonly Ticker[]): number => 2 * symbols.length + 100;

export type Pipeline = {
  /** Best first. */
  rows(): readonly { readonly row: ConfluenceRow; readonly book: TickerBook }[];
  /** What vendors said. */
  evidence(facts: readonly Fact[]): void;
  /** True once every symbol has its instrument, so that no row is missed. */
  ready(): boolean;
  close(): void;
};

const barsKept = { '1d': 300, '5m': 160 } as const;
const housekeepingMs = 500;
/** Nothing of a replay is kept, so its store is written rarely; years of bars are not old. */
const rare = { saveMs: 3_600_000, saveQuotesMs: 86_400_000, pruneMs: 86_400_000 };
/** In recorded time: fine enough for bars of seconds, coarse enough to play a day in seconds. */
const pace = { quotesMs: 250, batchesMs: 1_000 };
const rotationMs = { withOptions: 250, without: 60_000 };
const evidenceMs = 1_000;
const intradayDays = 36_500;

/** Ingestion, analytics and confluence in one process, joined by calls instead of links; the services are the same. */
export function createPipeline({ market, symbols, withOptions, store, clock, log }: PipelineParts): Pipeline {
  const { weights } = settingsSchema.parse({}).confluence;
  const settings = { watchlist: [...symbols], marketDataLines: linesOf(symbols), intradayDays };
  const ingestion = createIngestion({
    marketData: market,
    optionData: market,
    store,
    settings,
    clock,
    log,
    timings: { ...rare, ...pace, rotationMs: withOptions ? rotationMs.withOptions : rotationMs.without },
  });
  const analytics = new AnalyticsService(clock);
  const confluence = new ConfluenceService({ clock, weights: () => weights, book: (ticker) => analytics.book(ticker) });
  analytics.onBook((book) => confluence.update(book));
  const stops = [
    clock.every(housekeepingMs, () => {
      confluence.refreshRegime();
      confluence.refreshQuiet(analytics.books());
    }),
  ];
  // A tape alone says nothing of flow or filings: without facts those layers stay without data.
  let board: EvidenceBoard | null = null;
  const boardOf = (): EvidenceBoard => {
    const opened = new EvidenceBoard({ clock });
    opened.watch(symbols);
    opened.subscribe({ set: (evidence) => analytics.evidence(evidence), remove: () => undefined });
    stops.push(clock.every(evidenceMs, () => opened.flush()));
    return opened;
  };
  const recorded = new Set(symbols);
  feed(ingestion, analytics);
  ingestion.start();
  return {
    rows: () =>
      confluence.rows
        .values()
        .flatMap((row) => {
          const book = analytics.book(row.ticker);
          // The watchlist adds benchmarks that the recording knows nothing of.
          return book && recorded.has(row.ticker) ? [{ row, book }] : [];
        })
        .sort(
          (left, right) =>
            right.row.score.arithmetic.raw - left.row.score.arithmetic.raw ||
            left.row.ticker.localeCompare(right.row.ticker),
        ),
    evidence: (facts) => {
      board ??= boardOf();
      for (const fact of facts) {
        try {
          board.take(fact);
        } catch (error) {
          // One that its translator did not think of is left out, as it is live.
          log.error('a fact is no evidence', { kind: fact.kind, source: fact.source, detail: String(error) });
        }
      }
    },
    ready: () => symbols.every((symbol) => analytics.book(symbol)?.instrument),
    close: () => {
      for (const stop of stops) stop();
      analytics.close();
      ingestion.close();
    },
  };
}

function feed(ingestion: Ingestion, analytics: AnalyticsService): void {
  const watched = new Set<Ticker>();
  const ignore = { remove: () => undefined };
  ingestion.watchlist({
    ...ignore,
    set: (row) => {
      analytics.watch(row);
      if (!row.instrument || watched.has(row.ticker)) return;
      watched.add(row.ticker);
      for (const interval of ['1d', '5m'] as const) {
        const query = { instrument: row.instrument.id, interval, count: barsKept[interval] };
        ingestion.bars(query, barsInto({ ...query, tell: (bars) => analytics.bars(row.ticker, interval, bars) }));
      }
    },
  });
  ingestion.quotes([], { ...ignore, set: (quote) => analytics.quote(quote) });
  ingestion.chains({ ...ignore, set: (chain) => analytics.chain(chain) });
  ingestion.volatilityHistory({ ...ignore, set: (history) => analytics.volatilityHistory(history.ticker, history) });
}

function barsInto(query: {
  readonly instrument: string;
  readonly interval: '1d' | '5m';
  readonly count: number;
  readonly tell: (bars: readonly Bar[]) => void;
}): BatchReceiver {
  let held: readonly Bar[] = [];
  const keep = (bars: readonly Bar[]): void => {
    held = bars;
    query.tell(held);
  };
  return {
    snapshot: (columns) => keep(barsOfColumns(columns, query.instrument, query.interval)),
    append: (columns) => keep(mergeBars(held, barsOfColumns(columns, query.instrument, query.interval), query.count)),
  };
}
