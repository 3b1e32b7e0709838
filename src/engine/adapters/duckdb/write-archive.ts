import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ArchivedFile, ArchiveManifest, ArchiveSource } from '../../ports/archive.ts';
import { manifestName, sha256OfFile } from './archive-manifest.ts';
import {
  barTable,
  barValues,
  factTable,
  factValues,
  quoteTable,
  quoteValues,
  selectSql,
  type ArchiveTable,
} from './archive-tables.ts';
import { columnWriter, type ColumnWriter } from './column-writer.ts';
import type { DuckDbModule } from './load-duckdb.ts';

type Day = Pick<ArchiveManifest, 'date' | 'fromMs' | 'toMs'>;
type Filled = { readonly holds: ArchivedFile['holds']; readonly table: ArchiveTable; readonly writer: ColumnWriter };

/**
 * Writes a day beside its place and moves it there when it is whole: a crash leaves a `.partial` that nobody reads and
 * the next run removes, and never an archive that is half of one.
 */
export async function writeArchive(parts: {
  readonly duckdb: DuckDbModule;
  readonly folder: string;
  readonly day: Day;
  readonly source: ArchiveSource;
}): Promise<ArchiveManifest> {
  const { duckdb, folder, day, source } = parts;
  const place = join(folder, day.date);
  const partial = `${place}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  const scratch = join(partial, 'scratch.duckdb');
  const instance = await duckdb.DuckDBInstance.create(scratch, { memory_limit: '1GB', threads: '1' });
  const connection = await instance.connect();
  try {
    const filled = await fill(duckdb, connection, source);
    const files: ArchivedFile[] = [];
    for (const [name, table] of filled) files.push(await copyOut(connection, partial, { name, ...table }));
    connection.closeSync();
    instance.closeSync();
    await rm(scratch, { force: true });
    await rm(`${scratch}.wal`, { force: true });
    await rm(`${scratch}.tmp`, { recursive: true, force: true });
    const manifest: ArchiveManifest = { format: 1, ...day, files };
    await writeFile(join(partial, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    await replace(partial, place);
    return manifest;
  } catch (error) {
    connection.closeSync();
    instance.closeSync();
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  duckdb: DuckDbModule,
  connection: DuckDBConnection,
  source: ArchiveSource,
): Promise<ReadonlyMap<string, Filled>> {
  const filled = new Map<string, Filled>();
  const into = async (name: string, holds: Filled['holds'], table: ArchiveTable): Promise<ColumnWriter> => {
    const known = filled.get(name);
    if (known) return known.writer;
    const writer = await columnWriter(duckdb, connection, { name, table });
    filled.set(name, { holds, table, writer });
    return writer;
  };
  for (const fact of source.facts()) {
    const writer =
      filled.get(`fact-${fact.kind}`)?.writer ?? (await into(`fact-${fact.kind}`, 'facts', factTable(fact.kind)));
    writer.add(factValues(fact));
  }
  for (const bar of source.bars())
    (filled.get('bars')?.writer ?? (await into('bars', 'bars', barTable))).add(barValues(bar));
  for (const quote of source.quotes())
    (filled.get('quotes')?.writer ?? (await into('quotes', 'quotes', quoteTable))).add(quoteValues(quote));
  for (const { writer } of filled.values()) writer.close();
  return filled;
}

async function copyOut(
  connection: DuckDBConnection,
  folder: string,
  { name, holds, table, writer }: Filled & { readonly name: string },
): Promise<ArchivedFile> {
  const file = `${name.replace(/^fact-/, '')}.parquet`;
  const path = join(folder, file);
  const quoted = path.replaceAll("'", "''");
  const { rows } = writer;
  await connection.run(`COPY (${selectSql(name, table)}) TO '${quoted}' (FORMAT parquet, COMPRESSION zstd)`);
  await connection.run(`DROP TABLE "${name}"`);
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${quoted}')`);
  const columns = described.getRows().map(([column, type]) => ({ name: String(column), type: String(type) }));
  await synced(path);
  return { name: file, holds, rows, bytes: (await stat(path)).size, sha256: await sha256OfFile(path), columns };
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function replace(partial: string, place: string): Promise<void> {
  const old = `${place}.old`;
  await rm(old, { recursive: true, force: true });
  if (existsSync(place)) await rename(place, old);
  await rename(partial, place);
  await rm(old, { recursive: true, force: true });
}
