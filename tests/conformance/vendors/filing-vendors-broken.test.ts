import { expect, test } from 'vitest';
import { filingSeeds } from '../../support/filing-seeds.ts';
import { fuzzedPlaces, fuzzEndpoint } from '../../support/filing-fuzz.ts';

const runs = Math.ceil(10_000 / fuzzedPlaces.length);

test('there are sound documents to break for every endpoint that translates something of its own', () => {
  expect(Object.values(filingSeeds).every((seeds) => seeds.length > 0)).toBe(true);
});

test.each(fuzzedPlaces)('%s: broken documents become no throw, no bad number, no guess', (place) => {
  const readable = fuzzEndpoint(place, runs);
  console.log(`${place}: ${readable} of ${runs} broken documents still said something`);
  expect(readable).toBeGreaterThan(runs / 50);
});
