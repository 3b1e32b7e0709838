import { realClock } from '../../real-clock.ts';
import type { MarketStory } from '../../story/market-story.ts';
import type { VendorEmulator } from '../kit/emulator.ts';
import { startHttpEmulator, type EmulatedRequest, type Route } from '../kit/http-emulator.ts';
import { overHttp } from '../kit/over-http.ts';
import { jsonReply, textReply, type Reply } from '../kit/reply.ts';
import { zipOf } from '../kit/zip-of.ts';
import { atomFeed } from './atom-feed.ts';
import { companyExchanges, companyTickers } from './company-files.ts';
import { noSuchKey, notFoundPage, notPublished, tooFast, unavailable, undeclared } from './edgar-errors.ts';
import { failsPublished, failsText } from './fails-file.ts';
import { createFilingShelf, type FilingShelf } from './filing-shelf.ts';
import { formIndexText } from './form-index-text.ts';
import { coverXml, informationTableXml } from './institution-xml.ts';
import { famousManagers } from './famous-managers.ts';
import { ownershipXml } from './ownership-xml.ts';
import { createPoliteLimit } from './polite-limit.ts';
import { searchJson } from './search-json.ts';
import { submissionText } from './submission-sgml.ts';
import { filerOf, submissionsJson } from './submissions-json.ts';

/** Pages of the live feed beyond this are answered with an error page. */
const deepest = 5_100;

function versioned(request: EmulatedRequest, body: string, type: string): Reply {
  let hash = 0;
  for (let index = 0; index < body.length; index += 1) hash = (Math.imul(hash, 31) + body.charCodeAt(index)) | 0;
  const etag = `"${(hash >>> 0).toString(16)}-${body.length.toString(16)}"`;
  if (request.headers['if-none-match'] === etag) return textReply('', type, { etag }, 304);
  return textReply(body, type, { etag });
}

function submissions(story: MarketStory, shelf: FilingShelf, request: EmulatedRequest): Reply {
  const cik = /^CIK(\d{10})\.json$/.exec(request.parts['file'] ?? '')?.[1];
  if (cik === undefined) return noSuchKey();
  const company = story.companies().find((one) => one.cik === cik);
  if (company) {
    const own = shelf.insiders().filter(({ filing }) => filing.company.cik === cik);
    return versioned(request, JSON.stringify(submissionsJson(filerOf(company), own)), 'application/json');
  }
  const reports = shelf.institutions();
  const managerCik = famousManagers(reports).get(cik) ?? cik;
  const own = reports.filter(({ filing }) => filing.managerCik === managerCik);
  const [first] = own;
  if (!first) return noSuchKey();
  const filer = { cik, name: first.filing.managerName, tickers: [] };
  return versioned(request, JSON.stringify(submissionsJson(filer, own)), 'application/json');
}

/** `0001234567-26-000001` from the folder's name. */
function dashed(folder: string): string {
  return `${folder.slice(0, 10)}-${folder.slice(10, 12)}-${folder.slice(12)}`;
}

function archived(shelf: FilingShelf, request: EmulatedRequest): Reply {
  const { cik = '', file = '' } = request.parts;
  const accession = /^(\d{10}-\d{2}-\d{6})\.txt$/.exec(file)?.[1];
  const shelved = accession === undefined ? null : shelf.find(accession);
  if (!shelved) return notFoundPage();
  const asked = cik.padStart(10, '0');
  const famous = famousManagers(shelf.institutions()).has(asked);
  return textReply(submissionText(shelved, famous ? asked : undefined), 'text/plain');
}

function document(shelf: FilingShelf, request: EmulatedRequest): Reply {
  const { folder = '', file = '' } = request.parts;
  const shelved = shelf.find(dashed(folder));
  if (!shelved) return notFoundPage();
  if (file === 'index.json') {
    const names = shelved.kind === 'insider' ? ['form4.xml'] : ['primary_doc.xml', 'infotable.xml'];
    return jsonReply({ directory: { item: names.map((name) => ({ name, type: 'text.gif', size: '' })) } });
  }
  if (shelved.kind === 'insider') return textReply(ownershipXml(shelved.filing), 'text/xml');
  const xml = file === 'primary_doc.xml' ? coverXml(shelved.filing) : informationTableXml(shelved.filing);
  return textReply(xml, 'text/xml');
}

function index(story: MarketStory, shelf: FilingShelf, request: EmulatedRequest): Reply {
  const date = /^form\.(\d{8})\.idx$/.exec(request.parts['file'] ?? '')?.[1];
  const filings = date === undefined || date > story.tradingDate() ? [] : shelf.filedOn(date);
  // A day without filings has no file: weekends, and days to come.
  if (date === undefined || filings.length === 0) return notPublished();
  return textReply(formIndexText(date, filings), 'application/octet-stream');
}

function liveFeed(story: MarketStory, shelf: FilingShelf, { query }: EmulatedRequest): Reply {
  const start = Number(query.get('start') ?? '0');
  const count = Number(query.get('count') ?? '40');
  if (!Number.isInteger(start) || start < 0 || start >= deepest) return unavailable();
  const page = { start, count: Math.min(100, Math.max(10, count || 40)), nowMs: story.now() };
  // The type in the header tells nothing of the encoding; the first line does.
  return {
    status: 200,
    headers: { 'content-type': 'application/atom+xml' },
    body: atomFeed(shelf.insiders(), page),
  };
}

function fails(story: MarketStory, { parts }: EmulatedRequest): Reply {
  const half = /^cnsfails(\d{6}[ab])\.zip$/.exec(parts['file'] ?? '')?.[1];
  if (half === undefined || !failsPublished(half, story.tradingDate())) return notFoundPage();
  const body = zipOf(`cnsfails${half}.txt`, failsText(story, half));
  return { status: 200, headers: { 'content-type': 'application/zip' }, body };
}

function routesOf(story: MarketStory, shelf: FilingShelf): readonly Route[] {
  const route = (path: string, answer: Route['answer']): Route => ({ method: 'GET', path, answer });
  return [
    route('/files/company_tickers.json', (request) =>
      versioned(request, JSON.stringify(companyTickers(story.companies())), 'application/json'),
    ),
    route('/files/company_tickers_exchange.json', (request) =>
      versioned(request, JSON.stringify(companyExchanges(story.companies())), 'application/json'),
    ),
    route('/files/data/fails-deliver-data/:file', (request) => fails(story, request)),
    route('/submissions/:file', (request) => submissions(story, shelf, request)),
    route('/cgi-bin/browse-edgar', (request) => liveFeed(story, shelf, request)),
    route('/Archives/edgar/daily-index/:year/:quarter/:file', (request) => index(story, shelf, request)),
    route('/Archives/edgar/data/:cik/:file', (request) => archived(shelf, request)),
    route('/Archives/edgar/data/:cik/:folder/:file', (request) => document(shelf, request)),
    route('/LATEST/search-index', ({ query }) => jsonReply(searchJson(shelf.insiders(), query))),
  ];
}

/** The SEC's three hosts on one port. */
export const edgarEmulator: VendorEmulator = {
  vendor: 'edgar',
  async start({ story, log, port }) {
    const limit = createPoliteLimit(() => story.now());
    const http = await startHttpEmulator({
      routes: routesOf(story, createFilingShelf(story)),
      log,
      ...(port === undefined ? {} : { port }),
      now: () => story.now(),
      after: (delayMs, task) => void realClock.after(delayMs, task),
      before: ({ headers }) => {
        const agent = headers['user-agent'] ?? '';
        if (!/\S+@\S+\.\S+/.test(agent) || /https?:\/\//.test(agent)) return undeclared();
        return limit.strikes() ? tooFast() : null;
      },
      notFound: () => notFoundPage(),
    });
    return overHttp(http, {
      bases: { www: http.origin, data: http.origin, search: http.origin },
      credentials: { contact: 'Practice Trader practice@quorum.invalid' },
      refused: () => limit.refused(),
    });
  },
};
