import { realClock } from '../../real-clock.ts';
import type { MarketStory } from '../../story/market-story.ts';
import type { VendorEmulator } from '../kit/emulator.ts';
import { startHttpEmulator, type EmulatedRequest, type Route } from '../kit/http-emulator.ts';
import { createMinuteBudget, type BudgetState } from '../kit/minute-budget.ts';
import { jsonReply, type Reply } from '../kit/reply.ts';
import * as answers from './alpaca-answers.ts';
import { createAlpacaSockets } from './alpaca-socket.ts';

const keys = { key: 'PRACTICEALPACAKEY', secret: 'practice-alpaca-secret' };
const perMinute = 200;

function rateHeaders(now: number, state: BudgetState): Readonly<Record<string, string>> {
  return {
    date: new Date(now).toUTCString(),
    'x-ratelimit-limit': String(state.minuteLimit),
    'x-ratelimit-remaining': String(state.minuteLimit - state.minuteUsed),
    'x-ratelimit-reset': String(Math.ceil((now + state.minuteResetMs) / 1000)),
  };
}

function problem(status: number, message: string, code?: number): Reply {
  return jsonReply(code === undefined ? { message } : { code, message }, {}, status);
}

function routesOf(story: MarketStory): readonly Route[] {
  const get = (path: string, answer: (request: EmulatedRequest) => object, needsSymbols = false): Route => ({
    method: 'GET',
    path,
    answer: (request) =>
      needsSymbols && answers.listOf(request.query, 'symbols').length === 0
        ? problem(400, 'symbols parameter is required')
        : jsonReply(answer(request)),
  });
  return [
    { method: 'GET', path: '/v2/stocks/bars', answer: (request) => stockBars(story, request) },
    get('/v2/stocks/snapshots', ({ query }) => answers.snapshots(story, query), true),
    get('/v2/stocks/quotes', ({ query }) => answers.quotes(story, query), true),
    get('/v2/stocks/trades', ({ query }) => answers.trades(story, query), true),
    get('/v1beta1/options/snapshots/:symbol', ({ query, parts }) =>
      answers.optionChain(story, parts['symbol'] ?? '', query),
    ),
    get('/v1beta1/options/bars', ({ query }) => answers.optionBars(story, query), true),
    get('/v1beta1/options/trades', ({ query }) => answers.optionTrades(story, query), true),
    get('/v1beta1/options/quotes/latest', ({ query }) => answers.optionQuotes(story, query), true),
    get('/v1beta1/news', ({ query }) => answers.news(story, query)),
    get('/v2/calendar', ({ query }) => answers.calendar(story, query)),
    get('/v2/clock', () => answers.clock(story)),
  ];
}

/** The free plan has all exchanges only for what is older than a quarter hour. */
function stockBars(story: MarketStory, { query }: EmulatedRequest): Reply {
  const recent = story.now() - 900_000;
  const end = Date.parse(query.get('end') ?? '');
  if ((query.get('feed') ?? 'sip') === 'sip' && !(end < recent)) {
    return problem(403, 'subscription does not permit querying recent SIP data', 42210000);
  }
  if (answers.listOf(query, 'symbols').length === 0) return problem(400, 'symbols parameter is required');
  return jsonReply(answers.bars(story, query));
}

export const alpacaEmulator: VendorEmulator = {
  vendor: 'alpaca',
  async start({ story, log, port }) {
    const budget = createMinuteBudget({ perMinute, perDay: Number.MAX_SAFE_INTEGER, now: () => story.now() });
    let joins = 0;
    let headers: Readonly<Record<string, string>> = {};
    const withHeaders = (route: Route): Route => ({
      ...route,
      answer: async (request) => {
        const reply = await route.answer(request);
        return { ...reply, headers: { ...reply.headers, ...headers } };
      },
    });
    const open = createAlpacaSockets(story, keys, () => void (joins += 1));
    const http = await startHttpEmulator({
      routes: routesOf(story).map(withHeaders),
      log,
      ...(port === undefined ? {} : { port }),
      now: () => story.now(),
      after: (delayMs, task) => void realClock.after(delayMs, task),
      before: (request) => {
        const known =
          request.headers['apca-api-key-id'] === keys.key && request.headers['apca-api-secret-key'] === keys.secret;
        if (!known) return problem(403, 'forbidden.');
        const state = budget.take();
        headers = rateHeaders(story.now(), state);
        if (!state.over) return null;
        const refusal = problem(429, 'too many requests.', 42910000);
        return { ...refusal, headers: { ...refusal.headers, ...headers } };
      },
      sockets: [{ path: '/v2/iex', accept: () => null, open }],
    });
    return {
      bases: { rest: http.origin, trading: http.origin, stream: http.socketOrigin },
      credentials: keys,
      addFault: http.addFault,
      clearFaults: http.clearFaults,
      statistics: () => ({ ...http.statistics(), refusedOverBudget: budget.refused(), joins }),
      close: http.close,
    };
  },
};
