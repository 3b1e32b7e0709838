import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../shared');

/** Path of a reference file outside the repository, or null (with a printed reason) when this checkout has none. */
export function sharedPath(path: string): string | null {
  const full = resolve(root, path);
  if (existsSync(full)) return full;
  console.log(`skipped: no reference file shared/${path} beside this checkout`);
  return null;
}

/** A reference vector file, parsed, or null when absent. The caller names the shape it expects. */
export function loadVectors<Shape>(id: string): Shape | null {
  const path = sharedPath(`quant/vectors/${id}.json`);
  return path === null ? null : (JSON.parse(readFileSync(path, 'utf8')) as Shape);
}
