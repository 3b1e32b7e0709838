import { expect, test } from 'vitest';
import { hasShape } from './body-shape.ts';
import { completeBody, laterFieldsOf } from './later-fields.ts';

const holding = {
  ...{ managerCik: '9', managerName: 'SOMEBODY', accession: 'a', reportDate: '20260930', filingDate: null },
  ...{
    issuer: 'HAMMER',
    cusip: '037833100',
    value: 1,
    shares: 1,
    isPrincipal: false,
    option: null,
    sharesChange: null,
  },
};

test('a holding kept before amendments were told apart is complete, and one that tells keeps what it tells', () => {
  expect(laterFieldsOf('institution-holding')).toEqual(['amendment']);
  expect(hasShape('institution-holding', holding)).toBe(false);
  expect(completeBody('institution-holding', holding)).toEqual({ ...holding, amendment: null });
  expect(hasShape('institution-holding', completeBody('institution-holding', holding))).toBe(true);
  const restated = { ...holding, amendment: 'restatement' };
  expect(completeBody('institution-holding', restated)).toEqual(restated);
});
