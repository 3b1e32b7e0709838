import type { AnswerHead, Judgement } from '../../ports/vendor.ts';
import { bodyJson, bodyShape, bodyText, empty, failure, judgeJson, judgeStatus, payload } from '../vendor-kit/body.ts';
import { isRow, textOf } from '../vendor-kit/rows.ts';

const minuteMs = 60_000;

/**
 * Every answer is status 200: the keys of the body say what it is. `Error Message` is a bad call, `Information` a limit,
 * a premium function or the demo key, `Note` the limit as older keys hear it. Calendars are CSV, and JSON when they fail.
 */
export function judgeAlphaVantage(head: AnswerHead): Judgement {
  const status = judgeStatus(head);
  if (status) return status;
  if (bodyShape(head.body) === 'text') return judgeCsv(bodyText(head));
  const value = bodyShape(head.body) === 'json' ? bodyJson(head) : undefined;
  if (!isRow(value)) return judgeJson(head);
  if (value['Error Message'] !== undefined) return judgeError(textOf(value['Error Message']));
  const said = textOf(value['Information']) || textOf(value['Note']);
  if (said !== '') return judgeInformation(said);
  if (isArtificial(value)) return failure('not-entitled', 'Alpha Vantage: this function needs a premium plan');
  if (Object.keys(value).length === 0) return empty('an empty object: the symbol is not known');
  return payload({ kind: 'json', value });
}

function judgeCsv(text: string): Judgement {
  const [header = ''] = text.split(/\r?\n/, 1);
  return header.includes(',')
    ? payload({ kind: 'text', text })
    : failure('unreadable', `no table: ${text.slice(0, 120)}`);
}

function judgeError(message: string): Judgement {
  const words = `Alpha Vantage: ${message.slice(0, 160)}`;
  return /apikey is invalid|api key/i.test(message) ? failure('unauthorised', words) : failure('bad-request', words);
}

/** The text repeats the key; only what kind of refusal it is goes on. */
function judgeInformation(message: string): Judgement {
  if (/requests? per second|more sparingly/i.test(message))
    return failure('rate-limited', 'Alpha Vantage: more than one request a second', 2_000);
  if (/per day|daily/i.test(message)) return failure('rate-limited', 'Alpha Vantage: the day’s requests are used up');
  if (/call frequency|per minute/i.test(message))
    return failure('rate-limited', 'Alpha Vantage: the minute’s requests are used up', minuteMs);
  if (/premium endpoint|premium feature/i.test(message))
    return failure('not-entitled', 'Alpha Vantage: this function needs a premium plan');
  return failure('not-entitled', 'Alpha Vantage: the key does not give what was asked for');
}

/** Without entitlement realtime options are one row nobody could trade. */
function isArtificial(value: Readonly<Record<string, unknown>>): boolean {
  const rows = Array.isArray(value['data']) ? (value['data'] as readonly unknown[]) : [];
  return /ARTIFICIAL/.test(textOf(value['message'])) || rows.some((row) => isRow(row) && row['symbol'] === 'XXYYZZ');
}
