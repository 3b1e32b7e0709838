import { expect, test } from 'vitest';
import { edgarText, judgeEdgar } from './edgar-judge.ts';

function head(status: number, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) {
  return { status, headers, body: typeof body === 'string' ? new TextEncoder().encode(body) : body };
}

function page(title: string, words = ''): string {
  return `<!DOCTYPE html><html><head><title>SEC.gov | ${title}</title></head><body>${words}</body></html>`;
}

function stored(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
}

test.each<readonly [string, number, string, string]>([
  ['too many requests', 403, page('Request Rate Threshold Exceeded'), 'rate-limited'],
  ['a nameless program', 403, page('x', 'Your Request Originates from an Undeclared Automated Tool'), 'unauthorised'],
  ['a file not there yet', 403, stored('AccessDenied'), 'not-published'],
  ['a page that forbids', 403, page('Forbidden'), 'not-entitled'],
  ['a key not there', 404, stored('NoSuchKey'), 'not-found'],
  ['a page not there', 404, page('Not Found'), 'not-found'],
  ['a store that fails', 500, stored('InternalError'), 'vendor-error'],
  ['maintenance', 503, page('File Unavailable'), 'vendor-error'],
  ['a page in the place of data', 200, page('Welcome'), 'unreadable'],
  ['JSON cut off', 200, '{"cik":', 'unreadable'],
])('%s (HTTP %i)', (_name, status, body, code) => {
  expect(judgeEdgar(head(status, body))).toMatchObject({ kind: 'failure', code });
});

test('too many requests cost ten minutes unless the answer says how long', () => {
  const body = page('Request Rate Threshold Exceeded');
  expect(judgeEdgar(head(403, body))).toMatchObject({ retryAfterMs: 600_000 });
  expect(judgeEdgar(head(403, body, { 'retry-after': '30' }))).toMatchObject({ retryAfterMs: 30_000 });
  const date = { 'retry-after': 'Mon, 05 Oct 2026 15:00:30 GMT', date: 'Mon, 05 Oct 2026 15:00:00 GMT' };
  expect(judgeEdgar(head(403, body, date))).toMatchObject({ retryAfterMs: 30_000 });
});

test('the live feed is Latin-1 by its first line, whatever the header says', () => {
  const bytes = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1" ?>\n<feed>Nestl\u00e9</feed>', 'latin1');
  expect(edgarText(head(200, bytes, { 'content-type': 'application/atom+xml' }))).toContain('Nestl\u00e9');
  expect(judgeEdgar(head(200, '<?xml version="1.0"?>\n<a>\u00e9</a>'))).toMatchObject({
    payload: { text: '<?xml version="1.0"?>\n<a>\u00e9</a>' },
  });
});
