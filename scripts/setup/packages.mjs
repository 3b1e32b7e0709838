import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf, SetupFailure } from './failure.mjs';
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs';
import { runCommand } from './run-command.mjs';

/** What decides which packages are installed. */
const DECIDING = ['package-lock.json', '.npmrc', 'tools/node-runtime/package.json'];

/** The packages and npm's temporary copies of them. */
const NEEDED_BYTES = 1_200_000_000;

/** @typedef {import('./places.mjs').Places} Places */
/** @typedef {import('./progress.mjs').Progress} Progress */
/** @typedef {Record<string, { version?: string, link?: boolean, optional?: boolean }>} Locked */

/** Installs the packages of the lock file, if that has not been done. @param {Places} places @param {Progress} progress */
export async function ensurePackages(places, progress) {
  const wanted = fingerprint(places.root, DECIDING);
  const stamp = join(places.stamps, 'packages');
  if (readStamp(stamp) === wanted && existsSync(join(places.packages, '.package-lock.json'))) return;
  if (!installedMatchesLock(places)) {
    await progress.during('installing packages (about a minute, once)', () => install(places));
  }
  writeStampOrFail(stamp, wanted, places);
}

/** Whether npm's own record of what it installed says what the lock file says. @param {Places} places */
export function installedMatchesLock({ root, packages }) {
  const installed = readLocked(join(packages, '.package-lock.json'));
  const wanted = readLocked(join(root, 'package-lock.json'));
  if (installed === undefined || wanted === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || !path.includes('node_modules/') || entry.link === true) return true;
    const found = installed[path];
    // Optional packages of other platforms are locked, but not installed.
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version;
  });
}

/** @param {string} file @returns {Locked | undefined} */
function readLocked(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @param {Places} places */
async function install(places) {
  refuseFullDisk(places.root);
  // A running node.exe cannot be deleted, so Windows updates in place; elsewhere a clean install is the safer one.
  const verb = process.platform === 'win32' && existsSync(places.packages) ? 'install' : 'ci';
  // Production settings of the environment must not leave the tools out.
  const parameters = [
    verb,
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--fetch-retry-mintimeout=2000',
  ];
  const npm = process.env['npm_execpath'];
  const [program, before] = npm?.endsWith('.js') === true ? [process.execPath, [npm]] : [npmProgram(), []];
  const result = await runCommand(program, [...before, ...parameters], { cwd: places.root, log: places.log });
  if (result.code === 127)
    throw new SetupFailure(
      'npm was not found; install Node 24 with npm from https://nodejs.org and run the same command again.',
    );
  // A disk that fills up on the way has been seen to leave npm content and the packages broken.
  const complete = result.code === 0 && installedMatchesLock(places) && !/ENOSPC/.test(result.output);
  if (!complete) throw failureOf('Packages could not be installed', result.output, places.log);
}

/** Said at once rather than after minutes. @param {string} root */
export function refuseFullDisk(root, freeBytes = bytesFree(root)) {
  if (freeBytes === undefined || freeBytes >= NEEDED_BYTES) return;
  const free = Math.floor(freeBytes / 1_000_000);
  throw new SetupFailure(
    `Packages need ${NEEDED_BYTES / 1_000_000} MB and the disk has ${free} MB left; free some space and run the same command again.`,
  );
}

/** @param {string} root @returns {number | undefined} */
function bytesFree(root) {
  try {
    const { bavail, bsize } = statfsSync(root);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function npmProgram() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

/** @param {string} stamp @param {string} text @param {Places} places */
function writeStampOrFail(stamp, text, places) {
  try {
    writeStamp(stamp, text);
  } catch (error) {
    throw failureOf('The set-up could not be recorded', String(error), places.log);
  }
}
