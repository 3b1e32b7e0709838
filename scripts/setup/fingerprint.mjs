import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * SHA-256 over the names and contents of files and folders: times of change lie after a checkout, contents do not.
 * A path that does not exist counts as absent, so that its appearing changes the answer.
 * @param {string} root @param {readonly string[]} paths @param {(path: string) => boolean} [counts]
 */
export function fingerprint(root, paths, counts = () => true) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(join(root, path))) {
      const name = relative(root, file).replaceAll('\\', '/');
      if (!counts(name)) continue;
      hash
        .update(`${name}\0`)
        .update(existsSync(file) ? readFileSync(file) : 'absent')
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {readonly string[]} */
function filesBelow(path) {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** @param {string} file */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** @param {string} file @param {string} text */
export function writeStamp(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
}
