import { expect, test } from '@playwright/test';
import { testIds } from '../../src/renderer/components/test-ids.ts';
import { orderOf } from '../support/order-of.ts';
import { cell, oneProgram, openTab, row, untilTradable } from './one-program.ts';

const program = oneProgram();

test('after a reload everything is back: positions, journal, orders, layout, and no order twice', async () => {
  const { page, engine } = program();
  await untilTradable(program(), 'SPY');
  const mid = Math.round(engine.quotes.row('SPY.STK')?.bid ?? 0);
  const order = orderOf({ quantity: 7, bracket: { targetPrice: mid + 30, stopPrice: mid - 30 } });
  expect(await engine.execution.call.submit(order)).toMatchObject({ ok: true, value: { outcome: 'sent' } });
  await expect.poll(() => engine.orders.row(order.intent)?.state).toBe('filled');

  await openTab(page, 'journal');
  await expect(page.getByTestId(testIds.journalGrid).locator('.ag-row')).toHaveCount(1);
  await cell(page, 'QQQ', 'ticker').click();
  await expect(page.getByTestId(testIds.ticketTicker)).toHaveText('QQQ');
  // The layout is kept a moment after it changed.
  await expect
    .poll(async () => {
      const kept = await engine.host.call.loadWorkspace({ name: 'current' });
      return kept.ok ? (kept.value.layout ?? '') : '';
    })
    .toContain('journal');
  await page.reload();

  await expect(row(page, 'SPY')).toBeVisible();
  await expect(cell(page, 'SPY', 'last')).toHaveText(/\d/);
  await expect(page.getByTestId('dock-tab-journal')).toBeVisible();
  await openTab(page, 'journal');
  await expect(page.getByTestId(testIds.journalGrid).locator('.ag-row')).toHaveCount(1);
  await openTab(page, 'positions');
  await expect(page.locator('[data-testid="position-row"][data-instrument="SPY.STK"]')).toContainText('7');
  await openTab(page, 'orders');
  await expect(page.getByTestId(testIds.orderRow)).toHaveCount(3);
  await expect(page.locator('[data-testid="order-row"][data-state="working"]')).toHaveCount(2);
  expect(engine.orders.rows()).toHaveLength(3);
  expect(engine.positions.row('SPY.STK')?.quantity).toBe(7);
});
