/** A CSV body below its header; column names in lower case, in order. */
export type CsvTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Fields of one line; a field in quotes may hold commas. */
export function csvFields(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(',').map((field) => field.trim());
  const fields: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    fields.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim());
  }
  return fields;
}

const mostPreambleLines = 8;

/**
 * The table that starts at the line whose first column is `firstColumn`. Cboe puts disclaimers, titles and banners above it;
 * null when the header does not come within a few lines.
 */
export function csvTable(text: string, firstColumn: string): CsvTable | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const wanted = firstColumn.toLowerCase();
  for (const [index, line] of lines.slice(0, mostPreambleLines).entries()) {
    const columns = csvFields(line).map((name) => name.toLowerCase());
    if (columns[0] === wanted && columns.length > 1) return { columns, rows: lines.slice(index + 1).map(csvFields) };
  }
  return null;
}

/** A row as an object by column name; a short row lacks its last columns. */
export function csvRecord(table: CsvTable, fields: readonly string[]): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(table.columns.map((name, index) => [name, fields[index]]));
}
