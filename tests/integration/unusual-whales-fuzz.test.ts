import { expect, test } from 'vitest';
import { fuzzFrames, fuzzInvented, fuzzSamples } from '../support/uw-fuzz.ts';

test('40,000 invented payloads, 30,000 changed samples and 30,000 changed frames', { timeout: 600_000 }, () => {
  expect(fuzzInvented(40_000, 11)).toBeGreaterThan(1_000);
  expect(fuzzSamples(30_000, 12)).toBeGreaterThan(10_000);
  expect(fuzzFrames(30_000, 13)).toBeGreaterThan(3_000);
});
