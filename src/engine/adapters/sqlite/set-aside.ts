import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Moves a damaged database and its WAL out of the way, keeping every byte. Answers the new name of the main file. */
export function setAside(file: string, wallMs: number): string {
  const stamp = new Date(wallMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const target = freeName(join(dirname(file), `${basename(file)}.damaged-${stamp}`));
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  }
  return target;
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let n = 2; existsSync(name); n += 1) name = `${wanted}-${n}`;
  return name;
}
