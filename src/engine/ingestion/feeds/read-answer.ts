import type { Fact } from '../../domain/facts/fact.ts';
import { shownText } from '../../domain/shown-text.ts';
import type { HttpCode, HttpResponse } from '../../ports/http.ts';
import type { Endpoint, Judgement, RequestContext, Translation, Vendor } from '../../ports/vendor.ts';
import type { FeedFailure } from './breaker.ts';

/** What became of one request. */
export type Answer =
  | { readonly kind: 'translated'; readonly translation: Translation }
  | { readonly kind: 'empty'; readonly reason: string }
  | {
      readonly kind: 'failure';
      readonly code: FeedFailure;
      readonly message: string;
      readonly retryAfterMs: number | null;
    };

const codes: Readonly<Record<HttpCode, FeedFailure>> = {
  unreachable: 'unreachable',
  certificate: 'unreachable',
  timeout: 'timeout',
  cancelled: 'unreachable',
  'too-large': 'unreadable',
  truncated: 'unreadable',
  'bad-url': 'bad-request',
};

export function failed(code: FeedFailure, message: string): Answer {
  return { kind: 'failure', code, message: shownText(message), retryAfterMs: null };
}

export function failureOfHttp(code: HttpCode, message: string): Answer {
  return failed(codes[code], message);
}

const fault = (what: string, error: unknown): Answer =>
  failed('translator-fault', `${what} failed: ${error instanceof Error ? error.message : String(error)}`);

/** Judges and translates an answer. What the vendor's own code throws is a counted fault, never a crash. */
export function readAnswer(parts: {
  readonly vendor: Vendor;
  readonly endpoint: Endpoint;
  readonly response: Pick<HttpResponse, 'status' | 'headers' | 'body'>;
  readonly context: RequestContext;
}): Answer {
  const { vendor, endpoint, response, context } = parts;
  let judgement: Judgement;
  try {
    judgement = vendor.judge(response, endpoint.id);
  } catch (error) {
    return fault('Reading the answer', error);
  }
  // What a vendor says of itself ends in windows, logs and terminals.
  if (judgement.kind === 'failure') return { ...judgement, message: shownText(judgement.message) };
  if (judgement.kind === 'empty') return { ...judgement, reason: shownText(judgement.reason) };
  try {
    return { kind: 'translated', translation: endpoint.translate(judgement.payload, context) };
  } catch (error) {
    return fault('Translating the answer', error);
  }
}

export function stamped(
  translation: Translation,
  provenance: { readonly source: string; readonly endpoint: string; readonly receivedTime: number },
): readonly Fact[] {
  return translation.facts.map((fact): Fact => ({ ...fact, ...provenance }));
}
