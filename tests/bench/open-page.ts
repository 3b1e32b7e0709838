import { chromium, type Browser, type Page } from '@playwright/test';
import { findBrowser, findPlaywrightBrowser, needsNoSandbox } from '../../scripts/setup/browser-program.mjs';

export type Pages = {
  readonly browser: Browser;
  /** A window of its own, as the program opens it. */
  open(url: string, prepare?: (page: Page) => Promise<void>): Promise<Page>;
  close(): Promise<void>;
};

export async function startBrowser(): Promise<Pages> {
  const program = findBrowser() ?? findPlaywrightBrowser();
  const browser = await chromium.launch({
    ...(program === undefined ? {} : { executablePath: program }),
    args: ['--disable-dev-shm-usage', ...(needsNoSandbox() ? ['--no-sandbox'] : [])],
  });
  return {
    browser,
    open: async (url, prepare) => {
      const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
      const page = await context.newPage();
      await prepare?.(page);
      await page.goto(url);
      return page;
    },
    close: () => browser.close(),
  };
}

export async function waitForGrid(page: Page, rows = 1): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelectorAll('.ag-row [col-id="last"]').length >= wanted, rows, {
    timeout: 30_000,
    polling: 'raf',
  });
}
