import type { Vendor } from '../../ports/vendor.ts';
import { endpoint } from '../vendor-kit/define.ts';
import {
  translateEarningsCalendar,
  translateEconomicCalendar,
  translateIndicatorSeries,
  translateNews,
  translateTreasuryRates,
} from './fmp-economy.ts';
import { translateDailyBars, translateIndicator, translateMinuteBars, translateQuotes } from './fmp-prices.ts';
import { spellFmp } from './fmp-symbols.ts';
import { judgeFmp } from './judge-fmp.ts';

const minute = 60_000;
const economicSeries = ['GDP', 'realGDP', 'CPI', 'unemploymentRate', 'federalFunds', 'retailSales'] as const;
const indicators = [
  { name: 'rsi', period: '14' },
  { name: 'sma', period: '50' },
  { name: 'ema', period: '20' },
  { name: 'adx', period: '14' },
] as const;

/**
 * Financial Modeling Prep, its stable API. The budget is the free plan's 250 a day, which the enabled endpoints keep with
 * twenty watched symbols; the feeds file raises it. No header tells what is left.
 */
export const fmp: Vendor = {
  id: 'fmp',
  title: 'Financial Modeling Prep',
  summary: 'Quotes and daily bars to compare with, Treasury curve, economic and earnings calendars, news',
  homepage: 'https://site.financialmodelingprep.com',
  credentials: [
    {
      name: 'key',
      title: 'API key',
      help: 'FMP dashboard, API keys',
      secret: true,
      optional: false,
      environment: 'FMP_API_KEY',
    },
  ],
  bases: { rest: 'https://financialmodelingprep.com' },
  budget: {
    perSecond: 5,
    perMinute: 300,
    perDay: 250,
    dayResetsAt: '15:00',
    concurrent: 3,
    reserve: { critical: 0.1, high: 0.2, normal: 0.1, low: 0 },
    dollarsPerUnit: 0,
    read: () => null,
  },
  endpoints: [
    endpoint({
      id: 'quotes',
      title: 'Quotes of the watched symbols',
      path: '/stable/batch-quote',
      query: { symbols: '{symbols}' },
      tier: 'frequent',
      cadence: { everyMs: 10 * minute },
      sessions: ['regular'],
      validForMs: 20 * minute,
      provides: ['quote'],
      translate: translateQuotes,
    }),
    endpoint({
      id: 'daily-bars',
      title: 'Daily bars',
      path: '/stable/historical-price-eod/full',
      query: { symbol: '{symbol}', from: '{days-30}', to: '{today}' },
      fanOut: 'symbol',
      tier: 'daily',
      cadence: { dailyAt: '18:30' },
      provides: ['bar'],
      translate: translateDailyBars,
    }),
    endpoint({
      id: 'minute-bars',
      title: 'Minute bars',
      path: '/stable/historical-chart/1min',
      query: { symbol: '{symbol}', from: '{today}', to: '{today}' },
      fanOut: 'symbol',
      tier: 'frequent',
      provides: ['bar'],
      // Twenty symbols every five minutes are more than the free plan's day.
      enabled: false,
      translate: translateMinuteBars,
    }),
    endpoint({
      id: 'indicators',
      title: 'Indicators of SPY, to compare with ours',
      path: '/stable/technical-indicators/{name}',
      query: { symbol: 'SPY', periodLength: '{period}', timeframe: '1day', from: '{days-30}', to: '{today}' },
      fanOut: 'item',
      items: indicators,
      tier: 'daily',
      cadence: { dailyAt: '18:40' },
      provides: ['indicator'],
      translate: (payload, context) => translateIndicator(payload, { ...context, symbol: 'SPY' }),
    }),
    endpoint({
      id: 'treasury-rates',
      title: 'Treasury curve',
      path: '/stable/treasury-rates',
      query: { from: '{days-30}', to: '{today}' },
      tier: 'daily',
      cadence: { dailyAt: '18:00' },
      provides: ['macro-observation'],
      translate: translateTreasuryRates,
    }),
    endpoint({
      id: 'economic-series',
      title: 'Economic series',
      path: '/stable/economic-indicators',
      query: { name: '{series}' },
      fanOut: 'item',
      items: economicSeries.map((series) => ({ series })),
      tier: 'daily',
      cadence: { dailyAt: '09:00' },
      provides: ['macro-observation'],
      translate: translateIndicatorSeries,
    }),
    endpoint({
      id: 'economic-calendar',
      title: 'Economic calendar',
      path: '/stable/economic-calendar',
      query: { from: '{today}', to: '{days+7}' },
      tier: 'hourly',
      provides: ['economic-event'],
      translate: translateEconomicCalendar,
    }),
    endpoint({
      id: 'earnings-calendar',
      title: 'Earnings calendar',
      path: '/stable/earnings-calendar',
      query: { from: '{days-7}', to: '{days+21}' },
      tier: 'daily',
      cadence: { dailyAt: '07:00' },
      provides: ['earnings-event'],
      translate: translateEarningsCalendar,
    }),
    endpoint({
      id: 'news',
      title: 'News of the watched symbols',
      path: '/stable/news/stock',
      // The free plan refuses to be asked for more; the feeds file asks for more of a larger one.
      query: { symbols: '{symbols}', limit: '5' },
      tier: 'hourly',
      priority: 'low',
      provides: ['news'],
      translate: translateNews,
    }),
  ],
  streams: [],
  authorise: (credentials) => ({ headers: {}, query: { apikey: credentials['key'] ?? '' } }),
  judge: judgeFmp,
  spell: spellFmp,
  probe: 'treasury-rates',
};
