import type { DraftFact } from '../../src/engine/domain/facts/fact.ts';
import { fillTemplate } from '../../src/engine/ingestion/feeds/template.ts';
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

/** Fills a template as the framework does; null when something has no value. */
function filled(
  template: string,
  asked: Asked,
  symbol: string,
  parameters: Readonly<Record<string, string>>,
): string | null {
  return fillTemplate(template, {
    nowMs: asked.now,
    symbol: symbol === '' ? '' : asked.vendor.spell(symbol),
    symbols: asked.symbols.map(asked.vendor.spell),
    expiry: parameters['expiry'] ?? null,
    parameters,
  });
}

async function askOnce(asked: Asked, followUp: FollowUp, extra: Readonly<Record<string, string>>) {
  const endpoint = endpointOf(asked.vendor, followUp.endpoint);
  const authorised = asked.vendor.authorise(asked.credentials);
  const path = filled(endpoint.path, asked, followUp.symbol, followUp.parameters) ?? '';
  const url = new URL(`${asked.bases[endpoint.base]}${path}`);
  for (const [name, template] of Object.entries({ ...endpoint.query, ...authorised.query })) {
    const value = filled(template, asked, followUp.symbol, followUp.parameters);
    if (value !== null) url.searchParams.set(name, value);
  }
  const response = await fetch(url, {
    method: endpoint.method,
    headers: { ...authorised.headers, ...endpoint.headers, ...extra },
  });
  const body = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

/** Asks an endpoint of a running server and everything its answers ask for, as the framework would. */
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
  const all = {
    heads: [] as AnswerHead[],
    verdicts: [] as string[],
    facts: [] as DraftFact[],
    refusals: [] as Refusal[],
  };
  for (let next = waiting.shift(); next && all.heads.length < 100; next = waiting.shift()) {
    const head = await askOnce(asked, next, extra);
    const judged = asked.vendor.judge(head);
    all.heads.push(head);
    all.verdicts.push(judged.kind === 'failure' ? `${judged.code}: ${judged.message}` : judged.kind);
    if (judged.kind !== 'payload') continue;
    const context = contextAt(asked.now, { symbol: next.symbol, parameters: next.parameters, headers: head.headers });
    const read = endpointOf(asked.vendor, next.endpoint).translate(judged.payload, context);
    all.facts.push(...read.facts);
    all.refusals.push(...read.refusals);
    waiting.push(...read.followUps);
  }
  return { ...all, requests: all.heads.length };
}
