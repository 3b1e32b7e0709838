import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SetupFailure } from '../setup/failure.mjs';

const READY_LIMIT_MS = 60_000;

/** What the browser shell prints, as one line, once it can be opened. */
/** @typedef {{ ready: true, url: string, launchFile: string, pid: number }} Ready */

/**
 * Starts the browser shell. `whenReady` answers with its ready line; an early end answers with the exit code instead.
 * @param {{ node: string, output: string, parameters: readonly string[] }} program
 */
export function startBrowserHost({ node, output, parameters }) {
  const shell = join(output, 'main', 'browser-shell.js');
  const flags = ['--enable-source-maps', '--import', new URL('end-with-launcher.mjs', import.meta.url).href];
  const child = spawn(node, [...flags, shell, ...parameters], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // What Node has compiled once it need not compile at the next start.
    env: { ...process.env, NODE_COMPILE_CACHE: join(output, 'code-cache') },
  });
  const ended = new Promise((/** @type {(code: number) => void} */ settle) => {
    child.on('exit', (code, signal) => settle(code ?? (signal === null ? 1 : 128)));
    child.on('error', () => settle(127));
  });
  return { child, ended, whenReady: readyInTime(child, ended) };
}

/** @param {import('node:child_process').ChildProcess} child @param {Promise<number>} ended @returns {Promise<Ready | number>} */
async function readyInTime(child, ended) {
  const first = await Promise.race([readyLine(child), ended, tooLate()]);
  if (first !== 'too-late') return first;
  child.kill('SIGKILL');
  throw new SetupFailure(
    `Quorum did not become ready within ${READY_LIMIT_MS / 1000} s; start it again, and if that repeats look into its log folder.`,
  );
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<Ready>} */
function readyLine(child) {
  return new Promise((settle) => {
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = parseReady(line);
      if (ready === undefined) process.stderr.write(`${line}\n`);
      else settle(ready);
    });
  });
}

/** @param {string} line @returns {Ready | undefined} */
export function parseReady(line) {
  try {
    const value = JSON.parse(line);
    const complete = value.ready === true && typeof value.url === 'string' && typeof value.launchFile === 'string';
    return complete ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @returns {Promise<'too-late'>} */
function tooLate() {
  return new Promise((settle) => setTimeout(() => settle('too-late'), READY_LIMIT_MS).unref());
}
