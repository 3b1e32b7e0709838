import type * as DuckDb from '@duckdb/node-api';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';

export type DuckDbModule = typeof DuckDb;

/** 70 MB that few need: loaded when asked for, missed with a sentence. */
export async function loadDuckDb(): Promise<Outcome<DuckDbModule, 'not-installed'>> {
  try {
    return ok(await import('@duckdb/node-api'));
  } catch (error) {
    const detail = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return fail(
      'not-installed',
      `The archive needs the package @duckdb/node-api 1.5.5-r.5, which this installation does not have (${detail})`,
    );
  }
}
