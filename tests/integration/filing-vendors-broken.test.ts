import { expect, test } from 'vitest';
import { fuzzedPlaces, fuzzEndpoint } from '../support/filing-fuzz.ts';
import { sharedBytes, sharedFiles } from '../support/shared-samples.ts';

const runs = Math.ceil(100_000 / fuzzedPlaces.length);
/** Real documents are broken beside our own where they are at hand; long ones would only take long. */
const mostBytes = 24_000;

const samples: readonly (readonly [RegExp, string])[] = [
  [/^facts\/samples\/sec\/form[345]_.*xml$/, 'edgar/ownership-document'],
  [/^data\/sec\/form4\/.*(txt|nc)$/, 'edgar/ownership-text'],
  [/^facts\/samples\/sec\/getcurrent/, 'edgar/live-filings'],
  [/^facts\/samples\/sec\/daily-index/, 'edgar/daily-index'],
  [/^facts\/samples\/sec\/submissions/, 'edgar/submissions'],
  [/^facts\/samples\/sec\/company_tickers/, 'edgar/company-tickers'],
  [/^facts\/samples\/sec\/efts/, 'edgar/full-text-search'],
  [/^facts\/samples\/finra\/CNMS/, 'finra/short-volume'],
  [/^facts\/samples\/finra\/shrt/, 'finra/short-interest-file'],
  [/^facts\/samples\/finra\/consolidated/, 'finra/short-interest-history'],
  [/^facts\/samples\/finra\/weekly/, 'finra/ats-weekly'],
  [/^facts\/samples\/fred\/series/, 'fred/observations'],
];

function samplesOf(place: string): readonly string[] {
  return ['facts/samples/sec', 'data/sec', 'facts/samples/finra', 'facts/samples/fred']
    .flatMap((folder) => sharedFiles(folder).map((file) => `${folder}/${file}`))
    .filter((file) => samples.some(([pattern, reader]) => reader === place && pattern.test(file)))
    .map((file) => Buffer.from(sharedBytes(file)))
    .filter((bytes) => bytes.length <= mostBytes)
    .map((bytes) => bytes.toString('utf8'));
}

test.each(fuzzedPlaces)('%s: a hundred thousand broken documents in all', (place) => {
  expect(fuzzEndpoint(place, runs, samplesOf(place))).toBeGreaterThan(runs / 50);
});
