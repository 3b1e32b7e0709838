import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** `.env` of the data folder, for headless use; empty when there is none or it cannot be read. */
export function readDotEnv(home: string): Readonly<Record<string, string>> {
  const path = join(home, '.env');
  try {
    if (!existsSync(path)) return {};
    const entries = Object.entries(parseEnv(readFileSync(path, 'utf8')));
    return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  } catch {
    return {};
  }
}
