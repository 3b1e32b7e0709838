import { ok } from '../../src/engine/domain/outcome.ts';
import type { BudgetDay, BudgetStore, SpentUnits } from '../../src/engine/ports/budget-store.ts';

const keyOf = ({ vendor, account, dayEndsMs }: BudgetDay): string => `${vendor} ${account} ${dayEndsMs}`;

/** Days of vendors in memory. */
export function memoryBudgetStore(): BudgetStore {
  const days = new Map<string, SpentUnits>();
  return {
    spent: (day) => days.get(keyOf(day)) ?? null,
    note: (day, units) => {
      days.set(keyOf(day), { ...units });
      return ok(undefined);
    },
  };
}
