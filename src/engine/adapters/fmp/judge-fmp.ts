import type { AnswerHead, Judgement, VendorFailureCode } from '../../ports/vendor.ts';
import { bodyJson, bodyShape, bodyText, empty, failure, judgeJson, retryAfter } from '../vendor-kit/body.ts';
import { isRow, textOf } from '../vendor-kit/rows.ts';

/** An `Error Message` is an error whatever the status says, 402 tells in plain text; a status alone is judged as everywhere. */
export function judgeFmp(head: AnswerHead): Judgement {
  const value = bodyShape(head.body) === 'json' ? bodyJson(head) : undefined;
  if (isRow(value) && value['Error Message'] !== undefined) return judgeMessage(textOf(value['Error Message']), head);
  if (head.status === 402) return judgeMessage(bodyText(head).trim(), head);
  if (Array.isArray(value) && value.length === 0 && head.status === 200) return empty('an empty list');
  return judgeJson(head);
}

function judgeMessage(message: string, head: AnswerHead): Judgement {
  const words = `FMP: ${message.slice(0, 200)}`;
  if (/limit reach/i.test(message)) return failure('rate-limited', words, retryAfter(head));
  if (/invalid api key/i.test(message)) return failure('unauthorised', words);
  if (/legacy endpoint|does not exist/i.test(message)) return failure('not-found', words);
  const beyond = beyondPlan(message) ?? (head.status === 402 ? 'not-entitled' : null);
  if (beyond !== null) return failure(beyond, words);
  return failure(head.status >= 500 ? 'vendor-error' : 'bad-request', words);
}

/** A plan lacks a symbol, a value of a parameter or a whole endpoint, and only the last is a reason to ask no more. */
function beyondPlan(message: string): VendorFailureCode | null {
  if (/\bset for '?symbols?\b/i.test(message)) return 'not-found';
  if (/premium query parameter|special parameters/i.test(message)) return 'bad-request';
  return /premium|subscription|restricted|exclusive/i.test(message) ? 'not-entitled' : null;
}
