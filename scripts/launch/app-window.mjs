import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { needsNoSandbox } from '../setup/browser-program.mjs';

/** Whether a window can appear at all. */
export function hasDisplay(env = process.env, platform = process.platform) {
  if (platform !== 'linux') return true;
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/**
 * Opens the program as a window of its own, with its own profile: the browser process then lives as long as the window.
 * The address goes through a private file, because a command line can be read by every user of the machine.
 * @param {string} browser @param {import('./browser-host.mjs').Ready} ready
 */
export function openAppWindow(browser, ready) {
  const { profile, address } = windowPlaces(browser, ready);
  const parameters = [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--class=Quorum',
    // Later the browser remembers where the window was left.
    ...(existsSync(profile) ? [] : ['--window-size=1600,1000']),
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-timer-throttling',
    ...(needsNoSandbox() ? ['--no-sandbox', '--test-type'] : []),
  ];
  return spawn(browser, parameters, { stdio: 'ignore' });
}

/** @param {string} browser @param {import('./browser-host.mjs').Ready} ready */
function windowPlaces(browser, ready) {
  // A browser in a snap sees no hidden folders: neither the launch file nor a profile beside it.
  if (realpathSync(browser).includes('/snap')) {
    return { profile: join(homedir(), 'snap', 'chromium', 'common', 'quorum'), address: ready.url };
  }
  const address = pathToFileURL(ready.launchFile).href;
  return { profile: join(dirname(ready.launchFile), 'browser-profile'), address };
}
