import { expect, test } from 'vitest';
import { fail, ok } from '../../engine/domain/outcome.ts';
import { resultOf, resultOfInquiry } from './send-order.ts';

test('what may have reached the broker is unknown, never failed', () => {
  for (const code of ['outcome-unknown', 'timeout', 'internal', 'invalid-output', 'cancelled', 'something-new'])
    expect(resultOf(fail(code, 'x')).kind).toBe('unknown');
});

test('what never left is said to have never left', () => {
  for (const code of ['link-lost', 'invalid-input', 'not-allowed'])
    expect(resultOf(fail(code, 'x')).kind).toBe('not-sent');
});

test('the four answers of the gate and the broker keep their words', () => {
  expect(resultOf(ok({ outcome: 'sent', orders: [] })).kind).toBe('sent');
  const failure = { code: 'denied', message: 'Quantity: 9,000 of 5,000' };
  expect(resultOf(ok({ outcome: 'denied', failure, checks: [] }))).toEqual({ kind: 'denied', failure, checks: [] });
  expect(resultOf(ok({ outcome: 'unknown', failure, orders: [] })).kind).toBe('unknown');
});

test('an inquiry that is not answered leaves the order unknown', () => {
  expect(resultOfInquiry(fail('timeout', 'x')).kind).toBe('unknown');
  expect(resultOfInquiry(ok({ order: null })).kind).toBe('not-sent');
});
