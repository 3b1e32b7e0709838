import { expect, test } from '@playwright/test';
import { testIds } from '../../src/renderer/components/test-ids.ts';
import { orderOf } from '../support/order-of.ts';
import { oneProgram, openTab, untilTradable } from './one-program.ts';

const program = oneProgram();
const workingOrders = () =>
  program()
    .engine.orders.rows()
    .filter(({ state }) => state === 'working');

test('the stop of a filled bracket is moved where it stands', async () => {
  const { page, engine } = program();
  await untilTradable(program(), 'SPY');
  const last = engine.quotes.row('SPY.STK')?.last ?? 0;
  const bracket = { targetPrice: Math.round(last * 1.05), stopPrice: Math.round(last * 0.95) };
  await engine.execution.call.submit(orderOf({ type: 'MKT', limitPrice: null, quantity: 40, bracket }));
  await expect.poll(() => engine.positions.row('SPY.STK')?.quantity ?? 0, { timeout: 60_000 }).toBe(40);
  await openTab(page, 'orders');
  const stop = page.locator('[data-testid="order-row"][data-state="working"]').filter({ hasText: 'stop' });
  await stop.getByTestId(testIds.orderModify).click();
  await page.getByLabel('Stop price').press('ArrowUp');
  await page.getByLabel('Stop price').press('Enter');
  const moved = (): number | null => workingOrders().find(({ role }) => role === 'stop')?.stopPrice ?? null;
  await expect.poll(moved).toBeCloseTo(bracket.stopPrice + 0.01, 6);
});

test('closing a part shrinks the exits first, so that they can never turn the position round', async () => {
  const { page, engine } = program();
  await openTab(page, 'positions');
  await page.getByTestId(testIds.positionPart).click();
  await page.getByTestId(testIds.confirmDialog).getByLabel('Quantity').fill('15');
  await page.getByTestId(testIds.confirmButton).click();
  await expect.poll(() => engine.positions.row('SPY.STK')?.quantity ?? 0, { timeout: 60_000 }).toBe(25);
  expect(workingOrders().map(({ quantity }) => quantity)).toEqual([25, 25]);
});

test('reversing names the exits of the old side and cancels them before it sends', async () => {
  const { page, engine } = program();
  await page.getByTestId(testIds.positionReverse).click();
  await expect(page.getByTestId(testIds.confirmDialog)).toContainText('Cancelled first');
  await page.getByTestId(testIds.confirmButton).click();
  await expect.poll(() => engine.positions.row('SPY.STK')?.quantity ?? 0, { timeout: 60_000 }).toBe(-25);
  expect(workingOrders()).toEqual([]);
});
