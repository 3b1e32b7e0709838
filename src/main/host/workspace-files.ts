import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type WorkspaceFiles = {
  load(name: string): string | null;
  save(name: string, layout: string): boolean;
  list(): readonly string[];
};

/** A name becomes a file name that cannot leave the folder. */
function fileOf(name: string): string {
  return `${encodeURIComponent(name).replaceAll('.', '%2E').replaceAll('*', '%2A')}.json`;
}

/** Layouts of windows, one file each. */
export function openWorkspaceFiles(home: string): WorkspaceFiles {
  const folder = join(home, 'workspaces');
  return {
    load: (name) => {
      try {
        return readFileSync(join(folder, fileOf(name)), 'utf8');
      } catch {
        return null;
      }
    },
    save: (name, layout) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const path = join(folder, fileOf(name));
        writeFileSync(`${path}.new`, layout, { mode: 0o600 });
        renameSync(`${path}.new`, path);
        return true;
      } catch {
        return false;
      }
    },
    list: () => {
      try {
        return readdirSync(folder)
          .filter((file) => file.endsWith('.json'))
          .map((file) => decodeURIComponent(file.slice(0, -5)));
      } catch {
        return [];
      }
    },
  };
}
