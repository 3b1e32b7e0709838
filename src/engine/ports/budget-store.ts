import type { Outcome } from '../domain/outcome.ts';
import type { StoreCode } from './store.ts';
import type { FeedPriority } from './vendor.ts';

/** Units by class of what they were spent on. */
export type SpentUnits = Readonly<Record<FeedPriority, number>>;

/**
 * Whose units: an account (a number that stands for addresses and key) of a vendor, on the day that ends then by the clock it
 * counts by.
 */
export type BudgetDay = { readonly vendor: string; readonly account: number; readonly dayEndsMs: number };

/** What has been asked of the vendors today, so that a restart does not ask for the same again. */
export interface BudgetStore {
  /** Null when nothing is known of that day. */
  spent(day: BudgetDay): SpentUnits | null;
  note(day: BudgetDay, units: SpentUnits): Outcome<void, StoreCode>;
}
