import type { EndpointItem, Vendor } from '../../ports/vendor.ts';
import { endpoint } from '../vendor-kit/define.ts';
import { indexHistories, spellCboe } from './cboe-symbols.ts';
import { translateDelayedChain } from './delayed-chain.ts';
import { translateDelayedQuotes } from './delayed-quotes.ts';
import { translateIndexHistory } from './index-history.ts';
import { judgeCboe } from './judge-cboe.ts';
import { translateDailyRatios, translateRatioHistory } from './put-call.ts';
import { translateVxContract } from './vx-contract.ts';
import { translateVxSettlement } from './vx-settlement.ts';

/** Archive files by contract, `F05` to `Z12`; later contracts have a file of the new kind. */
function archivedContracts(): readonly EndpointItem[] {
  const years = Array.from({ length: 9 }, (_, index) => String(4 + index).padStart(2, '0'));
  return years.flatMap((year) => Array.from('FGHJKMNQUVXZ', (letter) => ({ contract: `${letter}${year}` })));
}

const minute = 60_000;
const chainBytes = 64 * 1024 * 1024;

export const cboe: Vendor = {
  id: 'cboe',
  title: 'Cboe',
  summary: 'Volatility indices and their history, delayed option chains, VIX futures, put/call ratios',
  homepage: 'https://www.cboe.com',
  credentials: [],
  bases: { rest: 'https://cdn.cboe.com', site: 'https://www.cboe.com' },
  budget: {
    // Nothing is published; files made every few minutes are not worth asking for more often.
    perSecond: 1,
    perMinute: 20,
    perDay: null,
    dayResetsAt: '00:00',
    concurrent: 2,
    reserve: { critical: 0, high: 0.3, normal: 0.1, low: 0 },
    dollarsPerUnit: 0,
    read: () => null,
  },
  endpoints: [
    endpoint({
      id: 'index-quotes',
      title: 'Delayed index quotes',
      path: '/api/global/delayed_quotes/quotes/all_us_indices.json',
      tier: 'frequent',
      provides: ['quote'],
      conditional: true,
      translate: translateDelayedQuotes,
    }),
    endpoint({
      id: 'delayed-chain',
      title: 'Delayed option chains',
      path: '/api/global/delayed_quotes/options/{symbol}.json',
      fanOut: 'symbol',
      tier: 'frequent',
      cadence: { everyMs: 10 * minute },
      validForMs: 30 * minute,
      provides: ['chain-snapshot', 'quote'],
      conditional: true,
      mostBytes: chainBytes,
      translate: translateDelayedChain,
    }),
    endpoint({
      id: 'index-history',
      title: 'History of the volatility indices',
      path: '/api/global/us_indices/daily_prices/{index}_History.csv',
      fanOut: 'item',
      items: indexHistories.map((index) => ({ index })),
      tier: 'daily',
      cadence: { dailyAt: '18:30' },
      provides: ['bar'],
      conditional: true,
      translate: translateIndexHistory,
    }),
    endpoint({
      id: 'vx-settlement',
      title: 'Settlement of the VIX futures',
      base: 'site',
      path: '/us/futures/market_statistics/settlement/csv',
      query: { dt: '{day-1}' },
      tier: 'daily',
      // Out about 10:00 in Chicago on the next day.
      cadence: { dailyAt: '11:30' },
      provides: ['future-day'],
      translate: translateVxSettlement,
    }),
    endpoint({
      id: 'vx-contract',
      title: 'Days of a VIX future',
      path: '/data/us/futures/market_statistics/historical_data/VX/VX_{expiry}.csv',
      // Asked for only by the settlement, which knows what is listed.
      fanOut: 'item',
      tier: 'daily',
      provides: ['future-day'],
      conditional: true,
      translate: translateVxContract,
    }),
    endpoint({
      id: 'vx-archive',
      title: 'VIX futures of 2004 to 2012',
      path: '/resources/futures/archive/volume-and-price/CFE_{contract}_VX.csv',
      fanOut: 'item',
      items: archivedContracts(),
      tier: 'daily',
      provides: ['future-day'],
      conditional: true,
      // A hundred files that never change: for whoever wants the history once.
      enabled: false,
      translate: translateVxContract,
    }),
    endpoint({
      id: 'put-call',
      title: 'Put/call ratios of the day',
      path: '/data/us/options/market_statistics/daily/{day-1}_daily_options',
      headers: { origin: 'https://www.cboe.com', 'x-requested-with': 'XMLHttpRequest' },
      tier: 'daily',
      provides: ['put-call-ratio'],
      translate: translateDailyRatios,
    }),
    endpoint({
      id: 'put-call-history',
      title: 'Put/call ratios to October 2019',
      path: '/resources/options/volume_and_call_put_ratios/{file}.csv',
      fanOut: 'item',
      items: [
        { file: 'totalpc', series: 'PCR-TOTAL' },
        { file: 'equitypc', series: 'PCR-EQUITY' },
        { file: 'indexpc', series: 'PCR-INDEX' },
      ],
      tier: 'daily',
      provides: ['put-call-ratio'],
      conditional: true,
      enabled: false,
      translate: translateRatioHistory,
    }),
  ],
  streams: [],
  authorise: () => ({
    headers: {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
      referer: 'https://www.cboe.com/',
      accept: 'application/json, text/csv, */*',
    },
    query: {},
  }),
  judge: judgeCboe,
  spell: spellCboe,
  probe: 'index-quotes',
};
