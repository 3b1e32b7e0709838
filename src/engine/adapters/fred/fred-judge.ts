import type { AnswerHead, Judgement } from '../../ports/vendor.ts';
import {
  bodyJson,
  bodyShape,
  bodyText,
  empty,
  failure,
  judgeJson,
  judgeStatus,
  payload,
  retryAfter,
} from '../vendor-kit/body.ts';
import { isRow, textOf } from '../vendor-kit/rows.ts';

/** A minute's budget is new after a minute. */
const minuteMs = 60_000;

/** FRED explains itself in `error_message`, with a status of 400 for a missing key and a missing series alike. */
function explained(head: AnswerHead): Judgement | null {
  if (bodyShape(head.body) !== 'json') return null;
  const value = bodyJson(head);
  if (!isRow(value) || value['error_code'] === undefined) return null;
  const message = `FRED ${textOf(value['error_code'])}: ${textOf(value['error_message']).replace(/\s+/g, ' ').slice(0, 160)}`;
  if (/api_key/i.test(message)) return failure('unauthorised', message);
  if (/does not exist/i.test(message)) return failure('not-found', message);
  if (Number(value['error_code']) === 429) return failure('rate-limited', message, retryAfter(head) ?? minuteMs);
  return failure(Number(value['error_code']) >= 500 ? 'vendor-error' : 'bad-request', message);
}

/** FRED's answers: JSON from the API, a table of text from the charts. */
export function judgeFred(head: AnswerHead): Judgement {
  if (head.status === 429) {
    return failure('rate-limited', 'FRED allows 120 requests a minute', retryAfter(head) ?? minuteMs);
  }
  const judged = explained(head) ?? judgeStatus(head);
  if (judged) return judged;
  const shape = bodyShape(head.body);
  if (shape === 'empty') return empty('an empty body');
  if (shape === 'json') return judgeJson(head);
  const text = bodyText(head);
  if (shape === 'markup') return failure('unreadable', `a page where data was asked for: ${text.slice(0, 120)}`);
  return payload({ kind: 'text', text });
}
