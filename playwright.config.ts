import { defineConfig, type ReporterDescription } from '@playwright/test';
import { findBrowser, findPlaywrightBrowser, needsNoSandbox } from './scripts/setup/browser-program.mjs';

const report = process.env['QUORUM_TEST_REPORT'];
const browser = findBrowser() ?? findPlaywrightBrowser();
const json: ReporterDescription[] = report === undefined ? [] : [['json', { outputFile: report }]];

export default defineConfig({
  testDir: 'tests',
  testMatch: ['**/e2e/**/*.spec.ts', '**/e2e-electron/**/*.spec.ts'],
  // One host and one browser at a time: the tests measure what a user sees, not how machines share cores.
  workers: 1,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ...json],
  use: {
    browserName: 'chromium',
    viewport: { width: 1600, height: 1000 },
    // Recording every change of a page that never rests would cost more than the page; QUORUM_TRACE=1 asks for it.
    trace: process.env['QUORUM_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser !== undefined && { executablePath: browser }),
      args: ['--disable-dev-shm-usage', ...(needsNoSandbox() ? ['--no-sandbox'] : [])],
    },
  },
});
