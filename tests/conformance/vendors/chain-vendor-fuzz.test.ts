import { beforeAll, test } from 'vitest';
import { chainVendorCorpus } from '../../support/chain-vendor-corpus.ts';
import {
  assertDamageIsHarmless,
  assertNoiseIsHarmless,
  assertNothingIsGuessed,
  streamCases,
} from '../../support/chain-vendor-fuzz.ts';
import type { FuzzCase } from '../../support/payload-fuzz.ts';

let corpus: readonly FuzzCase[] = [];
beforeAll(async () => {
  corpus = await chainVendorCorpus();
});

test('ten thousand damaged answers and frames are read without harm', () => {
  assertDamageIsHarmless([...corpus, ...streamCases], 10_000);
});

test('what cannot be read is not guessed', () => {
  assertNothingIsGuessed([...corpus, ...streamCases], 3_000);
});

test('noise on a stream is no message', () => {
  assertNoiseIsHarmless(2_000);
});
