import { findBrowser, findPlaywrightBrowser } from '../setup/browser-program.mjs';
import { hasDisplay, openAppWindow } from './app-window.mjs';
import { startBrowserHost } from './browser-host.mjs';
import { stopChild, stopOnSignals } from './stop-child.mjs';

/** A browser that ends sooner has not shown a window. */
const WINDOW_FAILED_MS = 3_000;

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * Runs host and window until one of them ends; answers with the exit code.
 * @param {{ node: string, output: string, options: import('./options.mjs').StartOptions }} launch
 */
export async function runBrowserShell({ node, output, options }) {
  const parameters = hostParameters(options);
  const { child, ended, whenReady } = startBrowserHost({ node, output, parameters });
  stopOnSignals(child);
  const ready = await whenReady;
  if (typeof ready === 'number') return ready;
  // For programs that start this one: the same line the shell printed.
  if (options.headless) process.stdout.write(`${JSON.stringify(ready)}\n`);
  else showWindow(child, ready);
  return ended;
}

/** @param {import('./options.mjs').StartOptions} options @returns {readonly string[]} */
export function hostParameters({ world, headless, port }) {
  return [
    ...(world === undefined ? [] : ['--world', world]),
    ...(headless ? ['--headless'] : []),
    ...(port === undefined ? [] : ['--port', port]),
  ];
}

/** @param {ChildProcess} host @param {import('./browser-host.mjs').Ready} ready */
function showWindow(host, ready) {
  const browser = hasDisplay() ? (findBrowser() ?? findPlaywrightBrowser()) : undefined;
  if (browser === undefined)
    return printAddress(ready, hasDisplay() ? 'no Chromium, Chrome or Edge was found' : 'there is no display');
  const openedMs = Date.now();
  const window = openAppWindow(browser, ready);
  window.on('error', () => printAddress(ready, 'the browser could not be started'));
  window.on('exit', (code) => {
    const failed = code !== 0 && Date.now() - openedMs < WINDOW_FAILED_MS;
    if (failed) printAddress(ready, 'the browser could not be started');
    else stopChild(host);
  });
  host.on('exit', () => window.kill());
  process.stderr.write('quorum: running; closing the window or Ctrl+C ends it\n');
}

/** @param {import('./browser-host.mjs').Ready} ready @param {string} why */
function printAddress(ready, why) {
  process.stderr.write(`quorum: running, but ${why}; open this address in a browser (it works once), Ctrl+C ends:\n`);
  process.stdout.write(`${ready.url}\n`);
}
