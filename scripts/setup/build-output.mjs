import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf } from './failure.mjs';
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs';
import { findNode } from './node-runtime.mjs';
import { runCommand } from './run-command.mjs';

const SOURCES = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
const RESULT = 'main/browser-shell.js';

/** @typedef {import('./places.mjs').Places} Places */
/** @typedef {import('./progress.mjs').Progress} Progress */

/** What the built program was built from. Tests are not part of it. @param {string} root */
export function sourcesFingerprint(root) {
  return fingerprint(root, SOURCES, (path) => !/\.test\.tsx?$/.test(path));
}

/** Builds out/, if its sources changed since the last time. @param {Places} places @param {Progress} progress */
export async function ensureBuild(places, progress) {
  const wanted = sourcesFingerprint(places.root);
  const stamp = join(places.output, '.built-from');
  if (readStamp(stamp) === wanted && existsSync(join(places.output, RESULT))) return;
  await progress.during('building the program', async () => {
    // A build that breaks off must not pass for the one before it.
    rmSync(stamp, { force: true });
    const builder = join(places.packages, 'electron-vite', 'bin', 'electron-vite.js');
    const result = await runCommand(findNode(places.packages), [builder, 'build'], {
      cwd: places.root,
      log: places.log,
    });
    if (result.code !== 0) {
      process.stderr.write(`${lastLines(result.output, 15)}\n`);
      throw failureOf('The program could not be built', result.output, places.log);
    }
    writeStamp(stamp, wanted);
  });
}

/** @param {string} text @param {number} count */
function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
