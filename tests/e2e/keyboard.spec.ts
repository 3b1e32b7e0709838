import { expect, test } from '@playwright/test';
import { testIds } from '../../src/renderer/components/test-ids.ts';
import { orderOf } from '../support/order-of.ts';
import { oneProgram, row, runInPalette, untilTradable } from './one-program.ts';

const program = oneProgram();

test('the palette finds a symbol; B and S fill in its ticket; Esc leaves it', async () => {
  const { page } = program();
  await untilTradable(program(), 'QQQ');
  await runInPalette(page, 'QQQ');
  await expect(page.getByTestId('deep-dive-ticker')).toHaveText('QQQ');
  await page.keyboard.press('b');
  await expect(page.getByTestId(testIds.ticketTicker)).toHaveText('QQQ');
  await expect(page.getByTestId(testIds.ticketSide)).toHaveAttribute('data-value', 'BUY');
  await expect(page.getByTestId(testIds.ticketQuantity)).toBeFocused();
  // Letters typed into a field are text, not commands.
  await page.keyboard.press('s');
  await expect(page.getByTestId(testIds.ticketSide)).toHaveAttribute('data-value', 'BUY');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId(testIds.ticketQuantity)).not.toBeFocused();
  await page.keyboard.press('s');
  await expect(page.getByTestId(testIds.ticketSide)).toHaveAttribute('data-value', 'SELL');
  await page.keyboard.press('Escape');
  expect(program().engine.orders.rows()).toEqual([]);
});

test('arrows and Enter walk the grid', async () => {
  const { page } = program();
  await row(page, 'SPY').locator('[col-id="ticker"]').click();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('detail-SPY')).toBeVisible();
  // Opening brings the row to the top; the keyboard comes along.
  await expect(row(page, 'SPY').locator('.ag-cell-focus')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('detail-SPY')).toHaveCount(0);
  // From the middle there is always a row above and one below; the order stands while the pointer is over the grid.
  const middle = page.locator('.ag-row[row-index="3"] [col-id="ticker"]');
  const chosen = page.getByTestId('deep-dive-ticker');
  const from = await middle.innerText();
  await middle.click();
  await expect(chosen).toHaveText(from);
  await page.keyboard.press('ArrowDown');
  await expect(chosen).not.toHaveText(from);
  await page.keyboard.press('ArrowUp');
  await expect(chosen).toHaveText(from);
});

test('Esc Esc cancels every working order', async () => {
  const { page, engine } = program();
  await untilTradable(program(), 'SPY');
  const resting = [orderOf({ type: 'LMT', limitPrice: 500 }), orderOf({ type: 'LMT', limitPrice: 501 })];
  for (const order of resting) await engine.execution.call.submit(order);
  await expect
    .poll(() => resting.map(({ intent }) => engine.orders.row(intent)?.state))
    .toEqual(['working', 'working']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect
    .poll(() => resting.map(({ intent }) => engine.orders.row(intent)?.state))
    .toEqual(['cancelled', 'cancelled']);
});

test('Shift+B sends only when armed; F flattens what it bought', async () => {
  const { page, engine } = program();
  await untilTradable(program(), 'NVDA');
  const before = engine.orders.rows().length;
  await row(page, 'NVDA').locator('[col-id="ticker"]').click();
  await page.keyboard.press('Shift+B');
  await expect(page.getByTestId('toast').filter({ hasText: 'One-click sending is off' })).toBeVisible();
  expect(engine.orders.rows()).toHaveLength(before);

  await runInPalette(page, 'Arm one-click sending');
  await expect(page.getByText('ONE-CLICK', { exact: true })).toBeVisible();
  await row(page, 'NVDA').locator('[col-id="ticker"]').click();
  await page.keyboard.press('Shift+B');
  await expect(page.getByTestId(testIds.ticketOutcome)).toHaveAttribute('data-outcome', 'sent', { timeout: 40_000 });
  await expect.poll(() => engine.positions.row('NVDA.STK')?.quantity ?? 0, { timeout: 60_000 }).toBeGreaterThan(0);

  await row(page, 'NVDA').locator('[col-id="ticker"]').click();
  await page.keyboard.press('f');
  await expect.poll(() => engine.positions.row('NVDA.STK')?.quantity ?? 0, { timeout: 60_000 }).toBe(0);
  await runInPalette(page, 'Disarm one-click sending');
  await expect(page.getByText('ONE-CLICK', { exact: true })).toHaveCount(0);
});
