import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStamp, writeStamp } from './fingerprint.mjs';
import { cureFor, SetupFailure } from './failure.mjs';
import { findNode } from './node-runtime.mjs';
import { runCommand } from './run-command.mjs';

const RETRY_AFTER_MS = 24 * 60 * 60 * 1000;
const DOWNLOAD_LIMIT_MS = 10 * 60 * 1000;

/** @typedef {import('./places.mjs').Places} Places */
/** @typedef {import('./progress.mjs').Progress} Progress */

/**
 * Path of Electron's program, or undefined. Never asks the `electron` package itself: that one downloads when asked.
 * @param {string} packages node_modules
 */
export function electronProgram(packages) {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined) return existing(join(override, programName()));
  const folder = join(packages, 'electron');
  const found = readStamp(join(folder, 'dist', 'version'))?.replace(/^v/, '');
  if (found === undefined || found !== electronVersion(packages)) return undefined;
  return existing(join(folder, 'dist', programName()));
}

/**
 * Fetches Electron's program if it is missing. Where that fails it is not tried again for a day, unless it is insisted on.
 * @param {Places} places @param {Progress} progress @param {{ insist: boolean, nowMs?: number }} options
 * @returns {Promise<string | undefined>}
 */
export async function ensureElectron(places, progress, { insist, nowMs = Date.now() }) {
  const present = electronProgram(places.packages);
  if (present !== undefined) return present;
  const stamp = join(places.stamps, 'electron-failed');
  if (!insist && failedLately(readStamp(stamp), electronVersion(places.packages), nowMs)) return undefined;
  const said = await progress.during("fetching Electron's program (about 120 MB, once)", () => download(places));
  const program = electronProgram(places.packages);
  if (program !== undefined) return program;
  writeStamp(stamp, `${electronVersion(places.packages)} ${nowMs}`);
  const cure = cureFor(said) ?? `the log ${places.log} says why`;
  if (insist) throw new SetupFailure(`Electron's program could not be fetched: ${cure}.`);
  progress.say(`Electron's program could not be fetched (${cure}); a browser window takes its place, next try in 24 h`);
  return undefined;
}

/** @param {string | undefined} stamp "45.4.1 1700000000000" @param {string} version @param {number} nowMs */
export function failedLately(stamp, version, nowMs) {
  const [failedVersion, atMs] = (stamp ?? '').split(' ');
  const ageMs = nowMs - Number(atMs);
  return failedVersion === version && ageMs >= 0 && ageMs < RETRY_AFTER_MS;
}

/** @param {Places} places */
async function download(places) {
  const installer = join(places.packages, 'electron', 'install.js');
  const options = { cwd: places.root, log: places.log, timeoutMs: DOWNLOAD_LIMIT_MS };
  return (await runCommand(findNode(places.packages), [installer], options)).output;
}

/** @param {string} packages @returns {string} */
function electronVersion(packages) {
  return JSON.parse(readFileSync(join(packages, 'electron', 'package.json'), 'utf8')).version;
}

function programName() {
  if (process.platform === 'win32') return 'electron.exe';
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return 'electron';
}

/** @param {string} path */
function existing(path) {
  return existsSync(path) ? path : undefined;
}
