import type { RiskContext, RiskState } from './risk-context.ts';

export type Verdict = 'pass' | 'warn' | 'deny' | 'not-applicable';

/** One rule's verdict with the numbers it used, in words a trader reads at a glance. */
export type RuleCheck = {
  readonly rule: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly message: string;
  /** Share of the limit used after this order, 0..1+; null when the rule has no limit. */
  readonly used: number | null;
  readonly value: number | null;
  readonly limit: number | null;
  readonly unit: string;
};

export type LimitUsage = { readonly value: number | null; readonly limit: number | null; readonly broken?: boolean };

export type Finding = {
  readonly verdict: Verdict;
  readonly message: string;
  readonly value?: number | null;
  readonly limit?: number | null;
};

/** A rule is data and one pure function; the gate is a loop over the list in `rule-list.ts`. */
export type RiskRule = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  /** True = an order that can only shrink a position is let through without asking this rule. */
  readonly skipsReductions: boolean;
  check(context: RiskContext): Finding;
  /** How much of the limit is used without any new order, for the Risk window. */
  usage?(state: RiskState): LimitUsage;
};

export const pass = (message: string, value: number | null = null, limit: number | null = null): Finding => ({
  verdict: 'pass',
  message,
  value,
  limit,
});
export const warn = (message: string, value: number | null = null, limit: number | null = null): Finding => ({
  verdict: 'warn',
  message,
  value,
  limit,
});
export const deny = (message: string, value: number | null = null, limit: number | null = null): Finding => ({
  verdict: 'deny',
  message,
  value,
  limit,
});
export const notApplicable = (message: string): Finding => ({ verdict: 'not-applicable', message });

/** A maximum: passes up to and including the limit. A value that is not a number is never within a limit. */
export function atMost(value: number, limit: number, message: string): Finding {
  return value <= limit ? pass(message, value, limit) : deny(message, value, limit);
}
