import type { AnswerHead, Judgement, Payload, VendorFailureCode } from '../../ports/vendor.ts';

const decoder = new TextDecoder('utf-8');
const latin = new TextDecoder('latin1');

/** What a body looks like by its first character, whatever its content type claims. */
export function bodyShape(body: Uint8Array): 'json' | 'markup' | 'text' | 'empty' {
  let index = 0;
  // A byte order mark and white space may stand before the first character.
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) index = 3;
  while (index < body.length && (body[index] ?? 0) <= 0x20) index += 1;
  const first = body[index];
  if (first === undefined) return 'empty';
  if (first === 0x7b || first === 0x5b) return 'json';
  return first === 0x3c ? 'markup' : 'text';
}

export function bodyText(head: Pick<AnswerHead, 'headers' | 'body'>): string {
  const type = head.headers['content-type'] ?? '';
  return (/iso-8859-1|latin1/i.test(type) ? latin : decoder).decode(head.body).replace(/^\ufeff/, '');
}

/** The body as JSON; undefined when it is not whole. */
export function bodyJson(head: Pick<AnswerHead, 'headers' | 'body'>): unknown {
  try {
    return JSON.parse(bodyText(head)) as unknown;
  } catch {
    return undefined;
  }
}

export function payload(payload: Payload): Judgement {
  return { kind: 'payload', payload };
}

export function empty(reason: string): Judgement {
  return { kind: 'empty', reason };
}

export function failure(code: VendorFailureCode, message: string, retryAfterMs: number | null = null): Judgement {
  return { kind: 'failure', code, message, retryAfterMs };
}

/** No vendor is left alone for longer than this for what one header says. */
export const longestWaitMs = 3_600_000;

/** `Mon, 05 Oct 2026 15:00:30 GMT`; NaN for anything else, of which `Date.parse` would make years. */
function httpDate(text: string): number {
  return text.endsWith(' GMT') ? Date.parse(text) : NaN;
}

/** How long the answer asks to be left alone, ms: seconds, or a date held against the answer's own. Null = it does not say. */
export function retryAfter({ headers }: Pick<AnswerHead, 'headers'>): number | null {
  const value = headers['retry-after']?.trim() ?? '';
  const isCount = /^\d+(\.\d+)?$/.test(value);
  const waitMs = isCount ? Number(value) * 1000 : httpDate(value) - httpDate(headers['date']?.trim() ?? '');
  return Number.isNaN(waitMs) ? null : Math.min(longestWaitMs, Math.max(0, waitMs));
}

/** What a status alone says; vendors look at the body first and fall back on this. */
export function judgeStatus(head: AnswerHead): Judgement | null {
  const { status } = head;
  if (status === 304) return empty('not modified');
  if (status === 204) return empty('no content');
  if (status >= 200 && status < 300) return null;
  const words = bodyText(head).slice(0, 200).trim();
  const said = `HTTP ${status}${words === '' ? '' : `: ${words}`}`;
  if (status === 401) return failure('unauthorised', said);
  if (status === 402 || status === 403) return failure('not-entitled', said);
  if (status === 404) return failure('not-found', said);
  if (status === 429) return failure('rate-limited', said, retryAfter(head));
  if (status >= 500) return failure('vendor-error', said, retryAfter(head));
  return failure('bad-request', said);
}

/** JSON or a refusal that says what came instead. */
export function judgeJson(head: AnswerHead): Judgement {
  const status = judgeStatus(head);
  if (status) return status;
  const shape = bodyShape(head.body);
  if (shape === 'empty') return empty('an empty body');
  if (shape !== 'json') return failure('unreadable', `expected JSON, got ${shape}: ${bodyText(head).slice(0, 120)}`);
  const value = bodyJson(head);
  if (value === undefined) return failure('unreadable', `JSON that does not end, ${head.body.length} bytes`);
  return payload({ kind: 'json', value });
}
