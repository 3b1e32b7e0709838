import type { InstrumentId, Ticker } from '../../domain/ids.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Quote } from '../../domain/quote.ts';
import type { Score } from '../../domain/score.ts';
import type { Watch } from '../../link/api.ts';
import type { ProcessContext } from '../runtime/process-context.ts';

export type MarketView = {
  readonly quotes: {
    quoteOf(instrument: InstrumentId): Quote | null;
    want(instruments: readonly InstrumentId[]): void;
  };
  readonly instruments: { byId(id: InstrumentId): Promise<Instrument | null> };
  readonly scores: { scoreOf(ticker: Ticker): Score | null };
  close(): void;
};

/**
 * What execution sees of the market: quotes of the watchlist and of everything it holds or works, contracts, and the
 * newest score of each ticker for the snapshot at entry. All of it comes from the owning processes, never from a window.
 */
export function createMarketView(context: ProcessContext): MarketView {
  const ingestion = context.link('ingestion');
  const analytics = context.link('analytics');
  const quotes = new Map<InstrumentId, Quote>();
  const scores = new Map<Ticker, Score>();
  const keep = (items: readonly Quote[]): void => items.forEach((quote) => quotes.set(quote.instrument, quote));
  ingestion.watch.quotes({ instruments: [] }, { onChange: ({ items }) => keep(items) });
  analytics.watch.scores(
    {},
    {
      onChange: ({ items, gone, snapshot }) => {
        if (snapshot) scores.clear();
        for (const row of items) scores.set(row.ticker, row.score);
        for (const ticker of gone) scores.delete(ticker);
      },
    },
  );

  let wanted = '';
  let demand: Watch | null = null;
  const want = (instruments: readonly InstrumentId[]): void => {
    const key = [...instruments].sort().join(',');
    if (key === wanted) return;
    wanted = key;
    demand?.close();
    demand =
      instruments.length === 0
        ? null
        : ingestion.watch.quotes({ instruments: [...instruments] }, { onChange: ({ items }) => keep(items) });
  };
  return {
    quotes: { quoteOf: (instrument) => quotes.get(instrument) ?? null, want },
    instruments: {
      byId: async (instrument) => {
        const answer = await ingestion.call.instrument({ instrument });
        return answer.ok ? answer.value : null;
      },
    },
    scores: { scoreOf: (ticker) => scores.get(ticker) ?? null },
    close: () => {
      ingestion.close();
      analytics.close();
    },
  };
}
