import { effectiveFeed } from '../../src/engine/ingestion/feeds/effective-feed.ts';
import { buildRequest } from '../../src/engine/ingestion/feeds/build-request.ts';
import { emptyFeedsConfig } from '../../src/engine/ingestion/feeds/feeds-config.ts';
import type { Judgement, RequestContext, Translation, Vendor } from '../../src/engine/ports/vendor.ts';
import type { RunningEmulator } from '../../src/engine/simulators/vendors/kit/emulator.ts';
import { contextAt, endpointOf } from './translated.ts';

export type Asked = { readonly status: number; readonly judged: Judgement; readonly translation: Translation };
export type Question = Partial<Pick<RequestContext, 'symbol' | 'parameters' | 'directory'>> & {
  readonly headers?: Readonly<Record<string, string>>;
};

const nothing: Translation = { facts: [], refusals: [], followUps: [] };

/** Asks an emulator over its real socket for one endpoint, the way the framework builds requests and reads answers. */
export function askVendor(vendor: Vendor, emulator: RunningEmulator, now: () => number) {
  const feed = effectiveFeed({ vendor, config: emptyFeedsConfig, watchlist: [], bases: emulator.bases });
  return async (id: string, question: Question = {}): Promise<Asked> => {
    const { symbol = '', parameters = {}, directory } = question;
    const endpoint = endpointOf(vendor, id);
    const values = { nowMs: now(), symbol: vendor.spell(symbol), symbols: [], expiry: null, parameters };
    const credentials = emulator.credentials;
    const built = buildRequest({ feed, endpoint, credentials, values, version: null, timeoutMs: 10_000 });
    if (!built.ok) throw new Error(built.failure.message);
    const { url, method, headers, body } = built.value;
    const response = await fetch(url, { method, headers: { ...headers, ...question.headers }, body });
    const head = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
    const judged = vendor.judge(head);
    const context = contextAt(now(), {
      symbol,
      parameters,
      headers: head.headers,
      ...(directory ? { directory } : {}),
    });
    const translation = judged.kind === 'payload' ? endpoint.translate(judged.payload, context) : nothing;
    return { status: response.status, judged, translation };
  };
}
