import type { Clock } from '../../ports/clock.ts';
import type { MarketData, QuoteListener } from '../../ports/market-data.ts';
import type { Recorder } from '../../ports/recording.ts';

const noContext = '{}';

type Keep = (what: string, value: object) => void;

/**
 * The broker's market data with a recorder beside it: quotes, prints and books are recorded as they are handed on. What
 * is recorded are our own nouns, since the wire's frames mean nothing without the requests they answer.
 */
export function recordedMarketData<Source extends MarketData>(
  source: Source,
  parts: {
    readonly recorder: Pick<Recorder, 'record'>;
    readonly clock: Pick<Clock, 'now'>;
    /** While nothing is recorded, a tick costs one question. */
    readonly active: () => boolean;
  },
): Source {
  const { recorder, clock, active } = parts;
  const keep: Keep = (what, value) => {
    if (!active()) return;
    recorder.record({
      channel: `${source.id}/${what}`,
      receivedTime: clock.now(),
      context: noContext,
      bytes: Buffer.from(JSON.stringify(value)),
    });
  };
  return {
    ...source,
    quotes: (instrument, listener, priority) => source.quotes(instrument, recordedQuotes(listener, keep), priority),
    trades: (instrument, listener) =>
      source.trades(instrument, {
        onTrade: (trade) => {
          keep('trade', trade);
          listener.onTrade(trade);
        },
        onProblem: (failure) => listener.onProblem(failure),
      }),
    depth: (instrument, levels, listener) =>
      source.depth(instrument, levels, {
        onBook: (book) => {
          keep('book', book);
          listener.onBook(book);
        },
        onProblem: (failure) => listener.onProblem(failure),
      }),
  };
}

function recordedQuotes(listener: QuoteListener, keep: Keep): QuoteListener {
  return {
    onQuote: (quote) => {
      keep('quote', quote);
      listener.onQuote(quote);
    },
    onStats: (stats) => listener.onStats?.(stats),
    onProblem: (failure) => listener.onProblem(failure),
  };
}
