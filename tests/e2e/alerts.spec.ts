import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { testIds } from '../../src/renderer/components/test-ids.ts';
import { cell, oneProgram, openTab, row } from './one-program.ts';

/** Nothing reaches this threshold before the test lowers it. */
const program = oneProgram({ settings: { confluence: { alertThreshold: 0.99 } } });
const threshold = 0.01;

test('the threshold is changed in the settings: alerts appear at once, and it is still there after a reload', async () => {
  const { page, engine, quorum } = program();
  await expect(cell(page, 'SPY', 'conviction')).toHaveText(/[1-9]/, { timeout: 60_000 });
  expect(engine.alerts.rows().filter(({ kind }) => kind === 'conviction')).toEqual([]);
  await openTab(page, 'settings');
  const field = page.locator('[data-testid="setting-field"][data-path="confluence.alertThreshold"] input');
  await page.getByTestId(testIds.settingsSearch).fill('alertThreshold');
  await field.fill('7');
  await field.press('Tab');
  await expect(page.getByTestId(testIds.settingError)).toBeVisible();
  await expect(page.getByTestId(testIds.settingsSave)).toBeDisabled();
  await field.fill(String(threshold));
  await field.press('Tab');
  await page.getByTestId(testIds.settingsSave).click();
  await expect(page.getByTestId('toast').filter({ hasText: 'Settings saved' })).toBeVisible();
  await expect(
    page
      .getByTestId('toast')
      .filter({ hasText: /bullish|bearish/ })
      .first(),
  ).toBeVisible({ timeout: 60_000 });
  const stored = JSON.parse(await readFile(join(quorum.home, 'settings.json'), 'utf8')) as {
    confluence: { alertThreshold: number };
  };
  expect(stored.confluence.alertThreshold).toBe(threshold);
  await page.reload();
  await expect(row(page, 'SPY')).toBeVisible();
  await openTab(page, 'settings');
  await page.getByTestId(testIds.settingsSearch).fill('alertThreshold');
  await expect(field).toHaveValue(String(threshold));
});

test('every crossing fired one alert, marked as shown; choosing it chooses its symbol', async () => {
  const { page, engine } = program();
  const fired = () => engine.alerts.rows().filter(({ kind }) => kind === 'conviction');
  await expect.poll(() => fired().some(({ shownTime }) => shownTime !== null)).toBe(true);
  // Once a crossing: the cool-down is five minutes of market time, far longer than this test.
  const crossings = fired().map(({ ticker, title }) => `${ticker} ${title.split(' ')[1]}`);
  expect(crossings.toSorted()).toEqual([...new Set(crossings)].toSorted());

  await openTab(page, 'alerts');
  // The log moves on while new alerts come in: choose one and hold on to its own words.
  const log = page.getByTestId(testIds.alertRow).filter({ hasText: /bullish|bearish/, hasNotText: 'SPX' });
  const title = await log.first().locator('strong').innerText();
  const ticker = title.split(' ')[0] ?? '';
  const alert = log.filter({ has: page.getByText(title, { exact: true }) }).first();
  await cell(page, ticker === 'SPY' ? 'QQQ' : 'SPY', 'ticker').click();
  await alert.locator('strong').click();
  await expect(page.getByTestId(testIds.ticketTicker)).toHaveText(ticker);
  await alert.getByTestId(testIds.alertAcknowledge).click();
  await expect.poll(() => fired().some(({ acknowledgedTime }) => acknowledgedTime !== null)).toBe(true);
});
