import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { userInfo } from 'node:os';

type Chmod = (path: string, mode: number) => void;

const others = 0o077;
const sticky = 0o1000;

/** New files and folders of this process and its children are for their owner alone, whoever writes them. */
export function keepNewFilesPrivate(): void {
  process.umask(others);
}

/**
 * Takes away what others may do with a file or folder of ours. Links, foreign files and shared folders (sticky, like
 * /tmp) stay as they are, and so does what lies on a file system without permissions: FAT, some network drives.
 */
export function tighten(path: string, chmod: Chmod = chmodSync): void {
  if (process.platform === 'win32') return;
  try {
    const { mode, uid } = lstatSync(path);
    const shared = (mode & sticky) !== 0;
    if (kindOf(path) === 'other' || uid !== userInfo().uid || (mode & others) === 0 || shared) return;
    chmod(path, mode & 0o700);
  } catch {
    // Privacy beyond what the file system offers is no reason not to start.
  }
}

/** The folder and all below it. */
export function tightenTree(folder: string, chmod: Chmod = chmodSync): void {
  tighten(folder, chmod);
  for (const path of entriesOf(folder)) {
    if (kindOf(path) === 'folder') tightenTree(path, chmod);
    else tighten(path, chmod);
  }
}

/** The folder and the files directly in it. */
export function tightenFolder(folder: string, chmod: Chmod = chmodSync): void {
  tighten(folder, chmod);
  for (const path of entriesOf(folder)) if (kindOf(path) === 'file') tighten(path, chmod);
}

function kindOf(path: string): 'file' | 'folder' | 'other' {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() === true) return 'file';
  return stat?.isDirectory() === true ? 'folder' : 'other';
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
