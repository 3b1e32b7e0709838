import { readFileSync, statSync } from 'node:fs';

/** Eight times the file of a first start: what is larger could hold up the market for seconds while it is read. */
export const mostBytes = 256 * 1024;

/** Null while the file is away, as between the two steps of a save. */
export function readText(path: string): string | null {
  try {
    const about = statSync(path);
    // A pipe would be waited for, and a device read without end.
    if (!about.isFile()) return null;
    return about.size > mostBytes ? ' '.repeat(mostBytes + 1) : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
