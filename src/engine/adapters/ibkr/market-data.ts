import { instrumentId, type Instrument } from '../../domain/instrument.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Subscription } from '../../ports/connection.ts';
import type { MarketData } from '../../ports/market-data.ts';
import type { OptionData } from '../../ports/option-data.ts';
import { optionClassesRequest, resolveRequest, searchRequest } from './contract-requests.ts';
import { DepthLine } from './depth-line.ts';
import { HistoryQueue } from './history-queue.ts';
import { historyRequest } from './history-request.ts';
import { LineRetry } from './line-retry.ts';
import { OptionLine } from './option-line.ts';
import { pastTrades } from './past-trades.ts';
import { QuoteLine } from './quote-line.ts';
import type { IbkrSession } from './session.ts';
import { tapeLine } from './tape-line.ts';

const historyTimeoutMs = 60_000;

/** Market data and options over one session. The adapter knows wire pacing, never line budgets. */
export function createIbkrMarketData(session: IbkrSession, deps: { readonly clock: Clock }): MarketData & OptionData {
  const { clock } = deps;
  const now = (): number => clock.now();
  const dirtyLines = new Set<object & { flush(): void }>();
  session.onInput(() => {
    for (const line of dirtyLines) line.flush();
    dirtyLines.clear();
  });
  const dirty = (line: { flush(): void }): void => void dirtyLines.add(line);
  const clean = (line: object): void => void dirtyLines.delete(line as { flush(): void });
  const history = new HistoryQueue({ clock, ask: (query) => session.ask(historyRequest(query, historyTimeoutMs)) });
  const retrying = new LineRetry(session, clock);

  return {
    id: 'ibkr',
    connection: () => session.connection(),
    onConnection: (listener) => session.onConnection(listener),
    statistics: () => session.statistics(),
    vendorTime: () => session.vendorTime(),
    resolve: (query) => session.ask(resolveRequest(query)),
    search: (pattern) => session.ask(searchRequest(pattern)),
    history: (query) => history.ask(query),
    quotes: (instrument, listener, priority = 5) =>
      retrying.open((retry) => new QuoteLine({ instrument, listener, priority, now, dirty, retry }), clean),
    trades: (instrument, listener) => session.line(tapeLine({ instrument, listener, now })),
    pastTrades: (query) => pastTrades(session, query, now),
    depth: (instrument, levels, listener) =>
      retrying.open((retry) => new DepthLine({ instrument, levels, listener, now, dirty, retry }), clean),
    classes: (underlying) => session.ask(optionClassesRequest(underlying)),
    optionInstrument,
    option(instrument, listener): Subscription {
      const line = new OptionLine({ instrument, listener, priority: 7, now, dirty });
      const subscription = session.line(line);
      return {
        close() {
          clean(line);
          subscription.close();
        },
      };
    },
  };
}

function optionInstrument(underlying: Instrument, parts: Parameters<OptionData['optionInstrument']>[1]): Instrument {
  const { symbol, currency } = underlying;
  const { tradingClass, expiry, strike, right, multiplier } = parts;
  return {
    id: instrumentId({ symbol, secType: 'OPT', expiry, strike, right, tradingClass }),
    symbol,
    secType: 'OPT',
    exchange: 'SMART',
    primaryExchange: '',
    currency,
    multiplier,
    minTick: 0.01,
    expiry,
    strike,
    right,
    tradingClass,
    conId: null,
    name: '',
  };
}
