import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const POLL_MS = 250;

/** @typedef {import('./progress.mjs').Progress} Progress */

/**
 * Two commands started together must not install or build into the same folder: the second waits for the first.
 * A lock whose process is gone is taken over, so a killed set-up blocks nothing.
 * @template T @param {{ root: string, progress: Progress, folder?: string }} where @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function oneAtATime({ root, progress, folder = tmpdir() }, work) {
  const lock = join(folder, `quorum-setup-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.lock`);
  let told = false;
  while (!take(lock)) {
    if (!told) progress.say('another command is setting up this folder; waiting for it');
    told = true;
    await new Promise((settle) => setTimeout(settle, POLL_MS));
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

/** @param {string} lock */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    // Where no lock can be written at all, working without one is better than not starting.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') return true;
    if (!isAbandoned(lock)) return false;
    rmSync(lock, { force: true });
    return false;
  }
}

/** @param {string} lock */
function isAbandoned(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    if (!Number.isInteger(owner) || owner <= 0) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}
