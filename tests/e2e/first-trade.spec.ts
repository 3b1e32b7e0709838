import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { testIds } from '../../src/renderer/components/test-ids.ts';
import { orderOf } from '../support/order-of.ts';
import { cell, chooseSymbol, fewSymbols, oneProgram, openTab, row, untilTradable } from './one-program.ts';

const program = oneProgram();

test('the grid is alive: rows, prices that change, convictions, readings of every vendor, and a column that admits it has no data', async () => {
  const { page } = program();
  for (const ticker of fewSymbols) await expect(cell(page, ticker, 'last')).toHaveText(/\d/);
  const before = await cell(page, 'SPY', 'last').innerText();
  await expect(cell(page, 'SPY', 'last')).not.toHaveText(before);
  await expect(cell(page, 'SPY', 'conviction')).toHaveText(/[1-9]/, { timeout: 60_000 });
  for (const layer of ['momentum', 'options-flow', 'dark-pool', 'short-interest']) {
    await expect(cell(page, 'SPY', layer).locator('.heat')).not.toHaveAttribute('aria-label', 'no data', {
      timeout: 90_000,
    });
  }
  // A fund has no insiders: nobody files for it.
  await expect(cell(page, 'SPY', 'insider-buying').locator('.heat')).toHaveAttribute('aria-label', 'no data');
});

test('Enter opens every layer in words, and the arithmetic as a waterfall', async () => {
  const { page } = program();
  await chooseSymbol(page, 'SPY');
  await page.keyboard.press('Enter');
  const detail = page.getByTestId('detail-SPY');
  await expect(detail).toBeVisible();
  await expect(detail.getByTestId('reading-momentum').locator('.words')).toContainText(/[a-z]{4,}/);
  await expect(detail.getByTestId('reading-dark-pool').locator('.words')).toContainText('off-exchange blocks today');
  await expect(detail.getByTestId('reading-insider-buying').locator('.words')).toContainText('No data');
  await expect(detail.getByTestId('waterfall-SPY')).toBeVisible();
  await cell(page, 'SPY', 'ticker').click();
  await page.keyboard.press('Enter');
  await expect(detail).toHaveCount(0);
});

test('the deep dive shows the chart with its gamma levels', async () => {
  const { page } = program();
  await chooseSymbol(page, 'SPY');
  await expect(page.getByTestId('price-chart').locator('canvas').first()).toBeVisible();
  const levels = page.getByTestId('levels');
  await expect(levels).toContainText('Call wall', { timeout: 60_000 });
  for (const name of ['Put wall', 'Spot']) await expect(levels).toContainText(name);
});

test('B fills in the ticket; a bracket is checked, sent, filled and protected at the broker', async () => {
  const { page, engine } = program();
  await untilTradable(program(), 'SPY');
  await cell(page, 'SPY', 'ticker').click();
  await page.keyboard.press('b');
  await expect(page.getByTestId(testIds.ticketTicker)).toHaveText('SPY');
  await expect(page.getByTestId(testIds.ticketSide)).toHaveAttribute('data-value', 'BUY');
  await expect(page.getByTestId(testIds.ticketBracket)).toBeChecked();
  await page.getByTestId(testIds.ticketType).selectOption('MKT');
  await page.getByTestId(testIds.ticketSizing).selectOption('quantity');
  await page.getByTestId(testIds.ticketQuantity).fill('10');
  const preview = page.getByTestId(testIds.ticketPreview);
  await expect(preview.locator('[data-rule="order-quantity"]')).toHaveAttribute('data-verdict', 'pass');
  await expect(preview.locator('[data-verdict="deny"]')).toHaveCount(0);
  await expect(preview).toContainText(/Max loss\s*[\d,.]+/);
  const send = page.getByTestId(testIds.ticketSend);
  await expect(send).toContainText('Review');
  await expect(send).toContainText('PRACTICE');
  await send.click();
  await expect(page.getByTestId(testIds.ticketReview)).toContainText('SPY');
  await send.click();
  const outcome = page.getByTestId(testIds.ticketOutcome);
  await expect(outcome).toHaveAttribute('data-outcome', 'sent');
  await expect(outcome).toContainText(/filled, 10 of 10 filled at/);
  expect(engine.orders.rows()).toHaveLength(3);

  await openTab(page, 'positions');
  const position = page.locator('[data-testid="position-row"][data-instrument="SPY.STK"]');
  await expect(position).toContainText('10');
  await expect(position.getByTestId(testIds.positionStop)).toContainText('at broker');
  await openTab(page, 'orders');
  await expect(page.locator(`[data-testid="order-row"][data-state="working"]`)).toHaveCount(2);
  await expect(page.locator(`[data-testid="order-row"][data-state="filled"]`)).toHaveCount(1);
});

test('the journal holds the trade with its conviction and every layer at entry; the export says the same', async () => {
  const { page } = program();
  await openTab(page, 'journal');
  const entry = page.getByTestId(testIds.journalGrid).locator('.ag-row');
  await expect(entry).toHaveCount(1);
  await entry.click();
  const detail = page.getByTestId(testIds.journalDetail);
  await expect(detail).toContainText(/Score at entry: (bullish|bearish|neutral) \d+/);
  await expect(detail.locator('.entry-score tbody tr')).toHaveCount(8);
  await expect(detail).toContainText('practice');
  await expect(detail.locator('.fills tbody tr').first()).toContainText('BUY');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId(testIds.journalExportCsv).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/ticker.*conviction/i);
  expect(lines[1]).toMatch(/SPY/);
  expect(lines[1]).toMatch(/practice/);
  // The export is of what is listed: of the closed trades there is none yet.
  await page.getByTestId('window-journal').getByRole('radio', { name: 'Closed' }).click();
  await expect(page.getByTestId(testIds.journalExportCsv)).toBeDisabled();
  await page.getByTestId('window-journal').getByRole('radio', { name: 'All' }).click();
});

test('the kill switch cancels what works and denies what comes, naming the rule; released, trading goes on', async () => {
  const { page, engine } = program();
  await page.getByTestId('kill-button').click();
  await expect(page.getByTestId('kill-dialog')).toBeVisible();
  await page.getByTestId('kill-confirm').click();
  await expect(page.getByTestId('toast').filter({ hasText: 'Kill switch: 2 orders cancelled' })).toBeVisible();
  await expect(page.getByTestId('banner-gate')).toContainText('Trading is halted');
  await expect(page.getByTestId('kill-button')).toContainText('KILLED');
  await openTab(page, 'orders');
  await expect(page.locator(`[data-testid="order-row"][data-state="working"]`)).toHaveCount(0);
  expect(await engine.execution.call.submit(orderOf())).toMatchObject({
    ok: true,
    value: { outcome: 'denied', failure: { code: 'kill-switch' } },
  });
  await row(page, 'QQQ').locator('[col-id="ticker"]').click();
  await page.keyboard.press('b');
  await expect(page.getByTestId(testIds.ticketGate)).toContainText('Trading halted');
  await expect(page.getByTestId(testIds.ticketPreview).locator('[data-rule="kill-switch"]')).toHaveAttribute(
    'data-verdict',
    'deny',
  );

  await page.getByTestId('release-button').click();
  await page.getByTestId('release-dialog').getByRole('textbox').fill('release');
  await page.getByTestId('release-confirm').click();
  await expect(page.getByTestId('banner-gate')).toHaveCount(0);
  await expect(page.getByTestId('kill-button')).toHaveText(/KILL$/);
  expect(await engine.execution.call.submit(orderOf())).toMatchObject({ ok: true, value: { outcome: 'sent' } });
});
