import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { VectorFile } from '../../src/main/cli/verify/verifier.ts';
import { verifyVectors } from '../../src/main/cli/verify/verify-file.ts';
import { directions, valueGroups, withAltered } from './alter-values.ts';
import { referenceFiles } from './reference-files.ts';
import { sharedPath } from './shared-files.ts';

const folder = sharedPath('quant/vectors');

/** A verifier that reads past a value would pass whatever stands there. */
describe.skipIf(folder === null)('every value of a reference file', () => {
  test.each(Object.entries(referenceFiles))('%s', (id, { unnoticed = [] }) => {
    const file = JSON.parse(readFileSync(join(folder ?? '', `${id}.json`), 'utf8')) as VectorFile;
    const passed = valueGroups(file).filter(({ path }) =>
      directions.every((direction) => {
        const result = verifyVectors(withAltered(file, path, direction));
        return result.ok && result.value.exceeded === 0;
      }),
    );
    expect(passed.map(({ path }) => path).filter((path) => !unnoticed.includes(path))).toEqual([]);
  });
});
