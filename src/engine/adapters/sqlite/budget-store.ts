import type { BudgetStore, SpentUnits } from '../../ports/budget-store.ts';
import type { StoreDatabase } from './open-database.ts';

/** Practice worlds listen elsewhere at every start, and each is an account of its own. */
const keptAccounts = 8;

export const vendorDaySql = `
  CREATE TABLE vendor_day (
    vendor TEXT NOT NULL,
    account INTEGER NOT NULL,
    day_ends REAL NOT NULL,
    critical REAL NOT NULL,
    high REAL NOT NULL,
    normal REAL NOT NULL,
    low REAL NOT NULL,
    UNIQUE (vendor, account)
  ) STRICT;
`;

/** The budgets in the open `market.db` of ingestion: one row an account, of its newest day. */
export function budgetStore({ sql, write }: StoreDatabase): BudgetStore {
  const read = sql.prepare<[string, number, number], SpentUnits>(
    'SELECT critical, high, normal, low FROM vendor_day WHERE vendor = ? AND account = ? AND day_ends = ?',
  );
  const put = sql.prepare(
    `INSERT INTO vendor_day (vendor, account, day_ends, critical, high, normal, low) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET day_ends = excluded.day_ends, critical = excluded.critical, high = excluded.high,
       normal = excluded.normal, low = excluded.low`,
  );
  const forget = sql.prepare(
    `DELETE FROM vendor_day WHERE vendor = ? AND rowid NOT IN
       (SELECT rowid FROM vendor_day WHERE vendor = ? ORDER BY rowid DESC LIMIT ${keptAccounts})`,
  );
  return {
    spent: ({ vendor, account, dayEndsMs }) => read.get(vendor, account, dayEndsMs) ?? null,
    note: ({ vendor, account, dayEndsMs }, { critical, high, normal, low }) =>
      write(() => {
        put.run(vendor, account, dayEndsMs, critical, high, normal, low);
        forget.run(vendor, vendor);
      }),
  };
}
