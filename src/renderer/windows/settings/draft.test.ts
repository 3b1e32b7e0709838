import { describe, expect, test } from 'vitest';
import { settingsSchema } from '../../../engine/contract/settings-schema.ts';
import { checkDraft, problemOf, withChange, type Changes } from './draft.ts';
import { sameValue, withValue } from './setting-paths.ts';

const stored = settingsSchema.parse({});
const none: Changes = new Map();
const change = (path: string, value: unknown): Changes => withChange(none, stored, { path, value });

describe('changes', () => {
  test('setting a value back is no change', () => {
    const changed = change('risk.maxQuantity', 10);
    expect(changed.size).toBe(1);
    expect(withChange(changed, stored, { path: 'risk.maxQuantity', value: stored.risk.maxQuantity }).size).toBe(0);
  });
  test('only what was changed differs from what is stored', () => {
    const { valid } = checkDraft(stored, change('risk.maxQuantity', 10));
    expect(valid).toEqual({ ...stored, risk: { ...stored.risk, maxQuantity: 10 } });
  });
});

describe('validation', () => {
  test('a problem is found at its field', () => {
    const { valid, problems } = checkDraft(stored, change('risk.dailyLossHaltPercent', 140));
    expect(valid).toBeNull();
    expect(problemOf(problems, 'risk.dailyLossHaltPercent')).toBeTruthy();
    expect(problemOf(problems, 'risk.maxQuantity')).toBeUndefined();
  });
  test('an emptied number is a problem, not zero', () => {
    expect(checkDraft(stored, change('risk.maxNotional', null)).valid).toBeNull();
  });
  test('a bad symbol is a problem of the watchlist', () => {
    const { problems } = checkDraft(stored, change('watchlist', ['SPY', 'not a ticker']));
    expect(problemOf(problems, 'watchlist')).toMatch(/ticker/);
  });
});

test('values are compared by content', () => {
  expect(sameValue({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBe(true);
  expect(sameValue({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  expect(sameValue([1], [1, 2])).toBe(false);
  expect(withValue({ a: { b: 1, c: 2 } }, 'a.b', 5)).toEqual({ a: { b: 5, c: 2 } });
});
