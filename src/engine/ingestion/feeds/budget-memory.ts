import type { BudgetMemory } from './budget.ts';
import type { EffectiveFeed } from './effective-feed.ts';
import type { FeedContext } from './feed-types.ts';

/** Whose units: emulators of another practice world listen elsewhere and count from nothing. */
export function addressesOf({ bases }: EffectiveFeed): string {
  return JSON.stringify(Object.entries(bases).toSorted(([a], [b]) => a.localeCompare(b)));
}

/** The day's units of a vendor in the store. What cannot be written is said once and counts until the program ends. */
export function budgetMemory(
  { budgets, log }: Pick<FeedContext, 'budgets' | 'log'>,
  feed: () => EffectiveFeed,
): BudgetMemory {
  let written = true;
  const dayOf = (dayEndsMs: number) => ({ vendor: feed().vendor.id, addresses: addressesOf(feed()), dayEndsMs });
  return {
    recall: (dayEndsMs) => budgets.spent(dayOf(dayEndsMs)),
    keep: (dayEndsMs, units) => {
      const noted = budgets.note(dayOf(dayEndsMs), units);
      if (!noted.ok && written)
        log.warn('what was asked of a vendor today could not be written down', {
          vendor: feed().vendor.id,
          why: noted.failure.message,
        });
      written = noted.ok;
    },
  };
}
