import { realClock } from '../../real-clock.ts';
import type { MarketStory } from '../../story/market-story.ts';
import type { VendorEmulator } from '../kit/emulator.ts';
import { startHttpEmulator, type EmulatedRequest } from '../kit/http-emulator.ts';
import { createMinuteBudget } from '../kit/minute-budget.ts';
import { overHttp } from '../kit/over-http.ts';
import { jsonReply, textReply, type Reply } from '../kit/reply.ts';
import {
  earningsTable,
  indicatorAnswer,
  intradayAnswer,
  macroAnswer,
  newsAnswer,
  optionsAnswer,
  quoteAnswer,
} from './alpha-vantage-answers.ts';

const key = 'PRACTICEALPHAKEY';
const perDay = 25;

const said = (what: string): Reply => jsonReply({ Information: what });
const tooFast = said('Please consider spreading out your free API requests more sparingly (1 request per second).');
const dayIsOver = said(
  `We have detected your API key as ${key} and our standard API rate limit is ${perDay} requests per day.`,
);
const premium = said('This is a premium endpoint. Subscribe to any of the premium plans to unlock it.');
const badKey = jsonReply({ 'Error Message': 'the parameter apikey is invalid or missing.' });

/** What somebody without entitlement gets for realtime options: a row that looks like data. */
const artificial = jsonReply({
  endpoint: 'Realtime Options',
  message: 'This is a premium endpoint. ***THE SAMPLE DATA SCHEMA BELOW IS ARTIFICIAL***',
  data: [
    { contractID: 'XXYYZZ999999C00020000', symbol: 'XXYYZZ', expiration: '2099-99-99', strike: '20.00', type: 'call' },
  ],
});

function answerOf(story: MarketStory, { query }: EmulatedRequest): Reply {
  const name = query.get('function') ?? '';
  const symbol = (query.get('symbol') ?? '').replace('-', '.');
  switch (name) {
    case 'REALTIME_OPTIONS':
      return artificial;
    case 'HISTORICAL_OPTIONS':
      return jsonReply(optionsAnswer(story, symbol, 'Historical Options'));
    case 'TIME_SERIES_INTRADAY':
      return jsonReply(intradayAnswer(story, symbol));
    case 'GLOBAL_QUOTE':
      return jsonReply(quoteAnswer(story, symbol));
    case 'NEWS_SENTIMENT':
      return jsonReply(newsAnswer(story, query));
    case 'EARNINGS_CALENDAR':
      return textReply(earningsTable(story), 'application/x-download');
    case 'VWAP':
    case 'MACD':
      return premium;
    default: {
      const macro = macroAnswer(story, name, query);
      if (macro !== null) return jsonReply(macro);
      return query.has('time_period') || query.has('series_type')
        ? jsonReply(indicatorAnswer(story, name, query))
        : jsonReply({ 'Error Message': `Invalid API call for ${name}.` });
    }
  }
}

/** One address, always status 200: limits, wrong keys and premium functions are told in the body. */
export const alphaVantageEmulator: VendorEmulator = {
  vendor: 'alpha-vantage',
  start: async ({ story, log, port }) => {
    const day = createMinuteBudget({ perMinute: Number.POSITIVE_INFINITY, perDay, now: () => story.now() });
    // A second is sixty times shorter than what is counted otherwise; it is the venue's, as every limit of this world.
    const second = createMinuteBudget({ perMinute: 2, perDay: 1e9, now: () => story.now() * 60 });
    const before = ({ query }: EmulatedRequest): Reply | null => {
      if (query.get('apikey') !== key) return badKey;
      if (second.take().over) return tooFast;
      return day.take().over ? dayIsOver : null;
    };
    const server = await startHttpEmulator({
      log,
      now: () => story.now(),
      after: realClock.after,
      before,
      ...(port === undefined ? {} : { port }),
      routes: [{ method: 'GET', path: '/query', answer: (request) => answerOf(story, request) }],
    });
    return overHttp(server, {
      bases: { rest: server.origin },
      credentials: { key },
      peak: () => day.peak(),
      refused: () => day.refused() + second.refused(),
    });
  },
};
