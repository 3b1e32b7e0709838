import { ensureBuild } from './build-output.mjs';
import { findNode, refuseOldNode } from './node-runtime.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { ensurePackages } from './packages.mjs';
import { placesOf } from './places.mjs';
import { createProgress } from './progress.mjs';

/**
 * Makes a clone ready to run: packages, the pinned Node, the built program. Does nothing where nothing is missing.
 * @param {{ build?: boolean, quiet?: boolean }} [options]
 */
export async function prepare({ build = true, quiet = false } = {}) {
  refuseOldNode({ version: process.versions.node, platform: process.platform, arch: process.arch });
  const places = placesOf();
  const progress = createProgress({ quiet });
  return oneAtATime({ root: places.root, progress }, async () => {
    await ensurePackages(places, progress);
    const node = findNode(places.packages);
    if (build) await ensureBuild(places, progress);
    return { places, progress, node };
  });
}
