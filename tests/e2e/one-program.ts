import { expect, test, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { testIds } from '../../src/renderer/components/test-ids.ts';
import { engineView, type EngineView } from '../support/engine-view.ts';
import { startQuorum, type RunningQuorum, type StartOptions } from '../support/start-quorum.ts';

/** Enough symbols for a grid, few enough for two cores. */
export const fewSymbols = ['SPY', 'QQQ', 'AAPL', 'NVDA', 'MSFT', 'TSLA'];

export type Program = {
  readonly quorum: RunningQuorum;
  /** The engine as the command line sees it, to compare with what the page shows. */
  readonly engine: EngineView;
  readonly page: Page;
  /** One more window of the same program, watched for the same problems. */
  openWindow(): Promise<Page>;
};

type Options = StartOptions & { readonly context?: BrowserContextOptions };

/**
 * One program and one browser for all tests of a file, which build on one another. Every test fails on an error in the
 * console, an exception in a page or a violation of the content security policy.
 */
export function oneProgram(options: Options = {}): () => Program {
  const problems: string[] = [];
  let program: Program | null = null;
  let context: BrowserContext | null = null;
  test.describe.configure({ mode: 'serial', timeout: 150_000 });
  test.beforeAll(async ({ browser }) => {
    test.setTimeout(150_000);
    const settings = { watchlist: fewSymbols, ...(options.settings as Record<string, unknown> | undefined) };
    const quorum = await startQuorum({ ...options, settings });
    const made = await browser.newContext(options.context);
    context = made;
    await reportViolations(made);
    const engine = engineView(await quorum.links());
    const open = async (url: string): Promise<Page> => {
      const page = await made.newPage();
      watchForProblems(page, problems);
      await page.goto(url);
      return page;
    };
    const page = await open(quorum.url);
    const openWindow = async (): Promise<Page> => {
      const answer = await engine.host.call.openWindow({ route: '' });
      if (!answer.ok) throw new Error(answer.failure.message);
      return open(answer.value.url);
    };
    program = { quorum, engine, page, openWindow };
    await expect(row(page, 'SPY')).toBeVisible({ timeout: 60_000 });
  });
  test.afterEach(async () => {
    expect(problems).toEqual([]);
    if (program) await expect(program.page.getByTestId(testIds.panelError)).toHaveCount(0);
  });
  test.afterAll(async () => {
    await context?.close();
    program?.engine.close();
    await program?.quorum.stop();
  });
  return () => {
    if (!program) throw new Error('the program has not started');
    return program;
  };
}

async function reportViolations(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      console.error(`CSP violation: ${violatedDirective} ${blockedURI} ${sourceFile}`);
    });
  });
}

function watchForProblems(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
}

/** A symbol's row of the confluence grid. */
export const row = (page: Page, ticker: string) => page.locator(`.ag-row[row-id="${ticker}"]`);
export const cell = (page: Page, ticker: string, column: string) => row(page, ticker).locator(`[col-id="${column}"]`);

/** Chooses a symbol in the grid and leaves the keyboard there. */
export async function chooseSymbol(page: Page, ticker: string): Promise<void> {
  await cell(page, ticker, 'ticker').click();
  await expect(page.getByTestId('deep-dive-ticker')).toHaveText(ticker);
}

/** The gate is open and the symbol has a two-sided quote. */
export async function untilTradable({ engine }: Pick<Program, 'engine'>, ticker: string): Promise<void> {
  await expect
    .poll(() => [engine.gateState(), (engine.quotes.row(`${ticker}.STK`)?.ask ?? 0) > 0], { timeout: 60_000 })
    .toEqual(['active', true]);
}

/** Runs a command through the palette, as somebody who does not know its key. */
export async function runInPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-input').fill(words);
  await expect(page.getByTestId('palette').getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('palette')).toHaveCount(0);
}

/** Brings a window of the dock to the front. */
export async function openTab(page: Page, id: string): Promise<void> {
  await runInPalette(page, `Open ${id}`);
  await expect(page.getByTestId(`window-${id}`)).toBeVisible();
}
