import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders the set-up works in. One argument, so that tests can point it at a folder of their own. */
/** @typedef {{ root: string, packages: string, stamps: string, output: string, log: string }} Places */

/** @returns {Places} */
export function placesOf(root = fileURLToPath(new URL('../..', import.meta.url))) {
  const packages = join(root, 'node_modules');
  return {
    root,
    packages,
    // Inside node_modules: deleting the packages forgets what was said about them.
    stamps: join(packages, '.cache', 'quorum'),
    output: join(root, 'out'),
    log: join(tmpdir(), `quorum-setup-${userInfo().username}.log`),
  };
}
