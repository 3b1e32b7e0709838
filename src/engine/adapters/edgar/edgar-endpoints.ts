import type { Endpoint } from '../../ports/vendor.ts';
import { endpoint, whichSymbols } from '../vendor-kit/define.ts';
import { translateCompanyExchanges, translateCompanyTickers } from './company-map.ts';
import { translateFailsToDeliver } from './fails-to-deliver.ts';
import { translateFormIndex } from './form-index.ts';
import { translateSearch } from './full-text-search.ts';
import { translateInstitutionText } from './institution-report.ts';
import { feedPage, translateLiveFeed } from './live-feed.ts';
import { translateOwnershipDocument, translateOwnershipText } from './ownership-text.ts';
import { translateManagerSubmissions, translateSubmissions } from './submissions.ts';

const dayMs = 86_400_000;
const megabyte = 1_048_576;

/** Managers whose quarterly reports are read; the file may name others by their number. */
const managers: Endpoint['items'] = [
  { cik: '0001067983', manager: 'Berkshire Hathaway' },
  { cik: '0001350694', manager: 'Bridgewater Associates' },
  { cik: '0001037389', manager: 'Renaissance Technologies' },
  { cik: '0001423053', manager: 'Citadel Advisors' },
  { cik: '0001336528', manager: 'Pershing Square' },
  { cik: '0001649339', manager: 'Scion Asset Management' },
  { cik: '0001029160', manager: 'Soros Fund Management' },
  { cik: '0001167483', manager: 'Tiger Global' },
];

const companies: readonly Endpoint[] = [
  endpoint({
    id: 'company-tickers',
    ...whichSymbols,
    title: 'Tickers and numbers of companies',
    base: 'www',
    path: '/files/company_tickers.json',
    tier: 'daily',
    priority: 'normal',
    cadence: { dailyAt: '06:15' },
    // The companies watched and the last days' indexes hang from it.
    mostFollowUps: 600,
    validForMs: 7 * dayMs,
    provides: ['company-identifier'],
    translate: translateCompanyTickers,
  }),
  endpoint({
    id: 'company-exchanges',
    ...whichSymbols,
    title: 'Exchanges of companies',
    base: 'www',
    path: '/files/company_tickers_exchange.json',
    tier: 'daily',
    cadence: { dailyAt: '06:20' },
    conditional: true,
    validForMs: 7 * dayMs,
    provides: ['company-identifier'],
    translate: translateCompanyExchanges,
  }),
];

/** Asked only when another answer names them. Lists of filings are always read whole: a form that failed is named again. */
const followed: readonly Endpoint[] = [
  endpoint({
    id: 'submissions',
    title: 'Filings of a watched company',
    base: 'data',
    path: '/submissions/CIK{cik}.json',
    fanOut: 'item',
    tier: 'daily',
    mostFollowUps: 100,
    provides: ['insider-transaction'],
    translate: translateSubmissions,
  }),
  endpoint({
    id: 'fails-to-deliver',
    title: 'Fails to deliver, and which CUSIP is which ticker',
    base: 'www',
    path: '/files/data/fails-deliver-data/cnsfails{half}.zip',
    fanOut: 'item',
    tier: 'daily',
    // Before the reports of holdings, which name securities by CUSIP alone.
    priority: 'high',
    validForMs: 45 * dayMs,
    mostBytes: 16 * megabyte,
    provides: ['security-identifier', 'fails-to-deliver'],
    translate: translateFailsToDeliver,
  }),
  endpoint({
    id: 'daily-index',
    ...whichSymbols,
    title: 'All filings of a day',
    base: 'www',
    path: '/Archives/edgar/daily-index/{year}/QTR{quarter}/form.{date}.idx',
    fanOut: 'item',
    tier: 'daily',
    mostFollowUps: 400,
    provides: ['insider-transaction'],
    translate: translateFormIndex,
  }),
  endpoint({
    id: 'live-page',
    ...whichSymbols,
    title: 'Further pages of the live feed',
    base: 'www',
    path: '/cgi-bin/browse-edgar',
    query: {
      action: 'getcurrent',
      type: '4',
      owner: 'include',
      count: String(feedPage),
      start: '{start}',
      output: 'atom',
    },
    fanOut: 'item',
    tier: 'frequent',
    mostFollowUps: 120,
    provides: ['insider-transaction'],
    translate: translateLiveFeed,
  }),
  endpoint({
    id: 'ownership-document',
    title: 'Insider form',
    base: 'www',
    path: '/Archives/edgar/data/{number}/{folder}/{document}',
    fanOut: 'item',
    tier: 'frequent',
    validForMs: 120 * dayMs,
    mostBytes: 4 * megabyte,
    provides: ['insider-transaction'],
    translate: translateOwnershipDocument,
  }),
  endpoint({
    id: 'ownership-text',
    title: 'Insider form as a whole submission',
    base: 'www',
    path: '/Archives/edgar/data/{number}/{accession}.txt',
    fanOut: 'item',
    tier: 'frequent',
    validForMs: 120 * dayMs,
    mostBytes: 8 * megabyte,
    provides: ['insider-transaction'],
    translate: translateOwnershipText,
  }),
  endpoint({
    id: 'institution-text',
    title: 'Holdings report of a manager',
    base: 'www',
    path: '/Archives/edgar/data/{number}/{accession}.txt',
    fanOut: 'item',
    tier: 'daily',
    validForMs: 140 * dayMs,
    mostBytes: 24 * megabyte,
    provides: ['institution-holding'],
    translate: translateInstitutionText,
  }),
];

const scheduled: readonly Endpoint[] = [
  endpoint({
    id: 'live-filings',
    ...whichSymbols,
    title: 'Latest insider filings',
    base: 'www',
    path: '/cgi-bin/browse-edgar',
    query: { action: 'getcurrent', type: '4', owner: 'include', count: String(feedPage), start: '0', output: 'atom' },
    tier: 'frequent',
    after: ['company-tickers'],
    mostFollowUps: 120,
    provides: ['insider-transaction'],
    translate: translateLiveFeed,
  }),
  endpoint({
    id: 'manager-submissions',
    title: 'Filings of institutional managers',
    base: 'data',
    path: '/submissions/CIK{cik}.json',
    fanOut: 'item',
    items: managers,
    tier: 'daily',
    cadence: { dailyAt: '06:30' },
    after: ['company-tickers'],
    provides: ['institution-holding'],
    translate: translateManagerSubmissions,
  }),
  endpoint({
    id: 'full-text-search',
    title: 'Full-text search of filings',
    base: 'search',
    path: '/LATEST/search-index',
    query: {
      q: '{query}',
      forms: '{forms}',
      dateRange: 'custom',
      startdt: '{days-30}',
      enddt: '{today}',
      from: '{from}',
    },
    fanOut: 'item',
    items: [{ query: '"share repurchase program"', forms: '8-K' }],
    tier: 'daily',
    provides: ['news'],
    // Asked when the trader wants an answer; the file may switch it on with phrases of its own.
    enabled: false,
    translate: translateSearch,
  }),
];

export const edgarEndpoints: readonly Endpoint[] = [...companies, ...scheduled, ...followed];
