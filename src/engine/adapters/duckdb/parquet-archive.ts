import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { laterFieldsOf } from '../../domain/facts/later-fields.ts';
import { factKinds } from '../../domain/facts/retention.ts';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { Archive, ArchiveCode, ArchivedFile, ArchiveTarget, Restored } from '../../ports/archive.ts';
import type { StoreCode } from '../../ports/store.ts';
import { checkFiles, manifestName, readManifest } from './archive-manifest.ts';
import { barOfRow, barTable, factOfRow, factTable, quoteOfRow, quoteTable } from './archive-tables.ts';
import { loadDuckDb, type DuckDbModule } from './load-duckdb.ts';
import { writeArchive } from './write-archive.ts';

const rowsAtOnce = 2_000;

/** Trading days as folders of Parquet files, one a kind, that any tool for data reads. */
export function parquetArchive(folder: string): Archive {
  return {
    write: async (day, source) => {
      const duckdb = await loadDuckDb();
      if (!duckdb.ok) return duckdb;
      try {
        return ok(await writeArchive({ duckdb: duckdb.value, folder, day, source }));
      } catch (error) {
        return fail('archive-failed', `${join(folder, day.date)} was not written: ${messageOf(error)}`);
      }
    },
    restore: async (date, target) => {
      const duckdb = await loadDuckDb();
      if (!duckdb.ok) return duckdb;
      const place = await settled(folder, date);
      const manifest = await readManifest(place);
      if (!manifest.ok) return manifest;
      const sound = await checkFiles(place, manifest.value);
      if (!sound.ok) return sound;
      return restoreFiles({ duckdb: duckdb.value, place, files: manifest.value.files, target });
    },
    days: async () => {
      const names = await readdir(folder).catch(() => []);
      const days = new Set(names.map((name) => name.replace(/\.old$/, '')).filter((name) => /^\d{8}$/.test(name)));
      return [...days].sort();
    },
  };
}

/** A crash between two renames leaves the earlier archive beside its place: it goes back there. */
async function settled(folder: string, date: string): Promise<string> {
  const place = join(folder, date);
  if (!existsSync(place) && existsSync(join(`${place}.old`, manifestName))) await rename(`${place}.old`, place);
  return place;
}

async function restoreFiles(parts: {
  readonly duckdb: DuckDbModule;
  readonly place: string;
  readonly files: readonly ArchivedFile[];
  readonly target: ArchiveTarget;
}): Promise<Outcome<Restored, ArchiveCode>> {
  const { duckdb, place, files, target } = parts;
  const instance = await duckdb.DuckDBInstance.create(':memory:', { memory_limit: '1GB', threads: '1' });
  const connection = await instance.connect();
  let [rows, added] = [0, 0];
  try {
    for (const file of files) {
      const reading = readingOf(file);
      if (reading === null) return fail('damaged', `${join(place, file.name)}: a kind this program does not know`);
      const path = join(place, file.name).replaceAll("'", "''");
      const held = new Set(file.columns.map(({ name }) => name));
      // A column that came later is empty in an archive from before; any other has to be there.
      const absent = reading.later.filter((name) => !held.has(name));
      const columns = reading.columns
        .map((name) => (absent.includes(name) ? `NULL AS "${name}"` : `"${name}"`))
        .join(', ');
      const result = await connection.stream(
        `SELECT ${columns} FROM read_parquet('${path}') ORDER BY ${reading.order}`,
      );
      for await (const chunk of result.yieldRowsJs()) {
        for (let from = 0; from < chunk.length; from += rowsAtOnce) {
          const some = chunk.slice(from, from + rowsAtOnce);
          const kept = reading.keep(some, target);
          if (!kept.ok) return fail('store-failed', kept.failure.message);
          rows += some.length;
          added += kept.value;
        }
      }
    }
    return ok({ rows, added });
  } catch (error) {
    return fail('archive-failed', `${place} was not restored: ${messageOf(error)}`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

type Rows = readonly (readonly unknown[])[];
type Reading = {
  readonly columns: readonly string[];
  /** Those of them that an old archive may lack. */
  readonly later: readonly string[];
  readonly order: string;
  keep(rows: Rows, target: ArchiveTarget): Outcome<number, StoreCode>;
};

function readingOf({ name, holds }: ArchivedFile): Reading | null {
  const names = (table: typeof barTable): readonly string[] => table.columns.map((column) => column.name);
  if (holds === 'bars')
    return {
      columns: names(barTable),
      later: [],
      order: barTable.order,
      keep: (rows, to) => to.bars(rows.map(barOfRow)),
    };
  if (holds === 'quotes')
    return {
      ...{ columns: names(quoteTable), later: [], order: quoteTable.order },
      keep: (rows, to) => to.quotes(rows.map(quoteOfRow)),
    };
  const kind = factKinds.find((one) => name === `${one}.parquet`);
  if (kind === undefined) return null;
  // In order of arrival, so that versions of a key follow each other as they did.
  const keep: Reading['keep'] = (rows, to) =>
    to.facts(
      rows.map((values) => {
        const { seq: _, ...fact } = factOfRow(kind, values);
        return fact;
      }),
    );
  return { columns: names(factTable(kind)), later: laterFieldsOf(kind), order: 'seq', keep };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
