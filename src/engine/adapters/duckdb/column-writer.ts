import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { ColumnType } from '../../domain/facts/columns/column-types.ts';
import type { DuckDbModule } from './load-duckdb.ts';
import { createTableSql, type ArchiveTable } from './archive-tables.ts';

export type ColumnWriter = { add(values: readonly unknown[]): void; readonly rows: number; close(): void };

/** Fills a table of the scratch database row by row. */
export async function columnWriter(
  duckdb: DuckDbModule,
  connection: DuckDBConnection,
  target: { readonly name: string; readonly table: ArchiveTable },
): Promise<ColumnWriter> {
  const { name, table } = target;
  await connection.run(createTableSql(name, table));
  const appender = await connection.createAppender(name);
  const put = putters(duckdb);
  let rows = 0;
  return {
    add: (values) => {
      for (const [at, column] of table.columns.entries()) {
        const value = values[at];
        if (value === null || value === undefined) appender.appendNull();
        else put[column.type](appender, value);
      }
      appender.endRow();
      rows += 1;
    },
    get rows() {
      return rows;
    },
    close: () => appender.closeSync(),
  };
}

type Put = (appender: DuckDBAppender, value: unknown) => void;

function putters({ LIST, DOUBLE, VARCHAR, listValue }: DuckDbModule): Readonly<Record<ColumnType, Put>> {
  const doubles = LIST(DOUBLE);
  const texts = LIST(VARCHAR);
  return {
    number: (appender, value) => appender.appendDouble(value as number),
    text: (appender, value) => appender.appendVarchar(value as string),
    flag: (appender, value) => appender.appendBoolean(value as boolean),
    numbers: (appender, value) => appender.appendList(listValue(value as number[]), doubles),
    texts: (appender, value) => appender.appendList(listValue(value as string[]), texts),
    json: (appender, value) => appender.appendVarchar(JSON.stringify(value)),
  };
}
