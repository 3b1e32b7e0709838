import { expect, test } from 'vitest';
import { countPlaywright, countVitest, exitCodeOf, lineOf, sum } from './counts.mjs';

test('vitest and playwright reports add up to one line', () => {
  const unit = countVitest({
    numPassedTests: 10,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [],
  });
  const e2e = countPlaywright({ stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 1 }, errors: [] });
  expect(lineOf(sum([unit, e2e]))).toBe('14 passed, 2 failed, 4 skipped');
});

test('a test file that could not be loaded is a failure, though no test failed', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ];
  expect(
    countVitest({ numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults }).failed,
  ).toBe(1);
});

test('a test that passed only when repeated, and an error outside tests, are failures', () => {
  const counted = countPlaywright({ stats: { expected: 1, unexpected: 0, flaky: 1, skipped: 0 }, errors: [{}] });
  expect(counted).toEqual({ passed: 1, failed: 2, skipped: 0 });
});

test.each([
  [{ passed: 3, failed: 0, skipped: 1 }, 0],
  [{ passed: 3, failed: 1, skipped: 0 }, 1],
  [{ passed: 0, failed: 0, skipped: 9 }, 1],
  [{ passed: 0, failed: 0, skipped: 0 }, 1],
])('%o ends with %i', (counts, code) => {
  expect(exitCodeOf(counts)).toBe(code);
});
