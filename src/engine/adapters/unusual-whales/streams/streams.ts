import type { FactKind } from '../../../domain/facts/fact.ts';
import type { BackPressure, Stream, StreamTopic } from '../../../ports/vendor.ts';
import { stream } from '../../vendor-kit/define.ts';
import { readFrame } from './read-frame.ts';

const message = (kind: 'join' | 'leave') => (topics: readonly StreamTopic[]) =>
  topics.map(({ topic }) => JSON.stringify({ channel: topic, msg_type: kind }));

type Channel = {
  readonly id: string;
  readonly title: string;
  readonly channel: string;
  readonly perTicker: boolean;
  readonly provides: readonly FactKind[];
  readonly backPressure: BackPressure;
  readonly more?: Partial<Stream>;
};

/** Channels share one socket and one reader; a ticker's channel is the channel's name, a colon and the ticker. */
function channelStream({ id, title, channel, perTicker, provides, backPressure, more }: Channel): Stream {
  return stream({
    id,
    title,
    path: '/socket?token={token}',
    provides,
    backPressure,
    topics: (symbols) =>
      perTicker
        ? symbols.map((symbol) => ({ topic: `${channel}:${symbol}`, symbol }))
        : [{ topic: channel, symbol: '' }],
    join: message('join'),
    leave: message('leave'),
    read: readFrame,
    ...more,
  });
}

const newest: BackPressure = { policy: 'latest' };
const oldestGo: BackPressure = { policy: 'drop-oldest' };

export const streams: readonly Stream[] = [
  channelStream({
    id: 'flow-alerts-stream',
    title: 'Flow alerts as they are made',
    channel: 'flow-alerts',
    perTicker: false,
    provides: ['flow-alert'],
    backPressure: oldestGo,
    more: { backfill: 'flow-alerts' },
  }),
  channelStream({
    id: 'option-trades',
    title: 'Option prints of the watched tickers',
    channel: 'option_trades',
    perTicker: true,
    provides: ['option-trade'],
    backPressure: oldestGo,
    more: { mostWaiting: 200_000 },
  }),
  channelStream({
    id: 'option-trades-market',
    title: 'Every option print: six to ten million a day',
    channel: 'option_trades',
    perTicker: false,
    provides: ['option-trade'],
    backPressure: oldestGo,
    more: { mostWaiting: 500_000, enabled: false },
  }),
  channelStream({
    id: 'gex',
    title: 'Dealer exposure',
    channel: 'gex',
    perTicker: true,
    provides: ['spot-exposure'],
    backPressure: newest,
  }),
  channelStream({
    id: 'gex-strike',
    title: 'Dealer exposure by strike',
    channel: 'gex_strike',
    perTicker: true,
    provides: ['spot-exposure'],
    backPressure: newest,
  }),
  channelStream({
    id: 'gex-strike-expiry',
    title: 'Dealer exposure by strike and expiry',
    channel: 'gex_strike_expiry',
    perTicker: true,
    provides: ['spot-exposure'],
    backPressure: newest,
    more: { mostWaiting: 100_000 },
  }),
  channelStream({
    id: 'news',
    title: 'Headlines as they come',
    channel: 'news',
    perTicker: false,
    provides: ['news'],
    backPressure: oldestGo,
    more: { priority: 'high', backfill: 'news-headlines' },
  }),
  channelStream({
    id: 'price',
    title: 'Prices beside those of the broker',
    channel: 'price',
    perTicker: true,
    provides: ['quote'],
    backPressure: newest,
    more: { priority: 'normal' },
  }),
  channelStream({
    id: 'dark-pool-prints',
    title: 'Dark pool prints of the watched tickers',
    channel: 'off_lit_trades',
    perTicker: true,
    provides: ['stock-print'],
    backPressure: oldestGo,
    more: { backfill: 'dark-pool-ticker' },
  }),
  channelStream({
    id: 'dark-pool-prints-market',
    title: 'Every dark pool print',
    channel: 'off_lit_trades',
    perTicker: false,
    provides: ['stock-print'],
    backPressure: oldestGo,
    more: { mostWaiting: 200_000, enabled: false },
  }),
  channelStream({
    id: 'lit-prints',
    title: 'Lit prints of the watched tickers',
    channel: 'lit_trades',
    perTicker: true,
    provides: ['stock-print'],
    backPressure: oldestGo,
    more: { priority: 'normal', enabled: false },
  }),
  channelStream({
    id: 'market-tide-stream',
    title: 'Market tide as it moves',
    channel: 'market_tide',
    perTicker: false,
    provides: ['net-flow'],
    backPressure: newest,
    more: { backfill: 'market-tide' },
  }),
  channelStream({
    id: 'net-flow',
    title: 'Net premium of the watched tickers since the open',
    channel: 'net_flow',
    perTicker: true,
    provides: ['net-flow'],
    backPressure: newest,
    more: { priority: 'high' },
  }),
  channelStream({
    id: 'trading-halts',
    title: 'Trading halts',
    channel: 'trading_halts',
    perTicker: false,
    provides: ['trading-status'],
    backPressure: oldestGo,
  }),
];
