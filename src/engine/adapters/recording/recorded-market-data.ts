import type { Clock } from '../../ports/clock.ts';
import type { MarketData, QuoteListener } from '../../ports/market-data.ts';
import type { OptionData } from '../../ports/option-data.ts';
import type { BrokerItems, Recorder } from '../../ports/recording.ts';

const noContext = '{}';

type Keep = <What extends keyof BrokerItems>(what: What, value: BrokerItems[What]) => void;

export type RecordingParts = {
  readonly recorder: Pick<Recorder, 'record'>;
  readonly clock: Pick<Clock, 'now'>;
  /** While nothing is recorded, a tick costs one question. */
  readonly active: () => boolean;
  /** Calls back when the file of a day begins, before its first item. */
  readonly onDay: (begun: () => void) => void;
};

/** Records what a broker's adapter hands on, under its name. */
export function brokerKeeper(
  id: string,
  { recorder, clock, active }: Pick<RecordingParts, 'recorder' | 'clock' | 'active'>,
): Keep {
  return (what, value) => {
    if (!active()) return;
    recorder.record({
      channel: `${id}/${what}`,
      receivedTime: clock.now(),
      context: noContext,
      bytes: Buffer.from(JSON.stringify(value)),
    });
  };
}

/**
 * The broker's market data with a recorder beside it: what its lines tell and what it answers is recorded as it is
 * handed on, so that a replay can ask the same questions.
 */
export function recordedMarketData<Source extends MarketData & OptionData>(
  source: Source,
  parts: RecordingParts,
): Source {
  const keep = brokerKeeper(source.id, parts);
  const keepAnswer = answersKeeper(source.id, parts);
  return {
    ...source,
    resolve: async (query) => {
      const found = await source.resolve(query);
      if (found.ok) keepAnswer('instruments', found.value.map(({ id }) => id).join(' '), found.value);
      return found;
    },
    history: async (query) => {
      const found = await source.history(query);
      const { instrument, kind, interval } = query;
      if (found.ok) keep('history', { instrument: instrument.id, kind, interval, bars: found.value });
      return found;
    },
    classes: async (underlying) => {
      const found = await source.classes(underlying);
      if (found.ok) keepAnswer('classes', underlying.id, { underlying: underlying.id, classes: found.value });
      return found;
    },
    quotes: (instrument, listener, priority) =>
      source.quotes(instrument, recordedQuotes(instrument.id, listener, keep), priority),
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
    option: (instrument, listener) =>
      source.option(instrument, {
        onTick: (tick) => {
          keep('option', { instrument: instrument.id, tick });
          listener.onTick(tick);
        },
        onProblem: (failure) => listener.onProblem(failure),
      }),
  };
}

function recordedQuotes(instrument: string, listener: QuoteListener, keep: Keep): QuoteListener {
  return {
    onQuote: (quote) => {
      keep('quote', quote);
      listener.onQuote(quote);
    },
    onStats: (stats) => {
      keep('stats', { instrument, stats });
      listener.onStats?.(stats);
    },
    onProblem: (failure) => listener.onProblem(failure),
  };
}

/** What is asked once, days ago perhaps, belongs into the file of every day: contracts and listed options. */
function answersKeeper(id: string, parts: RecordingParts) {
  const keep = brokerKeeper(id, parts);
  const known = new Map<string, () => void>();
  parts.onDay(() => {
    for (const keepAgain of known.values()) keepAgain();
  });
  return <What extends 'instruments' | 'classes'>(what: What, key: string, value: BrokerItems[What]): void => {
    const keepIt = (): void => keep(what, value);
    // This very item may begin the day: it would be there twice if it were known already.
    keepIt();
    known.set(`${what} ${key}`, keepIt);
  };
}
