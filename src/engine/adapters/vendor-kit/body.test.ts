import { expect, test } from 'vitest';
import { judgeStatus, longestWaitMs, retryAfter } from './body.ts';

const date = 'Mon, 05 Oct 2026 15:00:00 GMT';
const later = 'Mon, 05 Oct 2026 15:01:30 GMT';

test.each([
  ['seconds', { 'retry-after': '30' }, 30_000],
  ['nothing to wait for', { 'retry-after': '0' }, 0],
  ['a date, by the clock of the answer', { 'retry-after': later, date }, 90_000],
  ['a date that is over', { 'retry-after': date, date: later }, 0],
  ['a date without a clock to hold it against', { 'retry-after': later }, null],
  ['a date under a clock that is none', { 'retry-after': later, date: 'yesterday' }, null],
  ['a day is an hour', { 'retry-after': '86400' }, longestWaitMs],
  ['a date of next year is an hour', { 'retry-after': 'Tue, 05 Oct 2027 15:00:00 GMT', date }, longestWaitMs],
  ['words', { 'retry-after': 'soon', date }, null],
  ['a number below nothing is no year', { 'retry-after': '-1', date }, null],
  ['no header', { date }, null],
])('how long to wait: %s', (_name, headers, waitMs) => {
  expect(retryAfter({ headers })).toBe(waitMs);
});

test.each([
  [429, 'rate-limited', 90_000],
  [503, 'vendor-error', 90_000],
  [400, 'bad-request', null],
])('a status of %i is %s and carries what the answer asks for', (status, code, retryAfterMs) => {
  const head = { status, headers: { 'retry-after': later, date }, body: new Uint8Array() };
  expect(judgeStatus(head)).toMatchObject({ code, retryAfterMs });
});
