import { beforeAll, test } from 'vitest';
import { chainVendorCorpus } from '../../support/chain-vendor-corpus.ts';
import { assertDamageIsHarmless, assertNothingIsGuessed, streamCases } from '../../support/chain-vendor-fuzz.ts';
import type { FuzzCase } from '../../support/payload-fuzz.ts';

let corpus: readonly FuzzCase[] = [];
beforeAll(async () => {
  corpus = await chainVendorCorpus();
});

test('a hundred thousand damaged answers and frames are read without harm', () => {
  assertDamageIsHarmless([...corpus, ...streamCases], 100_000);
});

test('what cannot be read is not guessed, thirty thousand times', () => {
  assertNothingIsGuessed([...corpus, ...streamCases], 30_000);
});
