import { expect, test } from '@playwright/test';
import { testIdOf, testIds } from '../../src/renderer/components/test-ids.ts';
import { chooseSymbol, oneProgram, openTab } from './one-program.ts';

/** Nobody listens there: the port mapper's port needs rights that no test has. */
const program = oneProgram({ world: 'paper', settings: { broker: { paperPort: 1 } } });

test('without TWS every window says what is missing, where, and what to do', async () => {
  const { page } = program();
  const gate = page.getByTestId('banner-gate');
  await expect(gate).toContainText('127.0.0.1:1');
  await expect(gate).toContainText('Start TWS');
  await openTab(page, 'positions');
  await expect(page.getByTestId('window-positions')).toContainText('Positions are not known');
  await openTab(page, 'orders');
  await expect(page.getByTestId('window-orders')).toContainText('127.0.0.1:1');
  await page.keyboard.press('b');
  await expect(page.getByTestId(testIds.ticketGate)).toContainText('No order can be sent');
  await expect(page.getByTestId(testIds.ticketSend)).toBeDisabled();
});

test('evidence without a key says whose it is, one click from where it is entered', async () => {
  const { page } = program();
  await chooseSymbol(page, 'SPY');
  await page.getByTestId(testIdOf.tab('options-flow')).click();
  const panel = page.getByRole('tabpanel', { name: 'Flow' });
  await expect(panel).toContainText('No option trades');
  await expect(panel).toContainText(/Unusual Whales: no .*enter it in Settings/);
  await panel.getByRole('button', { name: 'Data vendors' }).last().click();
  await expect(page.getByTestId(testIdOf.window('settings'))).toBeVisible();
  await expect(page.locator('[data-vendor="unusual-whales"] input').first()).toBeFocused();
});

test('a process that stands still is called silent within seconds, and no longer once it speaks', async () => {
  const { page, engine } = program();
  const pid = engine.pidOf('execution');
  if (pid === null) throw new Error('the execution process has no pid');
  process.kill(pid, 'SIGSTOP');
  try {
    await expect(page.getByTestId('banner-silent-execution')).toBeVisible({ timeout: 10_000 });
    await expect(page.getByTestId(testIds.gateState)).toContainText('NOT ANSWERING');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await expect(page.getByTestId('banner-silent-execution')).toHaveCount(0);
});
