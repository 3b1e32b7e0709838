import type { MarketStory, StoryOptionTrade, StoryOption } from '../../story/market-story.ts';
import { leaders, tideOf } from './answers/market.ts';
import { byStrike, spotOf, strikeFields, tickerFields } from './exposures.ts';
import { alertFrame, conditionOf, type FlowAlerts } from './flow-alerts.ts';
import { netPremium, premiumOf, type OptionTape } from './option-tape.ts';
import { printRow } from './answers/dark-pool.ts';
import { dashed, decimal, isoSecond, long, uuidOf } from './wire-format.ts';

export type ChannelParts = {
  readonly story: MarketStory;
  readonly tape: OptionTape;
  readonly alerts: FlowAlerts;
  chain(symbol: string): readonly StoryOption[];
};

/** Frames of a channel for the venue time in [fromMs, toMs); the ticker is `''` for the whole market. */
export type Channel = {
  readonly everyMs: number;
  frames(parts: ChannelParts, ticker: string, fromMs: number, toMs: number): readonly unknown[];
};

const tags = { buyer: ['ask_side', 'bullish'], seller: ['bid_side', 'bearish'], none: ['mid_side', 'neutral'] };

/** Fields in the order in which the vendor sends them. */
export function tradeFrame(seed: number, trade: StoryOptionTrade): Readonly<Record<string, unknown>> {
  const { option } = trade;
  return {
    id: uuidOf(seed, trade.id),
    underlying_symbol: option.tradingClass,
    executed_at: trade.timeMs,
    nbbo_bid: decimal(trade.bid),
    nbbo_ask: decimal(trade.ask),
    size: trade.size,
    price: decimal(trade.price),
    option_symbol: option.optionSymbol,
    created_at: trade.timeMs + 40,
    report_flags: [],
    tags: tags[trade.aggressor],
    expiry: dashed(option.expiry),
    option_type: option.right === 'C' ? 'call' : 'put',
    open_interest: option.openInterest,
    strike: String(option.strike),
    premium: decimal(premiumOf(trade)),
    volume: trade.dayVolume,
    underlying_price: String(trade.underlyingPrice),
    ewma_nbbo_ask: decimal(trade.ask),
    ewma_nbbo_bid: decimal(trade.bid),
    implied_volatility: long(trade.impliedVol),
    delta: long(trade.delta),
    theta: long(trade.theta),
    gamma: long(trade.gamma),
    vega: long(trade.vega),
    rho: '0.0',
    theo: decimal(trade.price, 4),
    trade_code: conditionOf(trade),
    exchange: trade.exchange,
    ask_vol: Math.round(trade.dayVolume * 0.45),
    bid_vol: Math.round(trade.dayVolume * 0.45),
    no_side_vol: 0,
    mid_vol: Math.round(trade.dayVolume * 0.1),
    multi_vol: 0,
    stock_multi_vol: 0,
  };
}

const symbolsOf = ({ story }: ChannelParts, ticker: string): readonly string[] =>
  ticker === '' ? story.companies().map(({ symbol }) => symbol) : [ticker];

const stockTrades = (offExchange: boolean): Channel => ({
  everyMs: 1_000,
  // A print that is taken back comes once more, with the mark.
  frames: (parts, ticker, fromMs, toMs) =>
    symbolsOf(parts, ticker)
      .flatMap((symbol) => [
        ...parts.story.stockPrints(symbol, fromMs, toMs),
        ...parts.story.cancelledPrints(symbol, fromMs, toMs),
      ])
      .filter((print) => print.offExchange === offExchange)
      .map((print) => {
        // No tracking id and no premium here.
        const told = printRow(print, toMs);
        const { tracking_id: _id, premium: _premium, ticker: symbol, market_center: _centre, ...row } = told;
        return { symbol, type: offExchange ? 'off_lit' : 'lit', ...row };
      }),
});

const nearestStrikes = (options: readonly StoryOption[], spot: number, count: number) =>
  [...byStrike(options)]
    .toSorted(([a], [b]) => Math.abs(a - spot) - Math.abs(b - spot))
    .slice(0, count)
    .map(([, each]) => each);

/** Chains are priced at most so often, venue ms: exposures move with the market, not with every print. */
export const chainAgeMs = 30_000;

/** The channels clients use, at the vendor's rhythm in venue time. */
export const channels: Readonly<Record<string, Channel>> = {
  option_trades: {
    everyMs: 1_000,
    frames: (parts, ticker, fromMs, toMs) =>
      symbolsOf(parts, ticker)
        .flatMap((symbol) => parts.story.optionTrades(symbol, fromMs, toMs))
        .map((trade) => tradeFrame(parts.story.seed, trade)),
  },
  'flow-alerts': {
    everyMs: 5_000,
    frames: ({ alerts, story }, _ticker, fromMs, toMs) =>
      alerts
        .between(fromMs, toMs)
        .toReversed()
        .map((alert) => alertFrame(story.seed, alert)),
  },
  gex: {
    everyMs: chainAgeMs,
    frames: ({ chain, story }, ticker, _fromMs, toMs) => {
      const options = chain(ticker);
      if (options.length === 0) return [];
      return [{ ticker, timestamp: toMs, ...tickerFields(options, spotOf(story, ticker)) }];
    },
  },
  gex_strike: {
    everyMs: chainAgeMs,
    frames: ({ chain, story }, ticker, _fromMs, toMs) => {
      const spot = spotOf(story, ticker);
      return nearestStrikes(chain(ticker), spot, 40).map((options) => ({
        ticker,
        timestamp: toMs,
        ...strikeFields(options, spot, 'socket'),
      }));
    },
  },
  gex_strike_expiry: {
    everyMs: chainAgeMs,
    frames: ({ chain, story }, ticker, _fromMs, toMs) => {
      const spot = spotOf(story, ticker);
      const nearest = [...Map.groupBy(chain(ticker), ({ expiry }) => expiry)].toSorted(([a], [b]) => (a < b ? -1 : 1));
      return nearest.slice(0, 3).flatMap(([expiry, options]) =>
        nearestStrikes(options, spot, 20).map((each) => ({
          ticker,
          expiry: dashed(expiry),
          timestamp: toMs,
          ...strikeFields(each, spot, 'socket'),
        })),
      );
    },
  },
  news: {
    everyMs: 1_000,
    frames: ({ story }, _ticker, fromMs, toMs) =>
      story.news(fromMs, toMs).map((item) => ({
        headline: item.headline,
        timestamp: isoSecond(item.timeMs),
        source: item.publisher,
        tickers: item.symbols,
        is_trump_ts: false,
      })),
  },
  price: {
    everyMs: 1_000,
    frames: ({ story }, ticker) => {
      const quote = story.quote(ticker);
      if (!quote || quote.last === null) return [];
      return [{ close: String(quote.last), time: quote.timeMs, vol: quote.volume }];
    },
  },
  off_lit_trades: stockTrades(true),
  lit_trades: stockTrades(false),
  market_tide: {
    everyMs: 60_000,
    frames: (parts) => {
      const last = tideOf(parts, leaders(parts)).at(-1);
      if (!last) return [];
      const [call, put] = [decimal(last.call, 1), decimal(last.put, 1)];
      return [
        {
          timestamp: isoSecond(last.atMs),
          net_volume: last.volume,
          net_call_premium: call,
          net_put_premium: put,
          otm_net_volume: last.volume,
          otm_net_call_premium: call,
          otm_net_put_premium: put,
        },
      ];
    },
  },
  net_flow: {
    everyMs: 10_000,
    frames: ({ tape }, ticker, _fromMs, toMs) => {
      const { call, put } = tape(ticker).all;
      if (call.trades + put.trades === 0) return [];
      return [
        {
          ticker,
          net_call_prem: decimal(netPremium(call)),
          net_call_vol: call.askVolume - call.bidVolume,
          net_put_prem: decimal(netPremium(put)),
          net_put_vol: put.askVolume - put.bidVolume,
          time: toMs,
        },
      ];
    },
  },
  trading_halts: { everyMs: 1_000, frames: () => [] },
};
