import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
];
const WINDOWS = [
  'Google/Chrome/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
  'Chromium/Application/chrome.exe',
];

/** An installed browser of the Chromium family, or undefined; `QUORUM_BROWSER` overrides. @returns {string | undefined} */
export function findBrowser(env = process.env, platform = process.platform) {
  const chosen = env['QUORUM_BROWSER'];
  if (chosen !== undefined && chosen !== '') return existsSync(chosen) ? chosen : undefined;
  return candidates(env, platform).find((path) => existsSync(path));
}

/** A Chromium that Playwright downloaded earlier, or undefined. @returns {string | undefined} */
export function findPlaywrightBrowser(env = process.env, platform = process.platform) {
  const folder = playwrightFolder(env, platform);
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((left, right) => Number(right.slice(9)) - Number(left.slice(9)))
    .flatMap((name) => PLAYWRIGHT_PROGRAMS.map((program) => join(folder, name, program)))
    .find((path) => existsSync(path));
}

const PLAYWRIGHT_PROGRAMS = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-win64/chrome.exe',
  'chrome-win/chrome.exe',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
];

/** @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform @returns {readonly string[]} */
function candidates(env, platform) {
  if (platform === 'darwin') return MAC;
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
    return WINDOWS.flatMap((path) => roots.filter((root) => root !== undefined).map((root) => join(root, path)));
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform */
function playwrightFolder(env, platform) {
  const chosen = env['PLAYWRIGHT_BROWSERS_PATH'];
  if (chosen !== undefined && chosen !== '' && chosen !== '0') return chosen;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'ms-playwright');
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? homedir(), 'ms-playwright');
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ms-playwright');
}

/** Whether Chromium and Electron must run without their sandbox: as root it refuses to start with it. */
export function needsNoSandbox() {
  return process.getuid?.() === 0;
}
