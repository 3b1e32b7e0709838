import { settlementOf } from '../domain/calendar.ts';
import type { ChainScope } from '../domain/chain.ts';
import type { OptionClass } from '../ports/option-data.ts';
import { addDays } from '../domain/time.ts';
import type { PlannedOption } from './chain-plan.ts';

export type ScopeWish = {
  readonly classes: readonly OptionClass[];
  readonly spot: number;
  readonly today: string;
  readonly scopes: readonly ChainScope[];
};

/**
 * Every option that somebody has asked for beyond the usual plan, expiry by expiry, each from the money outwards.
 * All classes of an expiry: who asks for a whole chain wants mornings and afternoons.
 */
export function planScopes({ classes, spot, today, scopes }: ScopeWish): readonly PlannedOption[] {
  const pages = classes.flatMap((option) => option.expiries.map((expiry) => ({ expiry, option })));
  pages.sort((a, b) => a.expiry.localeCompare(b.expiry));
  return pages.flatMap(({ expiry, option }) => {
    const { tradingClass, multiplier } = option;
    if (expiry < today || (expiry === today && settlementOf(tradingClass) === 'AM')) return [];
    const wanting = scopes.filter((scope) => isWanted(scope, expiry, today));
    if (wanting.length === 0) return [];
    const strikes = option.strikes.filter((strike) => wanting.some((scope) => isInWindow(scope, strike, spot)));
    return strikes
      .toSorted((a, b) => Math.abs(a - spot) - Math.abs(b - spot))
      .flatMap((strike) => (['C', 'P'] as const).map((right) => ({ tradingClass, multiplier, expiry, strike, right })));
  });
}

function isWanted({ expiry, untilDays }: ChainScope, candidate: string, today: string): boolean {
  return expiry === null ? candidate <= addDays(today, untilDays) : candidate === expiry;
}

function isInWindow({ strikeShare }: ChainScope, strike: number, spot: number): boolean {
  return strikeShare === null || Math.abs(strike - spot) <= strikeShare * spot;
}
