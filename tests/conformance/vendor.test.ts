import { expect, test } from 'vitest';
import { vendorList } from '../../src/engine/adapters/vendor-list.ts';
import { credentialVariables } from '../../src/engine/contract/credential-variables.ts';
import { vendorSuite } from './vendor-suite.ts';

test('every vendor has a name of its own', () => {
  const ids = vendorList.map((vendor) => vendor.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the host knows every variable that may hold a key, and no other', () => {
  const named = vendorList.flatMap(({ credentials }) => credentials.map(({ environment }) => environment));
  expect(named.toSorted()).toEqual(credentialVariables);
});

for (const vendor of vendorList) vendorSuite(vendor);
