import type { RiskContext, RiskState } from './risk-context.ts';
import { riskRules } from './rule-list.ts';
import { type Finding, notApplicable, type RiskRule, type RuleCheck } from './rule.ts';

export type GateVerdict = {
  readonly allowed: boolean;
  readonly checks: readonly RuleCheck[];
  /** The first denial in words; empty when allowed. */
  readonly reason: string;
  readonly rule: string;
};

/** Asks every rule, also after a denial: the trader sees all that stands in the way at once. */
export function checkOrder(context: RiskContext, rules: readonly RiskRule[] = riskRules): GateVerdict {
  const checks = rules.map((rule) => ruleCheck(rule, findingOf(rule, context)));
  const denial = checks.find((check) => check.verdict === 'deny');
  return {
    allowed: denial === undefined,
    checks,
    reason: denial === undefined ? '' : `${denial.title}: ${denial.message}`,
    rule: denial?.rule ?? '',
  };
}

function findingOf(rule: RiskRule, context: RiskContext): Finding {
  if (context.reduces && rule.skipsReductions) return notApplicable('Only reduces the position');
  return rule.check(context);
}

function ruleCheck(rule: RiskRule, finding: Finding): RuleCheck {
  const value = finite(finding.value);
  const limit = finite(finding.limit);
  const used = value === null || limit === null || limit <= 0 ? null : Math.max(0, value) / limit;
  return {
    rule: rule.id,
    title: rule.title,
    verdict: finding.verdict,
    message: finding.message,
    used,
    value,
    limit,
    unit: rule.unit,
  };
}

/** JSON and the screens know no NaN and no infinity. */
function finite(value: number | null | undefined): number | null {
  return value === null || value === undefined || !Number.isFinite(value) ? null : value;
}

export type RiskLimitRow = {
  readonly rule: string;
  readonly title: string;
  readonly description: string;
  readonly value: number | null;
  readonly limit: number | null;
  readonly unit: string;
  readonly used: number | null;
  readonly state: 'ok' | 'warn' | 'breach' | 'unknown';
};

/** From here on a limit is worth a glance. */
const warnShare = 0.8;

/** What is used of each limit now, one row a rule. */
export function limitRows(state: RiskState, rules: readonly RiskRule[] = riskRules): readonly RiskLimitRow[] {
  return rules.map((rule) => {
    const usage = rule.usage?.(state) ?? { value: null, limit: null };
    const value = finite(usage.value);
    const limit = finite(usage.limit);
    const used = value === null || limit === null || limit <= 0 ? null : Math.max(0, value) / limit;
    const { id, title, description, unit } = rule;
    return {
      rule: id,
      title,
      description,
      value,
      limit,
      unit,
      used,
      state: rowState(used, usage.broken, rule.usage !== undefined),
    };
  });
}

function rowState(used: number | null, broken: boolean | undefined, hasUsage: boolean): RiskLimitRow['state'] {
  if (broken === true || (used !== null && used > 1)) return 'breach';
  if (broken === undefined && used === null) return hasUsage ? 'unknown' : 'ok';
  return used !== null && used >= warnShare ? 'warn' : 'ok';
}
