import { statSync } from 'node:fs';

/**
 * Whether `file` is still the one that is open. A file deleted or replaced under a running program takes every commit
 * and keeps none of them: SQLite writes on into what no name leads to any more.
 */
export function fileIdentity(file: string): { unchanged(): boolean } {
  const first = statSync(file, { bigint: true });
  return {
    unchanged: () => {
      const now = statSync(file, { bigint: true, throwIfNoEntry: false });
      return now !== undefined && now.ino === first.ino && now.dev === first.dev;
    },
  };
}
