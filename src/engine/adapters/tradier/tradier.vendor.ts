import type { Endpoint, Vendor } from '../../ports/vendor.ts';
import { endpoint } from '../vendor-kit/define.ts';
import { judgeTradier, readTradierBudget } from './judge-tradier.ts';
import { translateHistory, translateTimesales } from './tradier-bars.ts';
import { translateCalendar, translateClock } from './tradier-calendar.ts';
import { translateChain, translateExpirations } from './tradier-chain.ts';
import { translateQuotes } from './tradier-quotes.ts';
import { tradierStreams } from './tradier-stream.ts';
import { spellTradier } from './tradier-symbols.ts';

const minute = 60_000;

function pricesOf(delayMs: number): readonly Endpoint[] {
  return [
    endpoint({
      id: 'quotes',
      title: 'Quotes of the watched symbols',
      path: '/v1/markets/quotes',
      query: { symbols: '{symbols}', greeks: 'false' },
      tier: 'critical',
      provides: ['quote'],
      translate: (payload) => translateQuotes(payload, delayMs),
    }),
    endpoint({
      id: 'expirations',
      title: 'Listed expiries, then their chains',
      path: '/v1/markets/options/expirations',
      query: { symbol: '{symbol}', includeAllRoots: 'true' },
      fanOut: 'symbol',
      tier: 'frequent',
      mostFollowUps: 6,
      provides: ['chain-snapshot'],
      translate: translateExpirations,
    }),
    endpoint({
      id: 'chain',
      title: 'Option chains with greeks',
      path: '/v1/markets/options/chains',
      query: { symbol: '{symbol}', expiration: '{expiry}', greeks: 'true' },
      // Asked for only by the expirations, which know what is listed.
      fanOut: 'item',
      tier: 'frequent',
      provides: ['chain-snapshot'],
      translate: (payload, context) => translateChain(payload, context, delayMs),
    }),
    endpoint({
      id: 'timesales',
      title: 'Minute bars',
      path: '/v1/markets/timesales',
      query: { symbol: '{symbol}', interval: '1min', start: '{today} 04:00', session_filter: 'all' },
      fanOut: 'symbol',
      tier: 'frequent',
      provides: ['bar'],
      translate: translateTimesales,
    }),
  ];
}

const history: readonly Endpoint[] = [
  endpoint({
    id: 'history',
    title: 'Daily bars',
    path: '/v1/markets/history',
    query: { symbol: '{symbol}', interval: 'daily', start: '{days-400}' },
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['bar'],
    translate: translateHistory,
  }),
  endpoint({
    id: 'calendar',
    title: 'Exchange days of the month',
    path: '/v1/markets/calendar',
    tier: 'daily',
    provides: ['exchange-day'],
    translate: translateCalendar,
  }),
  endpoint({
    id: 'clock',
    title: "The exchange's clock",
    path: '/v1/markets/clock',
    tier: 'hourly',
    cadence: { everyMs: 30 * minute },
    provides: ['exchange-day'],
    translate: translateClock,
  }),
];

function budgetOf(perMinute: number): Vendor['budget'] {
  return {
    perSecond: null,
    perMinute,
    perDay: null,
    dayResetsAt: '00:00',
    concurrent: 4,
    reserve: { critical: 0.2, high: 0.3, normal: 0.1, low: 0 },
    dollarsPerUnit: 0,
    read: readTradierBudget,
  };
}

const shared = {
  homepage: 'https://tradier.com',
  // JSON has to be asked for: without it the answer is XML.
  authorise: (credentials) => ({
    headers: { authorization: `Bearer ${credentials['token'] ?? ''}`, accept: 'application/json' },
    query: {},
  }),
  judge: judgeTradier,
  spell: spellTradier,
  probe: 'clock',
} as const satisfies Partial<Vendor>;

export const tradier: Vendor = {
  ...shared,
  id: 'tradier',
  title: 'Tradier',
  summary: 'Option chains with greeks, quotes, bars and a stream of prints',
  credentials: [
    {
      name: 'token',
      title: 'Access token',
      help: 'Tradier account, Settings, API Access',
      secret: true,
      optional: false,
      environment: 'TRADIER_TOKEN',
    },
  ],
  // The stream's address comes with its session.
  bases: { rest: 'https://api.tradier.com', stream: 'wss://ws.tradier.com' },
  budget: budgetOf(120),
  endpoints: [...pricesOf(0), ...history],
  streams: tradierStreams,
};

/** The sandbox takes tokens of its own, is fifteen minutes late and has no stream. */
export const tradierSandbox: Vendor = {
  ...shared,
  id: 'tradier-sandbox',
  title: 'Tradier sandbox',
  summary: 'Option chains with greeks, quotes and bars, fifteen minutes late',
  credentials: [
    {
      name: 'token',
      title: 'Sandbox access token',
      help: 'Tradier developer account, API Access',
      secret: true,
      optional: false,
      environment: 'TRADIER_SANDBOX_TOKEN',
    },
  ],
  bases: { rest: 'https://sandbox.tradier.com' },
  budget: budgetOf(60),
  endpoints: [...pricesOf(900_000), ...history],
  streams: [],
};
