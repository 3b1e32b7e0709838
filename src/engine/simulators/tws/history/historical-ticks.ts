import type { SimInstrument, SimulatedMarket } from '../../simulated-market.ts';
import type { Field, Message } from '../wire/field-writer.ts';
import { answerIds } from '../wire/message-ids.ts';
import { barsOf } from './bars.ts';
import { dayMs } from './history-request.ts';

export type TickQuery = {
  readonly requestId: number;
  readonly instrument: SimInstrument;
  readonly kind: 'TRADES' | 'BID_ASK' | 'MIDPOINT';
  /** Exactly one of the two decides; the other is null. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly count: number;
};

/** Past ticks, made from one-second bars: the market keeps no tape of its past. */
export function historicalTicksMessage(market: SimulatedMarket, query: TickQuery): Message {
  const rows = query.kind === 'BID_ASK' ? bidAskRows(market, query) : priceRows(market, query);
  const id =
    query.kind === 'TRADES'
      ? answerIds.historicalTicksLast
      : query.kind === 'BID_ASK'
        ? answerIds.historicalTicksBidAsk
        : answerIds.historicalTicks;
  return [id, query.requestId, rows.length, ...rows.flat(), true];
}

function seconds(market: SimulatedMarket, query: TickQuery, kind: 'TRADES' | 'MIDPOINT' | 'BID' | 'ASK') {
  const fromMs = query.startMs ?? (query.endMs ?? market.clock.now()) - Math.max(600_000, query.count * 2_000);
  const toMs = query.endMs ?? Math.min(market.clock.now(), fromMs + dayMs);
  const bars = barsOf(market, { instrument: query.instrument, kind, barMs: 1_000, fromMs, toMs, regularOnly: false });
  return query.startMs === null ? bars.slice(-query.count) : bars.slice(0, query.count);
}

function priceRows(market: SimulatedMarket, query: TickQuery): readonly (readonly Field[])[] {
  const isTrade = query.kind === 'TRADES';
  return seconds(market, query, isTrade ? 'TRADES' : 'MIDPOINT').map((bar) => {
    const time = Math.floor(bar.startMs / 1000);
    return isTrade
      ? [time, 0, bar.close, Math.max(1, Math.round(bar.volume)), query.instrument.primaryExchange, '']
      : [time, 0, bar.close, 0];
  });
}

function bidAskRows(market: SimulatedMarket, query: TickQuery): readonly (readonly Field[])[] {
  const asks = new Map(seconds(market, query, 'ASK').map((bar) => [bar.startMs, bar.close]));
  return seconds(market, query, 'BID').map((bar) => [
    Math.floor(bar.startMs / 1000),
    0,
    bar.close,
    asks.get(bar.startMs) ?? bar.close,
    100,
    100,
  ]);
}
