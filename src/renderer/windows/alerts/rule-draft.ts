import type { AlertRule } from '../../../engine/domain/alert.ts';
import { alertRuleSchema } from '../../../engine/contract/desk-contract.ts';

/** As typed: conviction in points 0..100, times in seconds; null while a field holds no number. */
export type RuleDraft = {
  readonly ticker: string;
  readonly threshold: number | null;
  readonly hysteresis: number | null;
  readonly coolDownSeconds: number | null;
  readonly enabled: boolean;
};

export function draftOf(rule: AlertRule): RuleDraft {
  return {
    ticker: rule.ticker,
    threshold: Math.round(rule.threshold * 1000) / 10,
    hysteresis: Math.round(rule.hysteresis * 1000) / 10,
    coolDownSeconds: rule.coolDownMs / 1_000,
    enabled: rule.enabled,
  };
}

export type RuleField = 'ticker' | 'threshold' | 'hysteresis' | 'coolDownSeconds';

export function ruleProblems(draft: RuleDraft): Readonly<Partial<Record<RuleField, string>>> {
  const problems: Partial<Record<RuleField, string>> = {};
  if (draft.ticker !== '' && !/^[A-Z][A-Z0-9.]{0,9}$/.test(draft.ticker))
    problems.ticker = 'A ticker such as SPY, or empty for every symbol';
  if (draft.threshold === null || draft.threshold <= 0 || draft.threshold > 100)
    problems.threshold = 'Above 0 and at most 100';
  if (draft.hysteresis === null || draft.hysteresis < 0 || draft.hysteresis > 50) problems.hysteresis = '0 to 50';
  else if (draft.threshold !== null && draft.hysteresis >= draft.threshold)
    problems.hysteresis = 'Must be smaller than the threshold, or it could never fire again';
  if (draft.coolDownSeconds === null || draft.coolDownSeconds < 0 || draft.coolDownSeconds > 86_400)
    problems.coolDownSeconds = '0 to 86,400 seconds';
  return problems;
}

/** The rule to store, or null while something is wrong with it. */
export function ruleOf(draft: RuleDraft, { id, kind }: Pick<AlertRule, 'id' | 'kind'>): AlertRule | null {
  if (Object.keys(ruleProblems(draft)).length > 0) return null;
  const made = alertRuleSchema.safeParse({
    id,
    kind,
    enabled: draft.enabled,
    ticker: draft.ticker,
    threshold: (draft.threshold ?? 0) / 100,
    hysteresis: (draft.hysteresis ?? 0) / 100,
    coolDownMs: (draft.coolDownSeconds ?? 0) * 1_000,
  });
  return made.success ? made.data : null;
}
