import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { StreamDialCode, StreamSocket } from '../../ports/stream-socket.ts';
import type { Judgement, StreamSession, StreamTopic, VendorFailureCode } from '../../ports/vendor.ts';
import type { VendorBudget } from './budget.ts';
import { addressOf } from './build-request.ts';
import type { FeedContext, FeedSettings } from './feed-types.ts';
import type { StreamState } from './stream-state.ts';
import { fillTemplate } from './template.ts';

export type DialledStream = {
  readonly socket: StreamSocket;
  readonly session: StreamSession;
  /** A long answer: nothing can be sent on it, its topics were the request. */
  readonly longAnswer: boolean;
};
export type DialFailure = StreamDialCode | VendorFailureCode;

type DialParts = {
  readonly context: FeedContext;
  readonly settings: FeedSettings;
  readonly budget: VendorBudget;
  readonly state: StreamState;
  readonly topics: readonly StreamTopic[];
};

type Place = { readonly url: string; readonly parameters: StreamSession };

const mostFrameBytes = 16 * 1024 * 1024;
const mostSessionBytes = 1_048_576;

/** Two sockets dialled with the same are as good as one another. */
export function dialledWith({ feed, credentials }: FeedSettings): string {
  return JSON.stringify([feed.bases, credentials]);
}

/** Opens a vendor's stream: asks for a session where there is one, then dials the address it names. */
export async function dialStream(parts: DialParts): Promise<Outcome<DialledStream, DialFailure>> {
  const place = await placeOf(parts);
  if (!place.ok) return place;
  const { url, parameters } = place.value;
  const { context, settings, state, topics } = parts;
  const longAnswer = /^https?:/i.test(url);
  const body = longAnswer ? (state.stream.join(topics, parameters)[0] ?? null) : null;
  const dialled = await context.dialler.dial({
    url,
    headers: settings.feed.vendor.authorise(settings.credentials).headers,
    body,
    connectTimeoutMs: context.timings.connectTimeoutMs,
    mostFrameBytes,
  });
  return dialled.ok ? ok({ socket: dialled.value, session: parameters, longAnswer }) : dialled;
}

async function placeOf(parts: DialParts): Promise<Outcome<Place, DialFailure>> {
  const { settings, state } = parts;
  if (state.stream.session !== null) return sessionPlace(parts);
  const { feed, credentials } = settings;
  const values = { nowMs: parts.context.clock.now(), symbol: '', symbols: [], expiry: null, parameters: credentials };
  const path = fillTemplate(state.stream.path, values, encodeURIComponent);
  if (path === null) return fail('bad-url', `The path of ${state.id} names a key that is not there`);
  const { query } = feed.vendor.authorise(credentials);
  return ok({ url: addressOf(feed.bases[state.stream.base] ?? '', path, query), parameters: {} });
}

async function sessionPlace({ context, settings, budget, state }: DialParts): Promise<Outcome<Place, DialFailure>> {
  const { session, sessionRequest, priority } = state.stream;
  if (!session || !sessionRequest) return fail('bad-request', `${state.id} has a session and nothing that asks for it`);
  const { feed, credentials } = settings;
  if (budget.waitMs(priority, 1) > 0) return fail('rate-limited', 'The budget has no room to ask for a session');
  const authorisation = feed.vendor.authorise(credentials);
  const ticket = budget.take(priority, 1);
  const answered = await context.http.request({
    method: sessionRequest.method,
    url: addressOf(feed.bases[sessionRequest.base] ?? '', sessionRequest.path, authorisation.query),
    headers: { accept: 'application/json', ...authorisation.headers },
    body: sessionRequest.method === 'POST' ? '' : null,
    timeoutMs: context.timings.connectTimeoutMs,
    mostBytes: mostSessionBytes,
  });
  ticket.settle(answered.ok ? guarded(() => feed.budget.read(answered.value), null) : null);
  if (!answered.ok)
    return fail(answered.failure.code === 'timeout' ? 'timeout' : 'unreachable', answered.failure.message);
  const unreadable: Judgement = {
    kind: 'failure',
    code: 'unreadable',
    message: 'no session in it',
    retryAfterMs: null,
  };
  const judged = guarded(() => feed.vendor.judge(answered.value), unreadable);
  if (judged.kind === 'failure') {
    if (judged.code === 'rate-limited') budget.block(judged.retryAfterMs);
    return fail(judged.code, judged.message);
  }
  if (judged.kind === 'empty') return fail('unreadable', `No session: ${judged.reason}`);
  const named = guarded(() => session(judged.payload), fail('unreadable', 'The answer names no session'));
  if (!named.ok || isOfVendor(named.value.url, [...Object.values(feed.bases)])) return named;
  return fail(
    'bad-url',
    `${feed.vendor.title} names a session at ${hostOf(named.value.url)}, which is none of its hosts`,
  );
}

const hostOf = (address: string): string => URL.parse(address)?.hostname ?? '';
/** `ws.vendor.com` and `api.vendor.com` belong together. A number is a host of its own. */
const ownerOf = (host: string): string => (/^[\d.]+$|:|^\[/.test(host) ? host : host.split('.').slice(-2).join('.'));

/** The key goes where an answer says: only to a host of whom it was given for. */
function isOfVendor(address: string, bases: readonly string[]): boolean {
  const host = hostOf(address);
  return host !== '' && bases.some((base) => ownerOf(hostOf(base)) === ownerOf(host));
}

function guarded<Value>(ask: () => Value, otherwise: Value): Value {
  try {
    return ask();
  } catch {
    return otherwise;
  }
}
