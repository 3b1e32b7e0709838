import { createHash } from 'node:crypto';
import { realClock } from '../../real-clock.ts';
import type { MarketStory } from '../../story/market-story.ts';
import type { VendorEmulator } from '../kit/emulator.ts';
import { startHttpEmulator, type EmulatedRequest, type Route } from '../kit/http-emulator.ts';
import { overHttp } from '../kit/over-http.ts';
import { jsonReply, textReply, type Reply } from '../kit/reply.ts';
import { createDelayedChains, underlyingRow } from './cboe-chain.ts';
import { contractFile, dailyRatios, indexHistory, ratioHistory, settlementFile } from './cboe-files.ts';
import { utcStamp } from './cboe-times.ts';
import { familyQuote, quotedIndices } from './volatility-family.ts';

/** The file store's way to say that there is no such file. */
const noSuchFile = textReply(
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  'application/xml',
  {},
  403,
);
const turnedAway = textReply(
  '<!DOCTYPE html><html><head><title>Attention Required!</title></head><body>Sorry, you have been blocked</body></html>',
  'text/html; charset=UTF-8',
  {},
  403,
);

/** A file with its tag, or 304 to a caller who has it already. */
function file(request: EmulatedRequest, text: string | null, type: string): Reply {
  if (text === null) return noSuchFile;
  const etag = `"${createHash('sha1').update(text).digest('hex').slice(0, 32)}"`;
  if (request.headers['if-none-match'] === etag) return textReply('', type, { etag }, 304);
  return textReply(text, type, { etag, 'cache-control': 'public, max-age=60' });
}

function indexQuotes(story: MarketStory): string {
  const data = quotedIndices.flatMap((index) => {
    const quote = familyQuote(story, index);
    const options = { isIndex: true, now: story.now(), iv30: 0 };
    return quote ? [{ symbol: `^${index}`, security_type: 'index', ...underlyingRow(quote, options) }] : [];
  });
  // Hundreds of others stand in the real list.
  const other = { ...data[0], symbol: '^BXM' };
  return JSON.stringify({ timestamp: utcStamp(story.now()), data: [...data, other] });
}

function routesOf(story: MarketStory): readonly Route[] {
  const chains = createDelayedChains(story);
  const named = (request: EmulatedRequest, pattern: RegExp): string =>
    pattern.exec(request.parts['file'] ?? '')?.[1] ?? '';
  const get = (path: string, answer: (request: EmulatedRequest) => Reply): Route => ({ method: 'GET', path, answer });
  const csv = 'text/csv';
  return [
    get('/api/global/us_indices/daily_prices/:file', (request) =>
      file(request, indexHistory(story, named(request, /^(.+)_History\.csv$/)), csv),
    ),
    get('/api/global/delayed_quotes/quotes/:file', (request) =>
      file(request, request.parts['file'] === 'all_us_indices.json' ? indexQuotes(story) : null, 'application/json'),
    ),
    get('/api/global/delayed_quotes/options/:file', (request) =>
      file(request, chains.file(named(request, /^_?(.+)\.json$/)), 'application/json'),
    ),
    get('/data/us/futures/market_statistics/historical_data/VX/:file', (request) => {
      const expiry = named(request, /^VX_(.+)\.csv$/).replaceAll('-', '');
      return file(
        request,
        contractFile(story, (one) => one === expiry, 'iso'),
        csv,
      );
    }),
    get('/resources/futures/archive/volume-and-price/:file', (request) => {
      const [letter = '', ...year] = named(request, /^CFE_(.+)_VX\.csv$/);
      const month = String('FGHJKMNQUVXZ'.indexOf(letter) + 1).padStart(2, '0');
      return file(
        request,
        contractFile(story, (one) => one.startsWith(`20${year.join('')}${month}`), 'archive'),
        csv,
      );
    }),
    get('/us/futures/market_statistics/settlement/csv', (request) =>
      textReply(settlementFile(story, (request.query.get('dt') ?? '').replaceAll('-', '')), csv),
    ),
    get('/data/us/options/market_statistics/daily/:file', (request) => {
      const ratios = dailyRatios(story, named(request, /^(.+)_daily_options$/).replaceAll('-', ''));
      return ratios ? jsonReply(ratios) : noSuchFile;
    }),
    get('/resources/options/volume_and_call_put_ratios/:file', (request) =>
      file(request, ratioHistory(named(request, /^(.+)\.csv$/)), csv),
    ),
  ];
}

/** Programs that do not look like a browser on the exchange's own pages are turned away. */
function lookAt({ headers }: EmulatedRequest): Reply | null {
  const isBrowser = (headers['user-agent'] ?? '').startsWith('Mozilla/5.0');
  return isBrowser && (headers['referer'] ?? '').startsWith('https://www.cboe.com') ? null : turnedAway;
}

export const cboeEmulator: VendorEmulator = {
  vendor: 'cboe',
  async start({ story, log, port }) {
    const http = await startHttpEmulator({
      routes: routesOf(story),
      log,
      ...(port === undefined ? {} : { port }),
      now: () => story.now(),
      after: (delayMs, task) => void realClock.after(delayMs, task),
      before: lookAt,
      notFound: () => noSuchFile,
    });
    return overHttp(http, { bases: { rest: http.origin, site: http.origin }, credentials: {}, refused: () => 0 });
  },
};
