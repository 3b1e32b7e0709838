import type { RetentionClass } from '../../domain/facts/retention.ts';
import type { FactStore, KeptSpan } from '../../ports/fact-store.ts';
import type { StoreDatabase } from './open-database.ts';

/** Rows cost nothing for it: what was put in by hand is a handful of spans beside millions of rows. */
export const keptSpanSql = `
  CREATE TABLE kept_span (
    retention TEXT NOT NULL CHECK (retention IN ('tick', 'intraday', 'daily', 'reference')),
    source TEXT,
    from_ms REAL NOT NULL,
    to_ms REAL NOT NULL,
    since_ms REAL
  ) STRICT;
`;

/** A year of files, one a day, is one span and not fifty: between them lies nothing of that source that could stay by mistake. */
const longestGapMs = 7 * 86_400_000;

/**
 * SQL that is true of rows which still stay, whatever their time says: bound to the instant before which a class is forgotten.
 * `source` null asks for spans of everything that was put in.
 */
export function staysSql(parts: {
  readonly retention: RetentionClass;
  readonly time: string;
  readonly source: string | null;
}): string {
  const { retention, time, source } = parts;
  const ofSource = source === null ? 'k.source IS NULL' : `(k.source IS NULL OR k.source = ${source})`;
  return `EXISTS (SELECT 1 FROM kept_span k WHERE k.retention = '${retention}' AND k.from_ms <= ${time}
    AND k.to_ms > ${time} AND (k.since_ms IS NULL OR k.since_ms >= ?) AND ${ofSource})`;
}

export function keptSpans({ sql, write }: StoreDatabase): Pick<FactStore, 'keep' | 'countKept'> {
  const near = sql.prepare<
    [string, string | null, number, number],
    { readonly fromMs: number | null; readonly toMs: number | null }
  >(`SELECT min(from_ms) AS fromMs, max(to_ms) AS toMs FROM kept_span
     WHERE retention = ? AND source IS ? AND since_ms IS NULL AND from_ms <= ? AND to_ms >= ?`);
  const dropInside = sql.prepare(
    'DELETE FROM kept_span WHERE retention = ? AND source IS ? AND from_ms >= ? AND to_ms <= ?',
  );
  const add = sql.prepare('INSERT INTO kept_span (retention, source, from_ms, to_ms) VALUES (?, ?, ?, ?)');
  const count = sql.prepare('UPDATE kept_span SET since_ms = ? WHERE since_ms IS NULL');
  const put = ({ retention, source, fromMs, toMs }: KeptSpan): void => {
    const gapMs = source === null ? 0 : longestGapMs;
    const found = near.get(retention, source, toMs + gapMs, fromMs - gapMs);
    const whole = [Math.min(fromMs, found?.fromMs ?? fromMs), Math.max(toMs, found?.toMs ?? toMs)] as const;
    dropInside.run(retention, source, ...whole);
    add.run(retention, source, ...whole);
  };
  return {
    keep: (spans) => write(() => spans.forEach(put)),
    countKept: (nowMs) => write(() => void count.run(nowMs)),
  };
}
