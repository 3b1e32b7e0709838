import type { AnswerHead, BudgetReading, Judgement } from '../../ports/vendor.ts';
import { bodyJson, bodyShape, bodyText, empty, failure, judgeJson, payload, retryAfter } from '../vendor-kit/body.ts';
import { readEpoch } from '../vendor-kit/dates.ts';
import { numberOrNull } from '../vendor-kit/numbers.ts';
import { isRow, textOf } from '../vendor-kit/rows.ts';

/** Errors come from the gateway as `fault`, from the service as `errors` or as plain text. */
export function judgeTradier(head: AnswerHead): Judgement {
  const value = bodyShape(head.body) === 'json' ? bodyJson(head) : undefined;
  if (isRow(value) && isRow(value['fault'])) return judgeFault(value['fault'], head);
  if (isRow(value) && value['errors'] !== undefined) {
    return failure('bad-request', `Tradier: ${JSON.stringify(value['errors']).slice(0, 200)}`);
  }
  if (head.status === 200 && bodyText(head).trim() === 'null') return empty('null');
  if (head.status === 200 && value !== undefined) return payload({ kind: 'json', value });
  const judged = judgeJson(head);
  return judged.kind === 'failure' && judged.code === 'rate-limited'
    ? { ...judged, retryAfterMs: readTradierBudget(head)?.minuteResetMs ?? judged.retryAfterMs }
    : judged;
}

function judgeFault(fault: Readonly<Record<string, unknown>>, head: AnswerHead): Judgement {
  const code = isRow(fault['detail']) ? textOf(fault['detail']['errorcode']) : '';
  const words = `Tradier: ${textOf(fault['faultstring'])} (${code})`;
  if (code.startsWith('policies.ratelimit')) {
    return failure('rate-limited', words, readTradierBudget(head)?.minuteResetMs ?? retryAfter(head));
  }
  if (/^(keymanagement|oauth|steps\.oauth)/.test(code) || head.status === 401) return failure('unauthorised', words);
  return failure(head.status >= 500 ? 'vendor-error' : 'bad-request', words);
}

/** `X-Ratelimit-Expiry` is seconds to some clients and milliseconds to others; its size tells. */
export function readTradierBudget(head: AnswerHead): BudgetReading | null {
  const allowed = numberOrNull(head.headers['x-ratelimit-allowed']);
  if (allowed === null) return null;
  const expiry = readEpoch(head.headers['x-ratelimit-expiry']);
  const answered = Date.parse(head.headers['date'] ?? '');
  return {
    minuteLimit: allowed,
    minuteUsed: numberOrNull(head.headers['x-ratelimit-used']),
    minuteResetMs: expiry === null || !Number.isFinite(answered) ? null : Math.max(0, expiry - answered),
    dayLimit: null,
    dayUsed: null,
  };
}
