import type { DraftFact } from '../../src/engine/domain/facts/fact.ts';
import { buildRequest } from '../../src/engine/ingestion/feeds/build-request.ts';
import { effectiveFeed } from '../../src/engine/ingestion/feeds/effective-feed.ts';
import { emptyFeedsConfig } from '../../src/engine/ingestion/feeds/feeds-config.ts';
import { dataDate } from '../../src/engine/ingestion/feeds/session-times.ts';
import type {
  AnswerHead,
  FollowUp,
  Judgement,
  Refusal,
  RequestContext,
  Translation,
  Vendor,
} from '../../src/engine/ports/vendor.ts';
import { contextAt, endpointOf } from './translated.ts';

export type AskedVendor = {
  readonly vendor: Vendor;
  readonly bases: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string>>;
  readonly now: number;
  readonly symbols: readonly string[];
};

export type Question = { readonly endpoint: string } & Partial<
  Pick<RequestContext, 'symbol' | 'parameters' | 'directory'>
>;

export type Asked = { readonly head: AnswerHead; readonly judged: Judgement; readonly translation: Translation };

export type Answered = {
  readonly heads: readonly AnswerHead[];
  readonly verdicts: readonly string[];
  readonly facts: readonly DraftFact[];
  readonly refusals: readonly Refusal[];
  readonly requests: number;
};

const mostRequests = 100;
const nothing: Translation = { facts: [], refusals: [], followUps: [] };

async function fetched(
  { vendor, bases, credentials, now, symbols }: AskedVendor,
  { endpoint, symbol = '', parameters = {} }: Question,
  extra: Readonly<Record<string, string>>,
): Promise<AnswerHead> {
  const feed = effectiveFeed({ vendor, config: emptyFeedsConfig, watchlist: symbols, bases });
  const values = {
    nowMs: now,
    symbol: symbol === '' ? '' : vendor.spell(symbol),
    symbols: symbols.map(vendor.spell),
    expiry: null,
    parameters,
  };
  const asking = { feed, endpoint: endpointOf(vendor, endpoint), credentials, values };
  const built = buildRequest({ ...asking, version: null, timeoutMs: 10_000 });
  if (!built.ok) throw new Error(built.failure.message);
  const { url, method, headers, body } = built.value;
  const response = await fetch(url, { method, headers: { ...headers, ...extra }, body });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

/** Asks a running server for one endpoint, the way the framework builds requests and reads answers. */
export async function askOnce(
  asked: AskedVendor,
  question: Question,
  extra: Readonly<Record<string, string>> = {},
): Promise<Asked> {
  const head = await fetched(asked, question, extra);
  const judged = asked.vendor.judge(head, question.endpoint);
  if (judged.kind !== 'payload') return { head, judged, translation: nothing };
  const { endpoint, ...target } = question;
  const context = contextAt(asked.now, { ...target, headers: head.headers, tradingDate: dataDate(asked.now) });
  return { head, judged, translation: endpointOf(asked.vendor, endpoint).translate(judged.payload, context) };
}

const verdictOf = (judged: Judgement): string =>
  judged.kind === 'failure' ? `${judged.code}: ${judged.message}` : judged.kind;

/** Asks for one endpoint and for everything its answers ask for. */
export async function askVendor(
  asked: AskedVendor,
  first: Question,
  extra: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const waiting: FollowUp[] = [{ symbol: '', parameters: {}, once: null, ...first }];
  const answers: Asked[] = [];
  for (let next = waiting.shift(); next && answers.length < mostRequests; next = waiting.shift()) {
    const { endpoint, symbol, parameters } = next;
    const answer = await askOnce(asked, { endpoint, symbol, parameters }, extra);
    answers.push(answer);
    waiting.push(...answer.translation.followUps);
  }
  return {
    heads: answers.map(({ head }) => head),
    verdicts: answers.map(({ judged }) => verdictOf(judged)),
    facts: answers.flatMap(({ translation }) => translation.facts),
    refusals: answers.flatMap(({ translation }) => translation.refusals),
    requests: answers.length,
  };
}
