import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, findPlaywrightBrowser } from './browser-program.mjs';
import { failureOf, SetupFailure } from './failure.mjs';
import { findNode } from './node-runtime.mjs';
import { runCommand } from './run-command.mjs';

const DOWNLOAD_LIMIT_MS = 5 * 60 * 1000;

/** @typedef {import('./places.mjs').Places} Places */
/** @typedef {import('./progress.mjs').Progress} Progress */

/**
 * A Chromium for the browser tests: an installed one, else Playwright's, else the Debian package where root may install it.
 * @param {Places} places @param {Progress} progress @returns {Promise<string>}
 */
export async function ensureTestBrowser(places, progress) {
  const present = findBrowser() ?? findPlaywrightBrowser();
  if (present !== undefined) return present;
  const said = await progress.during("fetching Playwright's Chromium for the browser tests (once)", () =>
    downloadBrowser(places),
  );
  const downloaded = findPlaywrightBrowser();
  if (downloaded !== undefined) return downloaded;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await progress.during("installing Debian's chromium package instead (once)", () => installPackage(places));
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  const failed = failureOf('No Chromium for the browser tests could be found or fetched', said, places.log);
  throw new SetupFailure(failed.message.replace(/\.$/, ', or install Chrome, Chromium or Edge.'));
}

/** @param {Places} places */
async function downloadBrowser(places) {
  const cli = join(places.packages, '@playwright', 'test', 'cli.js');
  const options = { cwd: places.root, log: places.log, timeoutMs: DOWNLOAD_LIMIT_MS };
  return (await runCommand(findNode(places.packages), [cli, 'install', 'chromium'], options)).output;
}

/** @param {Places} places */
async function installPackage(places) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { cwd: places.root, log: places.log, env };
  await runCommand('apt-get', ['update'], options);
  const result = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  if (result.code !== 0) throw failureOf("Debian's chromium package could not be installed", result.output, places.log);
}
