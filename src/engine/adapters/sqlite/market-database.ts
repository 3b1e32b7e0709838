import { ok, type Outcome } from '../../domain/outcome.ts';
import type { BudgetStore } from '../../ports/budget-store.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { Log } from '../../ports/log.ts';
import type { MarketStore } from '../../ports/market-store.ts';
import type { StoreCode } from '../../ports/store.ts';
import { budgetStore } from './budget-store.ts';
import { factStore } from './fact-store.ts';
import { marketMigrations } from './market-store-migrations.ts';
import { marketStore } from './market-store.ts';
import { openDatabase, type StoreDatabase } from './open-database.ts';

export type MarketDatabase = {
  readonly market: MarketStore;
  readonly facts: FactStore;
  readonly budgets: BudgetStore;
  close(): void;
};

const incremental = 2;
/** A file of an earlier layout is rewritten once so that it can shrink; a larger one would keep the start waiting. */
const mostRewrittenBytes = 2 * 1024 ** 3;

/** Opens `market.db` for its one owner, ingestion: what the broker told and what the vendors told, in one file. */
export function openMarketDatabase(options: {
  readonly file: string;
  readonly log: Log;
  readonly clock: { wallMs(): number };
  /** Thrown away in the end: then nothing is done so that it survives a crash. */
  readonly isTemporary?: boolean;
}): Outcome<MarketDatabase, StoreCode> {
  const { isTemporary = false, ...spec } = options;
  const durability = isTemporary ? 'none' : 'normal';
  const opened = openDatabase({ ...spec, migrations: marketMigrations, durability, check: 'quick' });
  if (!opened.ok) return opened;
  const database = opened.value;
  if (!isTemporary) makeShrinkable(database, options.log);
  return ok({
    market: marketStore(database),
    facts: factStore(database),
    budgets: budgetStore(database),
    close: () => database.close(),
  });
}

function makeShrinkable({ sql, file, sizeBytes }: StoreDatabase, log: Log): void {
  if (sql.pragma('auto_vacuum', { simple: true }) === incremental || sizeBytes() > mostRewrittenBytes) return;
  try {
    sql.pragma(`auto_vacuum = ${incremental}`);
    sql.exec('VACUUM');
  } catch (error) {
    // Without it the file only grows; everything else works.
    log.warn('store cannot shrink', { file, detail: String(error) });
  }
}
