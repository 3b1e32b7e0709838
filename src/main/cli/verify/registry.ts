import { verifyConfluence } from './confluence.ts';
import { verifyIndicators } from './indicators.ts';
import { verifyPriceStructures } from './price-structures.ts';
import type { Verifier } from './verifier.ts';

/** What runs a file, by its `header.id`. */
export const verifiers: ReadonlyMap<string, Verifier> = new Map([
  ['confluence', verifyConfluence],
  ['indicators', verifyIndicators],
  ['price_structures', verifyPriceStructures],
]);
