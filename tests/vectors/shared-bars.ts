import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sharedPath } from './shared-files.ts';

export type SharedBars = { readonly time: readonly string[] } & {
  readonly [column in 'open' | 'high' | 'low' | 'close' | 'volume']: Float64Array;
};

/** Text of a file beside this checkout, unpacked where it is packed; null (with a printed reason) when absent. */
export function sharedText(path: string): string | null {
  const full = sharedPath(path);
  if (full === null) return null;
  const bytes = readFileSync(full);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Bars of a CSV file with a header that names open, high, low, close and volume in any order. */
export function sharedBars(path: string): SharedBars | null {
  const text = sharedText(path);
  if (text === null) return null;
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const names = head.split(',').map((name) => name.trim().toLowerCase());
  const rows = lines.map((line) => line.split(','));
  const column = (name: string) => Float64Array.from(rows, (row) => Number(row[names.indexOf(name)]));
  return {
    time: rows.map(([time = '']) => time),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}
