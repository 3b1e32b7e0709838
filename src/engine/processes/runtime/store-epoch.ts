import { statSync } from 'node:fs';

/** Names the numbering of a store: a new file starts a new run, so that nobody resumes behind numbers it never had. */
export function storeEpoch(file: string): string {
  const stat = statSync(file);
  return `${stat.ino}-${Math.round(stat.birthtimeMs)}`;
}
