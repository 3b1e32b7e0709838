import type { Bar } from '../../domain/bar.ts';
import type { AnalyticsService } from '../../analytics/analytics-service.ts';
import type { Batch } from '../../contract/define.ts';
import type { Watch } from '../../link/api.ts';
import type { ProcessContext } from '../runtime/process-context.ts';
import { sharedDemand, type SharedDemand } from './shared-demand.ts';
import { barsOfColumns, mergeBars } from './bar-columns.ts';

const wanted = { '1d': 300, '5m': 160 } as const;
type Interval = keyof typeof wanted;

export type IngestionFeed = {
  /** Raises the priority of one underlying's chain until it is released. */
  readonly demandChain: SharedDemand;
  close(): void;
};

/** Feeds the analytics service from ingestion: watchlist, quotes, chains, vol history, evidence and two bar series a ticker. */
export function feedFromIngestion(context: ProcessContext, service: AnalyticsService): IngestionFeed {
  const ingestion = context.link('ingestion');
  const barWatches = new Map<string, Watch[]>();
  const series = new Map<string, readonly Bar[]>();

  const watchBars = (ticker: string, instrument: string, interval: Interval): Watch =>
    ingestion.watch.bars(
      { instrument, interval, count: wanted[interval] },
      {
        onBatch: (batch: Batch<{ instrument: string; interval: string }>) => {
          const key = `${ticker}|${interval}`;
          const incoming = barsOfColumns(batch.columns, instrument, interval);
          const bars = batch.snapshot ? incoming : mergeBars(series.get(key) ?? [], incoming, wanted[interval]);
          series.set(key, bars);
          service.bars(ticker, interval, bars);
        },
      },
    );
  const forget = (ticker: string): void => {
    for (const watch of barWatches.get(ticker) ?? []) watch.close();
    barWatches.delete(ticker);
    for (const interval of Object.keys(wanted)) series.delete(`${ticker}|${interval}`);
  };

  ingestion.watch.watchlist(
    {},
    {
      onChange: ({ items, gone, snapshot }) => {
        for (const row of items) {
          service.watch(row);
          if (row.instrument && !barWatches.has(row.ticker)) {
            const { id } = row.instrument;
            barWatches.set(row.ticker, [watchBars(row.ticker, id, '1d'), watchBars(row.ticker, id, '5m')]);
          }
        }
        const left = snapshot
          ? service
              .books()
              .map((book) => book.ticker)
              .filter((ticker) => !items.some((row) => row.ticker === ticker))
          : gone;
        for (const ticker of left) {
          forget(ticker);
          service.unwatch(ticker);
        }
      },
    },
  );
  ingestion.watch.quotes(
    { instruments: [] },
    { onChange: ({ items }) => items.forEach((quote) => service.quote(quote)) },
  );
  ingestion.watch.chains({}, { onChange: ({ items }) => items.forEach((chain) => service.chain(chain)) });
  ingestion.watch.volatilityHistory(
    {},
    { onChange: ({ items }) => items.forEach((history) => service.volatilityHistory(history.ticker, history)) },
  );
  ingestion.watch.evidence({}, { onChange: ({ items }) => items.forEach((evidence) => service.evidence(evidence)) });
  return {
    demandChain: sharedDemand((underlying) =>
      ingestion.watch.chainProgress({ underlying }, { onChange: () => undefined }),
    ),
    close: () => ingestion.close(),
  };
}
