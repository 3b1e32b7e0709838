import type { AnswerHead, Judgement, VendorFailureCode } from '../../ports/vendor.ts';
import { bodyJson, bodyShape, bodyText, empty, failure, judgeStatus, payload, retryAfter } from '../vendor-kit/body.ts';

/** Too many requests cost a block of about ten minutes. */
const blockMs = 600_000;

const latin = new TextDecoder('latin1');

/** The live feed is ISO-8859-1 and says so in its first line, not always in its headers. */
export function edgarText(head: Pick<AnswerHead, 'headers' | 'body'>): string {
  const declaration = latin.decode(head.body.subarray(0, 120));
  return /encoding=["']iso-8859-1["']/i.test(declaration) ? latin.decode(head.body) : bodyText(head);
}

const storageCodes: Readonly<Record<string, VendorFailureCode>> = {
  // The store's word for a file nobody has put there yet: a future or weekend index.
  AccessDenied: 'not-published',
  NoSuchKey: 'not-found',
};

function storageError(text: string): Judgement | null {
  const code = /<Error>\s*<Code>(\w+)<\/Code>/.exec(text)?.[1];
  if (code === undefined) return null;
  return failure(storageCodes[code] ?? 'vendor-error', `the file store answers ${code}`);
}

function htmlPage(head: AnswerHead, text: string): Judgement {
  const title = /<title>([^<]{0,160})/i.exec(text)?.[1]?.trim() ?? 'an HTML page';
  if (/Request Rate Threshold Exceeded/i.test(text)) {
    return failure('rate-limited', `SEC: ${title}`, retryAfter(head) ?? blockMs);
  }
  if (/Undeclared Automated Tool/i.test(text)) {
    return failure('unauthorised', 'SEC: the User-Agent needs a name and an e-mail address', null);
  }
  if (head.status === 404) return failure('not-found', `SEC: ${title}`);
  if (head.status >= 500) return failure('vendor-error', `SEC HTTP ${head.status}: ${title}`);
  if (head.status === 403) return failure('not-entitled', `SEC HTTP 403: ${title}`);
  return failure('unreadable', `SEC HTTP ${head.status}: an HTML page, "${title}"`);
}

const isZip = (body: Uint8Array): boolean => body[0] === 0x50 && body[1] === 0x4b && body[2] === 3 && body[3] === 4;

/** The SEC's answers by their bodies: one status has three meanings, and pages come where data was asked for. */
export function judgeEdgar(head: AnswerHead): Judgement {
  if (head.status === 304) return empty('not modified');
  const shape = bodyShape(head.body);
  if (shape === 'markup') {
    const start = latin.decode(head.body.subarray(0, 16_384));
    const stored = storageError(start);
    if (stored) return stored;
    if (/<!doctype html|<html/i.test(start.slice(0, 1_024))) return htmlPage(head, start);
  }
  const status = judgeStatus(head);
  if (status) return status;
  if (shape === 'empty') return empty('an empty file');
  if (isZip(head.body)) return payload({ kind: 'bytes', bytes: head.body });
  if (shape === 'json') {
    const value = bodyJson(head);
    if (value === undefined) return failure('unreadable', `JSON that does not end, ${head.body.length} bytes`);
    return payload({ kind: 'json', value });
  }
  return payload({ kind: 'text', text: edgarText(head) });
}
