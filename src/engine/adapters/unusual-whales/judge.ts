import type { AnswerHead, Judgement } from '../../ports/vendor.ts';
import {
  bodyJson,
  bodyShape,
  bodyText,
  empty,
  failure,
  judgeJson,
  longestWaitMs,
  payload,
  retryAfter,
} from '../vendor-kit/body.ts';
import { isRow, textOf, type Row } from '../vendor-kit/rows.ts';
import { millisecondsIn } from './budget.ts';

/** Where nothing says how long, a whole window of the vendor's count. */
const fallbackWaitMs = 60_000;

/** What a plan lacks, by the code of the refusal. */
const plans: Readonly<Record<string, string>> = {
  advanced_tier_required: 'needs the Advanced plan',
  historic_data_access_missing: 'needs historic data access',
  volatility_scope_required: 'needs the volatility add-on',
  options_pulse_scope_required: 'needs the options pulse add-on',
  futures_access_required: 'needs futures access',
};

function bodyRow(head: AnswerHead): Row {
  const value = bodyShape(head.body) === 'json' ? bodyJson(head) : undefined;
  return isRow(value) ? value : {};
}

function wordsOf(head: AnswerHead): string {
  const row = bodyRow(head);
  const said = [row['message'], row['msg'], row['error']].map(textOf).find((text) => text !== '');
  return (said ?? bodyText(head)).replaceAll(/\s+/g, ' ').trim().slice(0, 300);
}

function forbidden(head: AnswerHead): Judgement {
  const code = textOf(bodyRow(head)['code']);
  const needs = plans[code] ?? (code.endsWith('_required') ? `needs ${code.replaceAll('_', ' ')}` : 'not in the plan');
  return failure('not-entitled', `${needs}${code === '' ? '' : ` (${code})`}: ${wordsOf(head)}`);
}

/** A token without the websocket scope is refused at the handshake with the status of a wrong token and words that say which. */
function unauthorised(head: AnswerHead): Judgement {
  const words = wordsOf(head);
  return /\bscope\b/i.test(words)
    ? failure('not-entitled', `needs a plan with the websocket scope: ${words}`)
    : failure('unauthorised', `HTTP 401: ${words}`);
}

/** Wrong parameters, but also how the vendor says that a tape is not in the plan. */
function unprocessable(head: AnswerHead): Judgement {
  const words = wordsOf(head);
  return /missing access/i.test(words)
    ? failure('not-entitled', `not in the plan: ${words}`)
    : failure('bad-request', `HTTP 422: ${words}`);
}

function limited(head: AnswerHead): Judgement {
  const wait = millisecondsIn(head.headers['x-uw-req-per-minute-reset']) ?? retryAfter(head) ?? fallbackWaitMs;
  return failure('rate-limited', `HTTP 429: ${wordsOf(head)}`, Math.min(wait, longestWaitMs));
}

function isEmptyList(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (!isRow(value)) return false;
  const held = value['data'] ?? value['chains'];
  return (Array.isArray(held) && held.length === 0) || ('data' in value && value['data'] === null);
}

/** The status first, since this vendor keeps to it; an empty list is how it says that a day was none. */
export function judge(head: AnswerHead): Judgement {
  if (head.status === 403) return forbidden(head);
  if (head.status === 422) return unprocessable(head);
  if (head.status === 429) return limited(head);
  if (head.status === 401) return unauthorised(head);
  const judged = judgeJson(head);
  if (judged.kind !== 'payload' || judged.payload.kind !== 'json') return judged;
  return isEmptyList(judged.payload.value) ? empty('no rows: a closed day or nothing yet') : payload(judged.payload);
}
