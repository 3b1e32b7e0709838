import type { BudgetStore, SpentUnits } from '../../ports/budget-store.ts';
import type { StoreDatabase } from './open-database.ts';

/** One row a vendor: another day or other addresses begin anew. */
export const vendorDaySql = `
  CREATE TABLE vendor_day (
    vendor TEXT PRIMARY KEY,
    addresses TEXT NOT NULL,
    day_ends REAL NOT NULL,
    critical REAL NOT NULL,
    high REAL NOT NULL,
    normal REAL NOT NULL,
    low REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** The budgets in the open `market.db` of ingestion. */
export function budgetStore({ sql, write }: StoreDatabase): BudgetStore {
  const read = sql.prepare<[string, string, number], SpentUnits>(
    'SELECT critical, high, normal, low FROM vendor_day WHERE vendor = ? AND addresses = ? AND day_ends = ?',
  );
  const put = sql.prepare(
    `INSERT INTO vendor_day (vendor, addresses, day_ends, critical, high, normal, low) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET addresses = excluded.addresses, day_ends = excluded.day_ends,
       critical = excluded.critical, high = excluded.high, normal = excluded.normal, low = excluded.low`,
  );
  return {
    spent: ({ vendor, addresses, dayEndsMs }) => read.get(vendor, addresses, dayEndsMs) ?? null,
    note: ({ vendor, addresses, dayEndsMs }, { critical, high, normal, low }) =>
      write(() => void put.run(vendor, addresses, dayEndsMs, critical, high, normal, low)),
  };
}
