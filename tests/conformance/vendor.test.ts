import { expect, test } from 'vitest';
import { vendorList } from '../../src/engine/adapters/vendor-list.ts';
import { vendorSuite } from './vendor-suite.ts';

test('every vendor has a name of its own', () => {
  const ids = vendorList.map((vendor) => vendor.id);
  expect(new Set(ids).size).toBe(ids.length);
});

for (const vendor of vendorList) vendorSuite(vendor);
