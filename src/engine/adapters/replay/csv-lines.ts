import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** One record of a CSV file with a header, by column name. Fields hold no quotes and no commas of their own. */
export type CsvRecord = Readonly<Record<string, string>>;

/** Streams a plain or gzipped CSV file; memory stays flat whatever its size. */
export async function* csvRecords(path: string): AsyncGenerator<CsvRecord> {
  const file = createReadStream(path);
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  // A pipe does not carry errors: a missing file would otherwise end the process.
  file.on('error', (error) => bytes.destroy(error));
  let header: readonly string[] | null = null;
  for await (const line of createInterface({ input: bytes, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue;
    const fields = line.split(',');
    if (header === null) header = fields;
    else yield Object.fromEntries(header.map((name, index) => [name, fields[index] ?? '']));
  }
}
