import type { DraftFact } from '../../src/engine/domain/facts/fact.ts';
import { buildRequest } from '../../src/engine/ingestion/feeds/build-request.ts';
import { effectiveFeed } from '../../src/engine/ingestion/feeds/effective-feed.ts';
import { emptyFeedsConfig } from '../../src/engine/ingestion/feeds/feeds-config.ts';
import { dataDate } from '../../src/engine/ingestion/feeds/session-times.ts';
import type { AnswerHead, FollowUp, Refusal, Vendor } from '../../src/engine/ports/vendor.ts';
import { contextAt, endpointOf } from './translated.ts';

type Asked = {
  readonly vendor: Vendor;
  readonly bases: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string>>;
  readonly now: number;
  readonly symbols: readonly string[];
};

export type Answered = {
  readonly heads: readonly AnswerHead[];
  readonly verdicts: readonly string[];
  readonly facts: readonly DraftFact[];
  readonly refusals: readonly Refusal[];
  readonly requests: number;
};

const mostRequests = 100;

async function askOnce(asked: Asked, followUp: FollowUp, extra: Readonly<Record<string, string>>): Promise<AnswerHead> {
  const { vendor, bases, credentials, now, symbols } = asked;
  const feed = effectiveFeed({ vendor, config: emptyFeedsConfig, watchlist: symbols, bases });
  const values = {
    nowMs: now,
    symbol: followUp.symbol === '' ? '' : vendor.spell(followUp.symbol),
    symbols: symbols.map(vendor.spell),
    expiry: null,
    parameters: followUp.parameters,
  };
  const endpoint = endpointOf(vendor, followUp.endpoint);
  const built = buildRequest({ feed, endpoint, credentials, values, version: null, timeoutMs: 10_000 });
  if (!built.ok) throw new Error(built.failure.message);
  const { url, method, headers, body } = built.value;
  const response = await fetch(url, { method, headers: { ...headers, ...extra }, body });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

/** Asks an endpoint of a running server and everything its answers ask for, with the framework's own requests. */
export async function askVendor(
  asked: Asked,
  first: {
    readonly endpoint: string;
    readonly symbol?: string;
    readonly parameters?: Readonly<Record<string, string>>;
  },
  extra: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const waiting: FollowUp[] = [{ symbol: '', parameters: {}, once: null, ...first }];
  const heads: AnswerHead[] = [];
  const verdicts: string[] = [];
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  for (let next = waiting.shift(); next && heads.length < mostRequests; next = waiting.shift()) {
    const head = await askOnce(asked, next, extra);
    const judged = asked.vendor.judge(head);
    heads.push(head);
    verdicts.push(judged.kind === 'failure' ? `${judged.code}: ${judged.message}` : judged.kind);
    if (judged.kind !== 'payload') continue;
    const read = endpointOf(asked.vendor, next.endpoint).translate(
      judged.payload,
      contextAt(asked.now, {
        symbol: next.symbol,
        parameters: next.parameters,
        headers: head.headers,
        tradingDate: dataDate(asked.now),
      }),
    );
    facts.push(...read.facts);
    refusals.push(...read.refusals);
    waiting.push(...read.followUps);
  }
  return { heads, verdicts, facts, refusals, requests: heads.length };
}
