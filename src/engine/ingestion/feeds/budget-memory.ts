import { factIdentity } from '../../domain/facts/fact-identity.ts';
import type { BudgetMemory } from './budget.ts';
import type { FeedContext, FeedSettings } from './feed-types.ts';

/**
 * Whose units: another key is another account, and emulators of another practice world listen elsewhere and count from
 * nothing. A number, so that the store learns nothing of the key.
 */
export function accountOf({ feed, credentials }: FeedSettings): number {
  const sorted = (parts: Readonly<Record<string, string>>): unknown =>
    Object.entries(parts).toSorted(([a], [b]) => a.localeCompare(b));
  return factIdentity(0, JSON.stringify([sorted(feed.bases), sorted(credentials)]));
}

/** The day's units of a vendor in the store. What cannot be written is said once and counts until the program ends. */
export function budgetMemory(
  { budgets, log }: Pick<FeedContext, 'budgets' | 'log'>,
  settings: () => FeedSettings,
): BudgetMemory {
  let written = true;
  const dayOf = (dayEndsMs: number) => ({
    vendor: settings().feed.vendor.id,
    account: accountOf(settings()),
    dayEndsMs,
  });
  return {
    recall: (dayEndsMs) => budgets.spent(dayOf(dayEndsMs)),
    keep: (dayEndsMs, units) => {
      const noted = budgets.note(dayOf(dayEndsMs), units);
      if (!noted.ok && written)
        log.warn('what was asked of a vendor today could not be written down', {
          vendor: settings().feed.vendor.id,
          why: noted.failure.message,
        });
      written = noted.ok;
    },
  };
}
