import type { Endpoint } from '../../ports/vendor.ts';
import { endpoint, whichSymbols } from '../vendor-kit/define.ts';
import { translateSettlementDates, translateShortInterest, translateShortInterestFile } from './short-interest.ts';
import { translateShortVolume } from './short-volume.ts';
import { translateWeeklySummary } from './weekly-summary.ts';

const dayMs = 86_400_000;
const megabyte = 1_048_576;
const json = { accept: 'application/json', 'content-type': 'application/json' };
const interestPath = '/data/group/otcMarket/name/consolidatedShortInterest';
const weeklyPath = '/data/group/otcMarket/name/weeklySummary';

type Filter = { readonly equal: Readonly<Record<string, string>>; readonly date: string; readonly days: number };

/** The API's query; `offset` is text with a placeholder on further pages. */
function query({ equal, date, days }: Filter, limit: number, offset: string): string {
  const filters = Object.entries(equal).map(
    ([name, value]) => `{"compareType":"EQUAL","fieldName":"${name}","fieldValue":"${value}"}`,
  );
  const range = `{"fieldName":"${date}","startDate":"{days-${days}}","endDate":"{today}"}`;
  return `{"limit":${limit},"offset":${offset},"compareFilters":[${filters.join(',')}],"dateRangeFilters":[${range}]}`;
}

const ofSymbol: Filter = { equal: { symbolCode: '{symbol}' }, date: 'settlementDate', days: 730 };
const weeks = (level: string): Filter => ({
  equal: { summaryTypeCode: level, issueSymbolIdentifier: '{symbol}' },
  date: 'weekStartDate',
  days: 90,
});

function shortVolumeFile(id: string, title: string, date: string, at: string): Endpoint {
  return endpoint({
    id,
    title,
    ...whichSymbols,
    base: 'files',
    path: `/equity/regsho/daily/{file}shvol${date}.txt`,
    fanOut: 'item',
    items: [{ file: 'CNMS' }],
    tier: 'daily',
    cadence: { dailyAt: at },
    priority: 'normal',
    conditional: true,
    mostBytes: 8 * megabyte,
    provides: ['short-volume'],
    translate: translateShortVolume,
  });
}

function weekly(id: string, title: string, level: string): Endpoint {
  return endpoint({
    id,
    title,
    base: 'api',
    method: 'POST',
    path: weeklyPath,
    headers: json,
    body: query(weeks(level), 1_000, '0'),
    fanOut: 'symbol',
    tier: 'daily',
    cadence: { dailyAt: id === 'ats-weekly' ? '08:00' : '08:10' },
    validForMs: 35 * dayMs,
    provides: ['off-exchange-week'],
    translate: (payload, context) =>
      translateWeeklySummary(payload, { ...context, parameters: { level, ...context.parameters } }),
  });
}

export const finraEndpoints: readonly Endpoint[] = [
  shortVolumeFile('short-volume', 'Short sale volume of the day', '{today:YYYYMMDD}', '18:30'),
  // For those who were not running last evening, and for files that came late.
  shortVolumeFile('short-volume-before', 'Short sale volume of the day before', '{day-1:YYYYMMDD}', '07:00'),
  endpoint({
    id: 'short-volume-day',
    title: 'Short sale volume of an earlier day',
    base: 'files',
    path: '/equity/regsho/daily/{file}shvol{day}.txt',
    fanOut: 'item',
    tier: 'daily',
    mostBytes: 8 * megabyte,
    provides: ['short-volume'],
    translate: translateShortVolume,
  }),
  endpoint({
    id: 'short-interest-dates',
    ...whichSymbols,
    title: 'Settlement dates of short interest',
    base: 'api',
    method: 'POST',
    path: interestPath,
    headers: json,
    body: query({ ...ofSymbol, days: 75 }, 100, '0'),
    fanOut: 'item',
    items: [{ symbol: 'SPY' }],
    tier: 'daily',
    cadence: { dailyAt: '07:10' },
    validForMs: 20 * dayMs,
    provides: ['short-interest'],
    translate: translateSettlementDates,
  }),
  endpoint({
    id: 'short-interest-file',
    ...whichSymbols,
    title: 'Short interest of a settlement date',
    base: 'files',
    path: '/equity/otcmarket/biweekly/shrt{settlement}.csv',
    fanOut: 'item',
    tier: 'daily',
    validForMs: 20 * dayMs,
    provides: ['short-interest'],
    translate: translateShortInterestFile,
  }),
  endpoint({
    id: 'short-interest-history',
    title: 'Short interest of two years',
    base: 'api',
    method: 'POST',
    path: interestPath,
    headers: json,
    body: query(ofSymbol, 5_000, '0'),
    fanOut: 'symbol',
    tier: 'daily',
    cadence: { dailyAt: '07:20' },
    validForMs: 20 * dayMs,
    provides: ['short-interest'],
    translate: translateShortInterest,
  }),
  endpoint({
    id: 'short-interest-page',
    title: 'Further rows of short interest',
    base: 'api',
    method: 'POST',
    path: interestPath,
    headers: json,
    body: query(ofSymbol, 5_000, '{offset}'),
    fanOut: 'item',
    tier: 'daily',
    provides: ['short-interest'],
    translate: translateShortInterest,
  }),
  weekly('ats-weekly', 'Weekly volume of alternative systems', 'ATS_W_SMBL'),
  weekly('otc-weekly', 'Weekly volume elsewhere off exchange', 'OTC_W_SMBL'),
  endpoint({
    id: 'weekly-page',
    title: 'Further rows of weekly volume',
    base: 'api',
    method: 'POST',
    path: weeklyPath,
    headers: json,
    body: query(weeks('{level}'), 1_000, '{offset}'),
    fanOut: 'item',
    tier: 'daily',
    provides: ['off-exchange-week'],
    translate: translateWeeklySummary,
  }),
];
