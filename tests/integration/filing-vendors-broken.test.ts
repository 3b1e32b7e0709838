import { test } from 'vitest';
import { fuzzedPlaces, fuzzEndpoint } from '../support/filing-fuzz.ts';

const runs = Math.ceil(100_000 / fuzzedPlaces.length);

test.each(fuzzedPlaces)('%s: a hundred thousand broken documents in all', (place) => {
  fuzzEndpoint(place, runs);
});
