import { realClock } from '../../real-clock.ts';
import type { MarketStory } from '../../story/market-story.ts';
import type { VendorEmulator } from '../kit/emulator.ts';
import { startHttpEmulator, type EmulatedRequest, type EmulatedSocket, type Route } from '../kit/http-emulator.ts';
import { createMinuteBudget, type BudgetState } from '../kit/minute-budget.ts';
import { jsonReply, textReply, type LongAnswer, type Reply } from '../kit/reply.ts';
import * as answers from './tradier-answers.ts';
import { createSessions, tellEvents, type Sessions, type Subscription } from './tradier-events.ts';

const token = 'practice-tradier-token';
const perMinute = 120;

function fault(faultstring: string, errorcode: string, status: number): Reply {
  return jsonReply({ fault: { faultstring, detail: { errorcode } } }, {}, status);
}

/** The answer for callers who forgot to ask for JSON. */
const asXml = textReply('<?xml version="1.0" encoding="UTF-8"?><response/>', 'application/xml');

function rateHeaders(now: number, state: BudgetState): Readonly<Record<string, string>> {
  return {
    date: new Date(now).toUTCString(),
    'x-ratelimit-allowed': String(state.minuteLimit),
    'x-ratelimit-used': String(state.minuteUsed),
    'x-ratelimit-available': String(state.minuteLimit - state.minuteUsed),
    'x-ratelimit-expiry': String(now + state.minuteResetMs),
  };
}

function requiring(names: readonly string[], answer: (query: URLSearchParams) => object) {
  return ({ query }: EmulatedRequest): Reply => {
    const missing = names.find((name) => (query.get(name) ?? '') === '');
    return missing === undefined
      ? jsonReply(answer(query))
      : textReply(`Missing parameter: ${missing}`, 'text/plain', {}, 400);
  };
}

type Parts = {
  readonly story: MarketStory;
  readonly sessions: Sessions;
  readonly origin: () => string;
  readonly onJoin: () => void;
};

function routesOf({ story, sessions, origin, onJoin }: Parts): readonly Route[] {
  const get = (path: string, names: readonly string[], answer: (query: URLSearchParams) => object): Route => ({
    method: 'GET',
    path: `/v1/markets/${path}`,
    answer: requiring(names, answer),
  });
  const named = (query: URLSearchParams, name: string): string => query.get(name) ?? '';
  return [
    get('quotes', ['symbols'], (query) => answers.quotes(story, named(query, 'symbols').split(','))),
    get('options/expirations', ['symbol'], (query) => answers.expirations(story, named(query, 'symbol'))),
    get('options/chains', ['symbol', 'expiration'], (query) =>
      answers.chain(story, named(query, 'symbol'), named(query, 'expiration'), query.get('greeks') === 'true'),
    ),
    get('history', ['symbol'], (query) => answers.history(story, named(query, 'symbol'), named(query, 'start'))),
    get('timesales', ['symbol'], (query) => answers.timesales(story, named(query, 'symbol'))),
    get('clock', [], () => answers.clock(story)),
    get('calendar', [], (query) => answers.calendar(story, query)),
    {
      method: 'POST',
      path: '/v1/markets/events/session',
      answer: () => jsonReply({ stream: { url: `${origin()}/v1/markets/events`, sessionid: sessions.open() } }),
    },
    {
      method: 'POST',
      path: '/v1/markets/events',
      answer: ({ body }) => longAnswer(parseForm(body), { story, sessions, onJoin }),
    },
  ];
}

function parseForm(body: string): Subscription {
  const form = new URLSearchParams(body);
  const list = (name: string): readonly string[] => (form.get(name) ?? '').split(',').filter(Boolean);
  return {
    symbols: list('symbols'),
    sessionid: form.get('sessionid') ?? '',
    filter: list('filter'),
    linebreak: form.get('linebreak') === 'true',
  };
}

function longAnswer(subscription: Subscription, { story, sessions, onJoin }: Omit<Parts, 'origin'>): Reply {
  let live: LongAnswer | null = null;
  if (!sessions.accept(subscription.sessionid, () => live?.end())) {
    return textReply('Session not found', 'text/plain', {}, 401);
  }
  onJoin();
  return {
    ...textReply('', 'application/json'),
    goOn: (answer) => {
      live = answer;
      const telling = tellEvents(story, subscription, answer.write);
      answer.onClose(telling.stop);
    },
  };
}

function readSubscription(text: string): Subscription | null {
  try {
    const value = JSON.parse(text) as Partial<Subscription>;
    if (!Array.isArray(value.symbols) || typeof value.sessionid !== 'string') return null;
    return {
      symbols: value.symbols,
      sessionid: value.sessionid,
      filter: value.filter ?? [],
      linebreak: value.linebreak === true,
    };
  } catch {
    return null;
  }
}

function openSocket(socket: EmulatedSocket, { story, sessions, onJoin }: Omit<Parts, 'origin'>): void {
  let telling: ReturnType<typeof tellEvents> | null = null;
  const refuse = (error: string): void => {
    socket.send(JSON.stringify({ error }));
    socket.close(1000);
  };
  socket.onFrame((text) => {
    const wanted = readSubscription(text);
    if (!wanted) return refuse('invalid parameters');
    onJoin();
    if (telling) return sessions.isCurrent(wanted.sessionid) ? telling.change(wanted) : refuse('Session not found');
    if (!sessions.accept(wanted.sessionid, () => socket.close(1000))) return refuse('Session not found');
    telling = tellEvents(story, wanted, socket.send);
  });
  socket.onClose(() => telling?.stop());
}

export const tradierEmulator: VendorEmulator = {
  vendor: 'tradier',
  async start({ story, log, port }) {
    const budget = createMinuteBudget({ perMinute, perDay: Number.MAX_SAFE_INTEGER, now: () => story.now() });
    const sessions = createSessions(story);
    let joins = 0;
    let origin = '';
    let headers: Readonly<Record<string, string>> = {};
    const parts: Parts = { story, sessions, origin: () => origin, onJoin: () => void (joins += 1) };
    const withHeaders = (route: Route): Route => ({
      ...route,
      answer: async (request) => {
        const reply = await route.answer(request);
        return { ...reply, headers: { ...reply.headers, ...headers } };
      },
    });
    const http = await startHttpEmulator({
      routes: routesOf(parts).map(withHeaders),
      log,
      ...(port === undefined ? {} : { port }),
      now: () => story.now(),
      after: (delayMs, task) => void realClock.after(delayMs, task),
      before: (request) => {
        // The stream's own host asks for the session, not for the token.
        if (request.path === '/v1/markets/events') return null;
        if (request.headers['authorization'] !== `Bearer ${token}`) {
          return fault('Invalid Access Token', 'keymanagement.service.invalid_access_token', 401);
        }
        const state = budget.take();
        headers = rateHeaders(story.now(), state);
        if (state.over) {
          const refusal = fault(
            `Rate limit quota violation. Quota limit  exceeded.`,
            'policies.ratelimit.QuotaViolation',
            429,
          );
          return { ...refusal, headers: { ...refusal.headers, ...headers } };
        }
        return (request.headers['accept'] ?? '').includes('application/json') ? null : asXml;
      },
      sockets: [{ path: '/v1/markets/events', accept: () => null, open: (socket) => openSocket(socket, parts) }],
    });
    origin = http.origin;
    return {
      bases: { rest: http.origin, stream: http.socketOrigin },
      credentials: { token },
      addFault: http.addFault,
      clearFaults: http.clearFaults,
      statistics: () => ({ ...http.statistics(), refusedOverBudget: budget.refused(), joins }),
      close: http.close,
    };
  },
};
