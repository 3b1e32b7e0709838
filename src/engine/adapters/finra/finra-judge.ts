import type { AnswerHead, Judgement } from '../../ports/vendor.ts';
import { bodyShape, bodyText, empty, failure, judgeJson, judgeStatus, payload } from '../vendor-kit/body.ts';

/** Files not there yet are refused as if they were forbidden. */
function fileFailure(head: AnswerHead): Judgement | null {
  if (head.status !== 403 && head.status !== 404) return null;
  if (bodyShape(head.body) === 'json') return null;
  const text = bodyText({ headers: head.headers, body: head.body.subarray(0, 4_096) });
  const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1];
  if (code === 'AccessDenied' || code === 'NoSuchKey' || head.status === 404) {
    return failure('not-published', `FINRA has no such file yet (HTTP ${head.status}${code ? ` ${code}` : ''})`);
  }
  return null;
}

/** FINRA's answers: files of text on one host, JSON pages on the other, 204 for nothing. */
export function judgeFinra(head: AnswerHead): Judgement {
  const judged = fileFailure(head) ?? judgeStatus(head);
  if (judged) return judged;
  const shape = bodyShape(head.body);
  if (shape === 'empty') return empty('an empty file');
  if (shape === 'json') return judgeJson(head);
  const text = bodyText(head);
  if (shape === 'markup') return failure('unreadable', `a page where data was asked for: ${text.slice(0, 120)}`);
  return payload({ kind: 'text', text });
}
