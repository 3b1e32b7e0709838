import type { Endpoint, Vendor } from '../../ports/vendor.ts';
import { endpoint } from '../vendor-kit/define.ts';
import { translateCalendar, translateClock } from './alpaca-calendar.ts';
import { translateBars, translateQuotes, translateSnapshots, translateTrades } from './alpaca-market-data.ts';
import { translateNews } from './alpaca-news.ts';
import { translateOptionChain } from './alpaca-option-chain.ts';
import { alpacaStreams } from './alpaca-stream.ts';
import { judgeAlpaca, readAlpacaBudget } from './judge-alpaca.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const stocks: readonly Endpoint[] = [
  endpoint({
    id: 'stock-snapshots',
    title: 'Snapshots of the watched stocks',
    path: '/v2/stocks/snapshots',
    query: { symbols: '{symbols}', feed: 'iex' },
    tier: 'critical',
    cadence: { everyMs: minute },
    provides: ['quote', 'bar'],
    translate: translateSnapshots,
  }),
  endpoint({
    id: 'stock-bars-minute',
    title: "Today's minute bars of IEX",
    path: '/v2/stocks/bars',
    // Without a start it begins with the current day.
    query: { symbols: '{symbols}', timeframe: '1Min', feed: 'iex', limit: '10000', page_token: '{cursor}' },
    tier: 'frequent',
    provides: ['bar'],
    translate: translateBars({ endpoint: 'stock-bars-minute', intervalMs: minute, wholeMarket: false }),
  }),
  endpoint({
    id: 'stock-bars-daily',
    title: 'Daily bars of the whole market',
    path: '/v2/stocks/bars',
    // The free plan gives all exchanges once a bar is older than a quarter hour.
    query: {
      symbols: '{symbols}',
      timeframe: '1Day',
      start: '{days-400}',
      end: '{day-1}',
      feed: 'sip',
      adjustment: 'split',
      limit: '10000',
      page_token: '{cursor}',
    },
    tier: 'daily',
    provides: ['bar'],
    translate: translateBars({ endpoint: 'stock-bars-daily', intervalMs: day, wholeMarket: true }),
  }),
  endpoint({
    id: 'stock-quotes',
    title: 'Every quote of the day on IEX',
    path: '/v2/stocks/quotes',
    query: { symbols: '{symbol}', feed: 'iex', limit: '10000', page_token: '{cursor}' },
    fanOut: 'symbol',
    tier: 'hourly',
    provides: ['quote'],
    enabled: false,
    translate: translateQuotes('stock-quotes'),
  }),
  endpoint({
    id: 'stock-trades',
    title: 'Every trade of the day on IEX',
    path: '/v2/stocks/trades',
    query: { symbols: '{symbol}', feed: 'iex', limit: '10000', page_token: '{cursor}' },
    fanOut: 'symbol',
    tier: 'hourly',
    provides: ['trade'],
    enabled: false,
    translate: translateTrades('stock-trades'),
  }),
];

/** Single options are asked for by item: `option` is the symbol, and nothing is asked until the file names some. */
const options: readonly Endpoint[] = [
  endpoint({
    id: 'option-chain',
    title: 'Indicative option chains with greeks',
    path: '/v1beta1/options/snapshots/{symbol}',
    query: { feed: 'indicative', limit: '1000', expiration_date_gte: '{from:YYYY-MM-DD}', page_token: '{cursor}' },
    fanOut: 'symbol',
    tier: 'frequent',
    cadence: { everyMs: 10 * minute },
    validForMs: 30 * minute,
    mostFollowUps: 8,
    provides: ['chain-snapshot'],
    translate: translateOptionChain,
  }),
  endpoint({
    id: 'option-bars',
    title: 'Hourly bars of single options',
    path: '/v1beta1/options/bars',
    query: { symbols: '{option}', timeframe: '1Hour', limit: '1000', page_token: '{cursor}' },
    fanOut: 'item',
    tier: 'hourly',
    provides: ['bar'],
    translate: translateBars({ endpoint: 'option-bars', intervalMs: hour, wholeMarket: true }),
  }),
  endpoint({
    id: 'option-trades',
    title: 'Trades of single options',
    path: '/v1beta1/options/trades',
    query: { symbols: '{option}', limit: '1000', page_token: '{cursor}' },
    fanOut: 'item',
    tier: 'hourly',
    provides: ['trade'],
    translate: translateTrades('option-trades'),
  }),
  endpoint({
    id: 'option-quotes',
    title: 'Latest quotes of single options',
    path: '/v1beta1/options/quotes/latest',
    query: { symbols: '{option}', feed: 'indicative' },
    fanOut: 'item',
    tier: 'frequent',
    provides: ['quote'],
    translate: translateQuotes('option-quotes'),
  }),
];

const market: readonly Endpoint[] = [
  endpoint({
    id: 'news',
    title: 'News of the watched stocks',
    path: '/v1beta1/news',
    query: { symbols: '{symbols}', limit: '50', sort: 'desc', exclude_contentless: 'false' },
    tier: 'frequent',
    sessions: ['pre-market', 'regular', 'after-hours', 'closed'],
    provides: ['news'],
    translate: translateNews,
  }),
  endpoint({
    id: 'calendar',
    title: 'Exchange days',
    base: 'trading',
    path: '/v2/calendar',
    query: { start: '{days-30}' },
    tier: 'daily',
    provides: ['exchange-day'],
    translate: translateCalendar,
  }),
  endpoint({
    id: 'clock',
    title: "The exchange's clock",
    base: 'trading',
    path: '/v2/clock',
    tier: 'hourly',
    sessions: ['pre-market', 'regular', 'after-hours', 'closed'],
    provides: ['exchange-day'],
    translate: translateClock,
  }),
];

export const alpaca: Vendor = {
  id: 'alpaca',
  title: 'Alpaca',
  summary: 'Stock bars, quotes and trades of IEX, indicative option chains, news; trading comes later',
  homepage: 'https://alpaca.markets',
  credentials: [
    {
      name: 'key',
      title: 'API key',
      help: 'Alpaca dashboard, API Keys; keys of a paper account will do',
      secret: true,
      optional: false,
      environment: 'APCA_API_KEY_ID',
    },
    {
      name: 'secret',
      title: 'API secret',
      help: 'Shown once when the key is made',
      secret: true,
      optional: false,
      environment: 'APCA_API_SECRET_KEY',
    },
  ],
  bases: {
    rest: 'https://data.alpaca.markets',
    // Keys of a live account ask https://api.alpaca.markets here.
    trading: 'https://paper-api.alpaca.markets',
    stream: 'wss://stream.data.alpaca.markets',
  },
  budget: {
    perSecond: null,
    perMinute: 200,
    perDay: null,
    dayResetsAt: '00:00',
    concurrent: 4,
    reserve: { critical: 0.2, high: 0.3, normal: 0.1, low: 0 },
    dollarsPerUnit: 0,
    read: readAlpacaBudget,
  },
  endpoints: [...stocks, ...options, ...market],
  streams: alpacaStreams,
  authorise: ({ key = '', secret = '' }) => ({
    headers: { 'apca-api-key-id': key, 'apca-api-secret-key': secret, accept: 'application/json' },
    query: {},
  }),
  judge: judgeAlpaca,
  spell: (symbol) => symbol,
  probe: 'clock',
};
