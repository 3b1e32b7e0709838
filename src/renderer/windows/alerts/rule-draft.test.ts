import { expect, test } from 'vitest';
import type { AlertRule } from '../../../engine/domain/alert.ts';
import { draftOf, ruleOf, ruleProblems } from './rule-draft.ts';

const rule: AlertRule = {
  id: 'r1',
  kind: 'conviction',
  enabled: true,
  ticker: 'NVDA',
  threshold: 0.6,
  hysteresis: 0.05,
  coolDownMs: 300_000,
};

test('a rule survives the way through the fields', () => {
  expect(draftOf(rule)).toMatchObject({ threshold: 60, hysteresis: 5, coolDownSeconds: 300 });
  expect(ruleOf(draftOf(rule), rule)).toEqual(rule);
});

test('what cannot work is named at its field and not stored', () => {
  const broken = { ...draftOf(rule), ticker: 'no good', threshold: 120, coolDownSeconds: null };
  expect(Object.keys(ruleProblems(broken)).toSorted()).toEqual(['coolDownSeconds', 'threshold', 'ticker']);
  expect(ruleOf(broken, rule)).toBeNull();
  expect(ruleProblems({ ...draftOf(rule), threshold: 5, hysteresis: 5 }).hysteresis).toMatch(/never fire again/);
});
