import { verifyConfluence } from './confluence.ts';
import type { Verifier } from './verifier.ts';

/** What runs a file, by its `header.id`. */
export const verifiers: ReadonlyMap<string, Verifier> = new Map([['confluence', verifyConfluence]]);
