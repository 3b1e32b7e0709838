import { expect, test } from 'vitest';
import { fuzzFrames, fuzzInvented, fuzzSamples } from '../../support/uw-fuzz.ts';

test('4,000 invented payloads: no throw, no NaN, no negative price', () => {
  expect(fuzzInvented(4_000, 1)).toBeGreaterThan(100);
});

test('3,000 changed samples: what is left are sound facts', () => {
  expect(fuzzSamples(3_000, 2)).toBeGreaterThan(1_000);
});

test('3,000 changed frames: the short way agrees with the ordinary one', () => {
  expect(fuzzFrames(3_000, 3)).toBeGreaterThan(300);
});
