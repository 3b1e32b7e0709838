import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { electronProgram } from '../../scripts/setup/electron-binary.mjs';
import { needsNoSandbox } from '../../scripts/setup/browser-program.mjs';

const root = resolve(import.meta.dirname, '..', '..');
const program = electronProgram(join(root, 'node_modules'));
const screen =
  process.platform !== 'linux' || process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
const missing = program === undefined ? "Electron's program is not installed" : screen ? '' : 'there is no screen';

let home = '';
let app: ElectronApplication;
let page: Page;
const problems: string[] = [];

test('the desktop shell is started, or the reason why not is said', () => {
  if (missing !== '') process.stdout.write(`not run: the desktop shell is not started, because ${missing}\n`);
  expect(missing === '').toBe(program !== undefined && screen);
});

test.describe('the desktop shell', () => {
  test.describe.configure({ mode: 'serial' });
  test.skip(missing !== '', missing);

  test.beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'quorum-electron-'));
    app = await _electron.launch({
      ...(program !== undefined && { executablePath: program }),
      args: [...(needsNoSandbox() ? ['--no-sandbox'] : []), root, '--world', 'practice'],
      env: { ...(process.env as Record<string, string>), QUORUM_HOME: home },
    });
    page = await app.firstWindow();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  });
  test.afterAll(async () => {
    await app.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  test('shows live scores through ports, under its own address and policy', async () => {
    expect(page.url()).toMatch(/^quorum:\/\/app\//);
    await expect(page.getByTestId('confluence-grid')).toContainText('SPY', { timeout: 60_000 });
    expect(problems).toEqual([]);
  });

  test('the page has no power of its own', async () => {
    const seen = await page.evaluate(() => ({
      require: typeof (globalThis as { require?: unknown }).require,
      process: typeof (globalThis as { process?: unknown }).process,
      offered: Object.keys(window.quorum ?? {}),
      opened: window.open('https://example.com') === null,
      notifications: Notification.permission,
    }));
    expect(seen).toEqual({
      require: 'undefined',
      process: 'undefined',
      offered: ['requestLink', 'onFocus'],
      opened: true,
      notifications: 'denied',
    });
  });

  test('a link to a process windows have no business with is refused', async () => {
    expect(
      await page.evaluate(() =>
        window.quorum?.requestLink('practice').then(
          () => 'given',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
  });

  test('the window is sandboxed and isolated', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration };
    });
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  });
});
