import type { Migration } from './migrate.ts';

/**
 * Rows carry whole facts as JSON beside the columns that are searched. Events and intents are append-only by trigger:
 * history is never edited, not even by a bug.
 */
export const journalMigrations: readonly Migration[] = [
  {
    title: 'intents, orders, events, fills, trades and daily state',
    sql: `
CREATE TABLE intents (
  intent TEXT PRIMARY KEY, mode TEXT NOT NULL, created_time INTEGER NOT NULL, doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
  intent TEXT PRIMARY KEY, mode TEXT NOT NULL, account TEXT NOT NULL, instrument TEXT NOT NULL, state TEXT NOT NULL,
  broker_order_id INTEGER, perm_id INTEGER, client_id INTEGER, updated_time INTEGER NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_by_time ON orders (mode, updated_time);
CREATE INDEX orders_by_state ON orders (state);

CREATE TABLE order_events (
  seq INTEGER PRIMARY KEY, intent TEXT NOT NULL, kind TEXT NOT NULL, event_time INTEGER NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX order_events_by_intent ON order_events (intent, seq);

CREATE TABLE fills (
  execution TEXT PRIMARY KEY, base TEXT NOT NULL, mode TEXT NOT NULL, account TEXT NOT NULL, instrument TEXT NOT NULL,
  intent TEXT, event_time INTEGER NOT NULL, received_time REAL NOT NULL, superseded_by TEXT, doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX fills_current ON fills (base) WHERE superseded_by IS NULL;
CREATE INDEX fills_by_series ON fills (mode, account, instrument, event_time, received_time);
CREATE INDEX fills_by_intent ON fills (intent);

CREATE TABLE commissions (
  execution TEXT PRIMARY KEY, commission REAL NOT NULL, currency TEXT NOT NULL, realized_pnl REAL, received_time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE instruments (id TEXT PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc))) STRICT, WITHOUT ROWID;

CREATE TABLE trades (
  id TEXT PRIMARY KEY, mode TEXT NOT NULL, account TEXT NOT NULL, ticker TEXT NOT NULL, instrument TEXT NOT NULL,
  open_time INTEGER NOT NULL, close_time INTEGER, entry_score TEXT CHECK (entry_score IS NULL OR json_valid(entry_score)),
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT, WITHOUT ROWID;
CREATE INDEX trades_by_time ON trades (open_time);
CREATE INDEX trades_by_series ON trades (mode, account, instrument);

CREATE TABLE annotations (
  trade TEXT PRIMARY KEY, notes TEXT NOT NULL, tags TEXT NOT NULL CHECK (json_valid(tags))
) STRICT, WITHOUT ROWID;

CREATE TABLE daily_states (
  mode TEXT NOT NULL, account TEXT NOT NULL, date TEXT NOT NULL, start_net_liquidation REAL,
  loss_halt_time INTEGER, loss_halt_detail TEXT NOT NULL, PRIMARY KEY (mode, account, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE latches (
  name TEXT PRIMARY KEY, engaged INTEGER NOT NULL, reason TEXT NOT NULL, time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE order_ids (mode TEXT PRIMARY KEY, high_water INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TRIGGER order_events_keep BEFORE UPDATE ON order_events BEGIN SELECT RAISE(ABORT, 'order events are append-only'); END;
CREATE TRIGGER order_events_stay BEFORE DELETE ON order_events BEGIN SELECT RAISE(ABORT, 'order events are append-only'); END;
CREATE TRIGGER intents_keep BEFORE UPDATE ON intents BEGIN SELECT RAISE(ABORT, 'intents are append-only'); END;
CREATE TRIGGER intents_stay BEFORE DELETE ON intents BEGIN SELECT RAISE(ABORT, 'intents are append-only'); END;
CREATE TRIGGER loss_halt_stays BEFORE UPDATE ON daily_states
  WHEN OLD.loss_halt_time IS NOT NULL AND NEW.loss_halt_time IS NULL
  BEGIN SELECT RAISE(ABORT, 'a daily loss halt cannot be undone the same day'); END;
`,
  },
];
