import { expect, test } from 'vitest';
import { Breaker, type FeedFailure } from './breaker.ts';
import { redialDelayMs, retryDelayMs } from './retry-delay.ts';

const middle = (): number => 0.5;

function failing(code: FeedFailure, times: number): Breaker {
  const breaker = new Breaker(middle);
  for (let count = 0; count < times; count += 1) breaker.failed(code, code, 0);
  return breaker;
}

test('opens after enough failures in a row, lets one trial through, and waits longer every time', () => {
  const breaker = failing('vendor-error', 4);
  expect(breaker.state(0)).toBe('closed');
  breaker.failed('vendor-error', '', 0);
  expect(breaker.state(0)).toBe('open');
  expect(breaker.waitMs(0)).toBe(5_000);
  expect(breaker.state(5_000)).toBe('half-open');
  breaker.sent();
  expect(breaker.waitMs(5_000)).toBeNull();
  breaker.failed('vendor-error', '', 6_000);
  expect(breaker.waitMs(6_000)).toBe(10_000);
  breaker.sent();
  breaker.succeeded();
  expect(breaker.state(6_000)).toBe('closed');
});

test('never waits longer than five minutes and a fifth', () => {
  const breaker = new Breaker(() => 1);
  for (let count = 0; count < 200; count += 1) breaker.failed('timeout', '', count * 1_000_000);
  expect(breaker.waitMs(199_000_000)).toBeLessThanOrEqual(360_000);
});

test('what only a person can mend stops at once and until reset', () => {
  for (const code of ['unauthorised', 'not-entitled'] as const) {
    const breaker = failing(code, 1);
    expect([breaker.state(1e12), breaker.waitMs(1e12), breaker.stopped]).toEqual(['open', null, code]);
    breaker.reset();
    expect([breaker.state(0), breaker.waitMs(0)]).toEqual(['closed', 0]);
  }
});

test('a limit and a file that is not there yet say nothing of the endpoint', () => {
  for (const code of ['rate-limited', 'not-published'] as const) expect(failing(code, 100).state(0)).toBe('closed');
});

test('retries are fewer for what is less urgent, spread by a half, and endless only for holes', () => {
  const parts = { code: 'timeout', random: middle, patient: false, leastMs: 0 } as const;
  expect(retryDelayMs({ ...parts, priority: 'critical', attempts: 1 })).toBe(375);
  expect(retryDelayMs({ ...parts, priority: 'critical', attempts: 5 })).toBeNull();
  expect(retryDelayMs({ ...parts, priority: 'low', attempts: 2 })).toBeNull();
  expect(retryDelayMs({ ...parts, priority: 'low', attempts: 99, patient: true })).toBe(22_500);
  // What the vendor asks for is waited for, be it longer than the longest.
  expect(retryDelayMs({ ...parts, priority: 'critical', attempts: 1, leastMs: 120_000 })).toBe(120_000);
  expect(retryDelayMs({ ...parts, code: 'bad-request', priority: 'critical', attempts: 1 })).toBeNull();
});

test('dialling again takes between one and thirty seconds', () => {
  for (const random of [() => 0, middle, () => 0.999]) {
    for (let attempt = 1; attempt < 50; attempt += 1) {
      expect(redialDelayMs(attempt, random)).toBeGreaterThanOrEqual(1_000);
      expect(redialDelayMs(attempt, random)).toBeLessThanOrEqual(30_000);
    }
  }
});
