import { expect, test } from 'vitest';
import { judge } from './judge.ts';

const answer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
  judge({ status, headers, body: new TextEncoder().encode(body) });

test.for([
  ['text', 'rate limited', { 'x-uw-req-per-minute-reset': '51395' }, 51_395],
  ['JSON', '{"error":"rate limited"}', { 'x-uw-req-per-minute-reset': '1' }, 1],
  ['a wait in seconds', 'slow down', { 'retry-after': '7' }, 7_000],
  ['nothing to go by', '', {}, 60_000],
  ['a reset that is no count', '', { 'x-uw-req-per-minute-reset': 'soon' }, 60_000],
] as const)('429 with %s says how long to wait', ([, body, headers, retryAfterMs]) => {
  expect(answer(429, body, headers)).toMatchObject({ kind: 'failure', code: 'rate-limited', retryAfterMs });
});

test.for([
  ['advanced_tier_required', 'Advanced plan'],
  ['volatility_scope_required', 'volatility add-on'],
  ['periscope_scope_required', 'periscope scope required'],
  ['something_new', 'not in the plan'],
])('403 %s names what is missing', ([code, named]) => {
  const judged = answer(403, JSON.stringify({ code, message: 'No.' }));
  expect(judged).toMatchObject({ kind: 'failure', code: 'not-entitled' });
  expect(judged.kind === 'failure' ? judged.message : '').toContain(named);
});

test('422 is a bad request, unless it is how a missing tape is told', () => {
  expect(answer(422, '{"msg":"Invalid query input(s): date=x"}')).toMatchObject({ code: 'bad-request' });
  expect(answer(422, '{"msg":"Missing access for full tape"}')).toMatchObject({ code: 'not-entitled' });
});

test('401 is the token, unless its words speak of a scope', () => {
  expect(answer(401, 'Unauthorized')).toMatchObject({ code: 'unauthorised' });
  expect(answer(401, '{"message":"bad token"}')).toMatchObject({ code: 'unauthorised' });
  expect(answer(401, 'Your token does not have the websocket scope.')).toMatchObject({ code: 'not-entitled' });
});

test.for(['{"data":[]}', '[]', '{"data":null}', '{"chains":[]}', '{"data":[],"date":"2026-10-04"}'])(
  '%s is a closed day, no failure',
  (body) => {
    expect(answer(200, body).kind).toBe('empty');
  },
);

test('a page, a cut answer and a crash are failures, not data', () => {
  expect(answer(200, '<html></html>')).toMatchObject({ code: 'unreadable' });
  expect(answer(200, '{"data":[{"price":"1')).toMatchObject({ code: 'unreadable' });
  expect(answer(500, 'Something went wrong')).toMatchObject({ code: 'vendor-error' });
});
