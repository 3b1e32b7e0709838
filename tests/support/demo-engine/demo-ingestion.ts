import type { ingestionContract } from '../../../src/engine/contract/ingestion-contract.ts';
import { instrumentId, type Instrument } from '../../../src/engine/domain/instrument.ts';
import { ok } from '../../../src/engine/domain/outcome.ts';
import type { ContractOf, Implementation } from '../../../src/engine/link/api.ts';
import { demoFeed, demoProcess } from './demo-health.ts';
import { repeat } from './demo-latest.ts';
import { barColumnsOf, demoBars, demoQuote, type DemoMarket, type DemoName } from './demo-market.ts';

function instrumentOf({ symbol }: DemoName): Instrument {
  return {
    id: instrumentId({ symbol: symbol.ticker, secType: 'STK' }),
    symbol: symbol.ticker,
    secType: 'STK',
    exchange: 'SMART',
    primaryExchange: 'NASDAQ',
    currency: 'USD',
    multiplier: 1,
    minTick: 0.01,
    expiry: '',
    strike: null,
    right: null,
    tradingClass: symbol.ticker,
    conId: 1_000 + symbol.start,
    name: symbol.name,
  };
}

export function demoIngestion(market: DemoMarket): Implementation<ContractOf<typeof ingestionContract>> {
  const names = (): readonly DemoName[] => [...market.names.values()];
  const tickerOf = (instrument: string): string => instrument.split('.')[0] ?? '';
  const nothing = () => () => {};
  return {
    watchlist: (_, sink) =>
      repeat(sink, 30_000, () =>
        names().map((name) => ({
          ticker: name.symbol.ticker,
          instrument: instrumentOf(name),
          problem: null,
          impliedVol30: name.symbol.vol,
          historicalVol30: name.symbol.vol * 0.9,
          averageVolume: 5e7,
          callVolume: null,
          putVolume: null,
          callOpenInterest: null,
          putOpenInterest: null,
        })),
      ),
    search: ({ pattern }) =>
      ok(
        names()
          .filter(({ symbol }) => symbol.ticker.startsWith(pattern.toUpperCase()))
          .map(instrumentOf),
      ),
    instrument: ({ instrument }) => {
      const name = market.name(tickerOf(instrument));
      return ok(name ? instrumentOf(name) : null);
    },
    quotes: ({ instruments }, sink) =>
      repeat(sink, 200, () => {
        const wanted = new Set(instruments.map(tickerOf));
        return names()
          .filter(({ symbol }) => wanted.size === 0 || wanted.has(symbol.ticker))
          .map((name) => demoQuote(name, market.now()));
      }),
    bars: ({ instrument, interval, count }, sink) => {
      const name = market.name(tickerOf(instrument));
      if (!name) return { close: () => {}, resend: () => {} };
      const bars = demoBars(name, interval, { count, now: market.now() });
      const meta = { instrument, interval };
      const resend = (): void => sink.snapshot(meta, barColumnsOf(bars));
      resend();
      const timer = setInterval(() => {
        const at = bars.close.length - 1;
        bars.close[at] = name.price;
        bars.high[at] = Math.max(bars.high[at] ?? 0, name.price);
        bars.low[at] = Math.min(bars.low[at] ?? Infinity, name.price);
        sink.append(meta, barColumnsOf(bars, at));
      }, 250);
      return { close: () => clearInterval(timer), resend };
    },
    tape: () => ({ close: () => {}, resend: () => {} }),
    depth: nothing,
    chain: nothing,
    chains: nothing,
    volatilityHistory: nothing,
    health: (_, sink) =>
      repeat(sink, 1_000, () => [
        demoFeed({ feed: 'ibkr-data', title: 'IBKR market data', vendor: 'IBKR' }, market.now()),
        demoFeed(
          {
            feed: 'ibkr-chains',
            title: 'IBKR option chains',
            vendor: 'IBKR',
            phase: 'degraded',
            detail: '1,112 of 1,240 rows seen',
            lastMessageAgeMs: 900,
          },
          market.now(),
        ),
        demoFeed(
          {
            feed: 'edgar',
            title: 'EDGAR filings',
            vendor: 'SEC',
            phase: 'disconnected',
            detail: 'no contact address set',
            lastMessageAgeMs: null,
            latencyP50Ms: null,
            latencyP99Ms: null,
          },
          market.now(),
        ),
      ]),
    process: (_, sink) => repeat(sink, 2_000, () => [demoProcess('ingestion')]),
  };
}
