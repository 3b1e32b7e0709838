import { vendorDaySql } from './budget-store.ts';
import { factKeysSql, factTablesSql } from './fact-tables.ts';
import { keptSpanSql } from './kept-spans.ts';
import type { Migration } from './migrate.ts';

export const marketMigrations: readonly Migration[] = [
  {
    title: 'bars, volatility, options, last quotes',
    sql: `
      CREATE TABLE bar (
        instrument TEXT NOT NULL,
        interval TEXT NOT NULL CHECK (interval IN ('1s', '5s', '1m', '5m', '1d')),
        start REAL NOT NULL,
        open REAL NOT NULL,
        high REAL NOT NULL,
        low REAL NOT NULL,
        close REAL NOT NULL,
        volume REAL NOT NULL,
        PRIMARY KEY (instrument, interval, start)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE volatility_day (
        ticker TEXT NOT NULL,
        date TEXT NOT NULL,
        implied_vol REAL,
        PRIMARY KEY (ticker, date)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE option_row (
        instrument TEXT PRIMARY KEY,
        underlying TEXT NOT NULL,
        trading_date TEXT NOT NULL,
        trading_class TEXT NOT NULL,
        expiry TEXT NOT NULL,
        strike REAL NOT NULL,
        "right" TEXT NOT NULL CHECK ("right" IN ('C', 'P')),
        bid REAL,
        ask REAL,
        last REAL,
        volume REAL,
        open_interest REAL,
        implied_vol REAL,
        event_time REAL NOT NULL,
        received_time REAL NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX option_row_of_day ON option_row (underlying, trading_date);
      CREATE TABLE quote (instrument TEXT PRIMARY KEY, quote TEXT NOT NULL CHECK (json_valid(quote))) STRICT, WITHOUT ROWID;
    `,
  },
  { title: 'facts of all vendors, by retention class', sql: factTablesSql },
  { title: 'an index of keys that is filled in its own order', sql: factKeysSql },
  { title: 'what was asked of the vendors today', sql: vendorDaySql },
  { title: 'what was put in by hand stays as long as what arrives', sql: keptSpanSql },
];
