import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const shared = resolve(import.meta.dirname, '../../../shared');

/** Files below a folder of the reference material beside this checkout; none, with a printed reason, where it is absent. */
export function sharedFiles(folder: string): readonly string[] {
  const root = join(shared, folder);
  if (!existsSync(root)) {
    console.log(`skipped: no reference folder shared/${folder} beside this checkout`);
    return [];
  }
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted((a, b) => a.localeCompare(b));
}

export function sharedBytes(path: string): Uint8Array {
  const bytes = readFileSync(join(shared, path));
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
