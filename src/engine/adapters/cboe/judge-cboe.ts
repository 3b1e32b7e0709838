import type { AnswerHead, Judgement } from '../../ports/vendor.ts';
import { bodyJson, bodyShape, bodyText, empty, failure, judgeStatus, payload } from '../vendor-kit/body.ts';

/** Files that come into being day by day; what the others lack, Cboe does not know. */
const daily: ReadonlySet<string> = new Set(['put-call', 'vx-settlement', 'vx-contract']);

function noSuchFile({ status }: AnswerHead, endpoint: string): Judgement {
  return daily.has(endpoint)
    ? failure('not-published', `Cboe has no such file yet (HTTP ${status})`)
    : failure('not-found', `Cboe has no such file (HTTP ${status})`);
}

/** 403 with S3's XML, or with nothing, is how the file store says that it has no such file: an unknown symbol, a day not out yet. */
function judgeForbidden(head: AnswerHead, endpoint: string): Judgement {
  const shape = bodyShape(head.body);
  const text = shape === 'empty' ? '' : bodyText(head).slice(0, 400);
  const isPage = /<html|<!doctype/i.test(text);
  if (shape === 'empty' || /AccessDenied|NoSuchKey/.test(text)) return noSuchFile(head, endpoint);
  return isPage
    ? failure('not-entitled', 'Cboe turned this program away (403 with a page); ask less often')
    : failure('not-entitled', `HTTP 403: ${text.slice(0, 200)}`);
}

/** JSON and CSV; a page or XML under status 200 is neither. */
export function judgeCboe(head: AnswerHead, endpoint = ''): Judgement {
  if (head.status === 403) return judgeForbidden(head, endpoint);
  if (head.status === 404) return noSuchFile(head, endpoint);
  const status = judgeStatus(head);
  if (status) return status;
  const shape = bodyShape(head.body);
  if (shape === 'empty') return empty('an empty body');
  if (shape === 'markup')
    return failure('unreadable', `expected JSON or CSV, got markup: ${bodyText(head).slice(0, 120)}`);
  if (shape === 'text') return payload({ kind: 'text', text: bodyText(head) });
  const value = bodyJson(head);
  if (value === undefined) return failure('unreadable', `JSON that does not end, ${head.body.length} bytes`);
  return payload({ kind: 'json', value });
}
