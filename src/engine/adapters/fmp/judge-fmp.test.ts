import { expect, test } from 'vitest';
import { judgeFmp } from './judge-fmp.ts';

const judged = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
  judgeFmp({ status, headers, body: new TextEncoder().encode(body) });
const told = (message: string): string => JSON.stringify({ 'Error Message': message });

test.each([
  ["Premium Query Parameter: 'Special Endpoint : This value set for 'symbol' is not available", 'not-found'],
  ["Premium Query Parameter: 'Special Endpoint : This value set for 'symbols' is not available", 'not-found'],
  ["Premium Query Parameter: 'Special Endpoint : This value set for 'period' is not available", 'bad-request'],
  ["Premium Query Parameter: 'Special Parameters : 'limit' must be between 0 and 5", 'bad-request'],
  ['Restricted Endpoint: not available under your current subscription', 'not-entitled'],
  ['words nobody has seen', 'not-entitled'],
  ['', 'not-entitled'],
])('402 with %j is %s, as plain text and as a message', (words, code) => {
  expect(judged(402, words)).toMatchObject({ kind: 'failure', code });
  expect(judged(402, told(words))).toMatchObject({ kind: 'failure', code });
});

test('the limit is heard with any status, and waits as long as it is told to', () => {
  expect(judged(200, told('Limit Reach . Please upgrade'))).toMatchObject({ code: 'rate-limited', retryAfterMs: null });
  expect(judged(429, told('Limit Reach . Please upgrade'), { 'retry-after': '90' })).toMatchObject({
    code: 'rate-limited',
    retryAfterMs: 90_000,
  });
  expect(judged(403, told('Legacy Endpoint : no longer supported'))).toMatchObject({ code: 'not-found' });
});
