import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { openMarketDatabase } from './market-database.ts';

function opened(file: string) {
  const store = openMarketDatabase({ file, log: keptLog(), clock: { wallMs: () => 0 } });
  if (!store.ok) throw new Error(store.failure.message);
  return store.value;
}

test('the day of a vendor outlives the program; another day, account and vendor know nothing of it', () => {
  const file = join(temporaryFolder(), 'market.db');
  const day = { vendor: 'alpha-vantage', account: 7, dayEndsMs: 86_400_000 };
  const units = { critical: 1, high: 2.5, normal: 0, low: 21 };
  const first = opened(file);
  expect(first.budgets.spent(day)).toBeNull();
  expect(first.budgets.note(day, { ...units, low: 20 }).ok).toBe(true);
  expect(first.budgets.note(day, units).ok).toBe(true);
  first.close();
  const second = opened(file);
  expect(second.budgets.spent(day)).toEqual(units);
  expect(second.budgets.spent({ ...day, dayEndsMs: 2 * 86_400_000 })).toBeNull();
  expect(second.budgets.spent({ ...day, account: 8 })).toBeNull();
  expect(second.budgets.spent({ ...day, vendor: 'fmp' })).toBeNull();
  second.close();
  expect(second.budgets.note(day, units)).toMatchObject({ ok: false });
});

test('an account that comes back is known again, and only so many are kept', () => {
  const { budgets, close } = opened(join(temporaryFolder(), 'market.db'));
  const day = (account: number) => ({ vendor: 'fmp', account, dayEndsMs: 86_400_000 });
  const units = { critical: 0, high: 1, normal: 0, low: 0 };
  budgets.note(day(2 ** 53 - 1), units);
  budgets.note(day(1), { ...units, high: 5 });
  expect(budgets.spent(day(2 ** 53 - 1))).toEqual(units);
  for (let account = 2; account < 12; account += 1) budgets.note(day(account), units);
  expect(budgets.spent(day(1))).toBeNull();
  expect(budgets.spent(day(11))).toEqual(units);
  close();
});
