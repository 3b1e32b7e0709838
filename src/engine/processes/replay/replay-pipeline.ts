import type { Replay } from '../../adapters/replay/replay-file.ts';
import { AnalyticsService } from '../../analytics/analytics-service.ts';
import { ConfluenceService, type ConfluenceRow } from '../../confluence/confluence-service.ts';
import type { Settings } from '../../contract/settings-schema.ts';
import type { BarInterval } from '../../domain/bar.ts';
import type { Quote } from '../../domain/quote.ts';
import { createIngestion } from '../../ingestion/ingestion.ts';
import { idOfTicker } from '../../ingestion/instrument-query.ts';
import type { Log } from '../../ports/log.ts';
import type { MarketStore } from '../../ports/market-store.ts';
import { barsOfColumns, mergeBars } from '../analytics/bar-columns.ts';

export type PipelineListener = { onQuote(quote: Quote): void; onScore(row: ConfluenceRow): void };

export type PipelineOptions = {
  readonly replay: Replay;
  readonly store: MarketStore;
  readonly weights: Settings['confluence']['weights'];
  readonly log: Log;
  readonly listener: PipelineListener;
};

const keptBars = 300;

/** The live pipeline in one process: recorded ticks through ingestion, analytics and confluence. */
export function startReplayPipeline(options: PipelineOptions): { close(): void } {
  const { replay, store, weights, log, listener } = options;
  const { clock, market, symbols } = replay;
  const settings = { watchlist: [...symbols], marketDataLines: 100, intradayDays: 36_500 };
  const ingestion = createIngestion({ marketData: market, optionData: market, store, settings, clock, log });
  const analytics = new AnalyticsService(clock);
  const confluence = new ConfluenceService({ clock, weights: () => weights, book: (ticker) => analytics.book(ticker) });
  analytics.onBook((book) => confluence.update(book));
  const gone = { remove: () => undefined };
  ingestion.watchlist({ ...gone, set: (row) => analytics.watch(row) });
  ingestion.start();
  ingestion.quotes([], {
    ...gone,
    set: (quote) => {
      analytics.quote(quote);
      listener.onQuote(quote);
    },
  });
  for (const ticker of symbols) {
    for (const interval of ['1d', '5m'] as const) feedBars({ ticker, interval, ingestion, analytics });
  }
  const stop = confluence.rows.watch((row) => listener.onScore(row));
  return {
    close() {
      stop();
      analytics.close();
      ingestion.close();
    },
  };
}

function feedBars(parts: {
  readonly ticker: string;
  readonly interval: Extract<BarInterval, '1d' | '5m'>;
  readonly ingestion: ReturnType<typeof createIngestion>;
  readonly analytics: AnalyticsService;
}): void {
  const { ticker, interval, ingestion, analytics } = parts;
  const instrument = idOfTicker(ticker);
  let held: ReturnType<typeof barsOfColumns> = [];
  ingestion.bars(
    { instrument, interval, count: keptBars },
    {
      snapshot: (columns) => analytics.bars(ticker, interval, (held = barsOfColumns(columns, instrument, interval))),
      append: (columns) => {
        held = mergeBars(held, barsOfColumns(columns, instrument, interval), keptBars);
        analytics.bars(ticker, interval, held);
      },
    },
  );
}
