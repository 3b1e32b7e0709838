import type { AnswerHead, BudgetReading, Judgement } from '../../ports/vendor.ts';
import { bodyJson, failure, judgeJson } from '../vendor-kit/body.ts';
import { numberOrNull } from '../vendor-kit/numbers.ts';
import { isRow, textOf } from '../vendor-kit/rows.ts';

/** Errors are JSON with a message and often a number, or plain text; 403 is a wrong key as well as a plan that lacks the data. */
export function judgeAlpaca(head: AnswerHead): Judgement {
  const judged = judgeJson(head);
  if (judged.kind !== 'failure') return judged;
  const value = bodyJson(head);
  const said = isRow(value) ? textOf(value['message']) : '';
  const message = said === '' ? judged.message : `Alpaca: ${said} (HTTP ${head.status})`;
  if (head.status === 403 && /^(forbidden|unauthorized|access key)/i.test(said))
    return failure('unauthorised', message);
  if (judged.code !== 'rate-limited') return { ...judged, message };
  return { ...judged, message, retryAfterMs: readAlpacaBudget(head)?.minuteResetMs ?? judged.retryAfterMs };
}

/** `X-Ratelimit-Reset` is unix seconds. */
export function readAlpacaBudget(head: AnswerHead): BudgetReading | null {
  const limit = numberOrNull(head.headers['x-ratelimit-limit']);
  const remaining = numberOrNull(head.headers['x-ratelimit-remaining']);
  if (limit === null || remaining === null) return null;
  const reset = numberOrNull(head.headers['x-ratelimit-reset']);
  const answered = Date.parse(head.headers['date'] ?? '');
  return {
    minuteLimit: limit,
    minuteUsed: Math.max(0, limit - remaining),
    minuteResetMs: reset === null || !Number.isFinite(answered) ? null : Math.max(0, reset * 1000 - answered),
    dayLimit: null,
    dayUsed: null,
  };
}
