import type { AnswerHead, Judgement } from '../../ports/vendor.ts';
import { bodyJson, bodyShape, empty, failure, judgeJson } from '../vendor-kit/body.ts';
import { isRow, textOf } from '../vendor-kit/rows.ts';

/** An `Error Message` is an error whatever the status says; a status without one is judged as everywhere. */
export function judgeFmp(head: AnswerHead): Judgement {
  const value = bodyShape(head.body) === 'json' ? bodyJson(head) : undefined;
  if (isRow(value) && value['Error Message'] !== undefined) return judgeMessage(textOf(value['Error Message']), head);
  if (Array.isArray(value) && value.length === 0 && head.status === 200) return empty('an empty list');
  return judgeJson(head);
}

function judgeMessage(message: string, head: AnswerHead): Judgement {
  const words = `FMP: ${message.slice(0, 200)}`;
  if (/limit reach/i.test(message)) return failure('rate-limited', words);
  if (/invalid api key/i.test(message)) return failure('unauthorised', words);
  if (/legacy endpoint|does not exist/i.test(message)) return failure('not-found', words);
  if (/premium|subscription|restricted|exclusive/i.test(message)) return failure('not-entitled', words);
  return failure(head.status >= 500 ? 'vendor-error' : 'bad-request', words);
}
