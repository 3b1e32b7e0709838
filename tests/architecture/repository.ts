import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const repositoryRoot = resolve(import.meta.dirname, '../..');

/** Tracked files and new ones that are not ignored: what a commit would contain. */
export function repositoryFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(join(repositoryRoot, path)));
}

export function readRepositoryFile(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}

export function sourceTree(): ReadonlyMap<string, string> {
  const paths = repositoryFiles().filter((path) => path.startsWith('src/'));
  return new Map(paths.map((path) => [path, /\.(ts|tsx|mts)$/.test(path) ? readRepositoryFile(path) : '']));
}
