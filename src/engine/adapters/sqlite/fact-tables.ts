import type { RetentionClass } from '../../domain/facts/retention.ts';

/** One table per class: what is forgotten together lies together, so that forgetting ticks frees whole pages. */
export const factTables: Readonly<Record<RetentionClass, string>> = {
  tick: 'fact_tick',
  intraday: 'fact_intraday',
  daily: 'fact_daily',
  reference: 'fact_reference',
};

const names = `
  CREATE TABLE fact_kind (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL UNIQUE, rows INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE fact_series (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL REFERENCES fact_kind (id),
    source TEXT NOT NULL,
    subject TEXT NOT NULL,
    UNIQUE (kind, subject, source)
  ) STRICT;
  CREATE TABLE fact_endpoint (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE fact_shape (id INTEGER PRIMARY KEY, fields TEXT NOT NULL UNIQUE CHECK (json_valid(fields))) STRICT;
  CREATE TABLE fact_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE fact_document (source TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (source, name)) STRICT, WITHOUT ROWID;
`;

function table(name: string): string {
  return `
  CREATE TABLE ${name} (
    seq INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    series INTEGER NOT NULL,
    endpoint INTEGER NOT NULL,
    identity INTEGER NOT NULL,
    key TEXT NOT NULL,
    event_time REAL NOT NULL,
    received_time REAL NOT NULL,
    superseded_time REAL,
    shape INTEGER NOT NULL,
    body ANY NOT NULL
  ) STRICT;
  CREATE INDEX ${name}_identity ON ${name} (identity);
  CREATE INDEX ${name}_series ON ${name} (series, event_time);
  CREATE INDEX ${name}_kind ON ${name} (kind, event_time);
`;
}

export const factTablesSql = [names, ...['fact_tick', 'fact_intraday', 'fact_daily', 'fact_reference'].map(table)].join(
  '',
);

const classes = Object.values(factTables);

/** The index of keys, filled in its own order: see `fact-keys.ts`. */
export const factKeysSql = classes
  .map(
    (name) => `
  DROP INDEX ${name}_identity;
  CREATE TABLE ${name}_key (
    identity INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (identity, seq)
  ) STRICT, WITHOUT ROWID;
`,
  )
  .join('');
