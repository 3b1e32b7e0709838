import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifiers } from '../../src/main/cli/verify/registry.ts';
import type { VectorFile } from '../../src/main/cli/verify/verifier.ts';
import { verifyBytes, verifyVectors } from '../../src/main/cli/verify/verify-file.ts';
import { directions, valueGroups, withAltered } from './alter-values.ts';
import { referenceFiles } from './reference-files.ts';
import { sharedPath } from './shared-files.ts';

const folder = sharedPath('quant/vectors');
const ids = Object.keys(referenceFiles);
/** Every group is altered in `every-value.test.ts`; a few of each kind will do here. */
const sampled = 4;

function contentOf(id: string): Buffer {
  return readFileSync(join(folder ?? '', `${id}.json`));
}

test('every kind that is known has an expectation here', () => {
  expect([...verifiers.keys()].toSorted()).toEqual(ids.toSorted());
});

describe.skipIf(folder === null)('reference files', () => {
  test('all have a verifier', () => {
    const files = readdirSync(folder ?? '').map((name) => name.replace(/\.json$/, ''));
    expect(files.filter((id) => !verifiers.has(id))).toEqual([]);
  });

  test.each(ids)('%s is within tolerance throughout', (id) => {
    const result = verifyBytes(contentOf(id));
    expect(result.ok ? null : result.failure).toBeNull();
    if (!result.ok) return;
    expect(result.value.quantities.filter(({ exceeded }) => exceeded > 0)).toEqual([]);
    expect(result.value.comparisons).toBeGreaterThanOrEqual(referenceFiles[id]?.comparisons ?? 1);
  });

  test.each(ids)('%s with other values is not', (id) => {
    const file = JSON.parse(contentOf(id).toString()) as VectorFile;
    const { unnoticed: allowed = [], slow = false } = referenceFiles[id] ?? {};
    const groups = valueGroups(file).filter(({ path }) => !allowed.includes(path));
    const step = Math.max(1, Math.ceil(groups.length / (slow ? 1 : sampled)));
    for (const { path } of groups.filter((_group, at) => at % step === 0)) {
      const isNoticed = directions.some((direction) => {
        const result = verifyVectors(withAltered(file, path, direction));
        return !result.ok || result.value.exceeded > 0;
      });
      expect(isNoticed, path).toBe(true);
    }
  });
});
