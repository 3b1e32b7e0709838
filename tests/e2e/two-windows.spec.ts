import { expect, test } from '@playwright/test';
import { cell, oneProgram, row } from './one-program.ts';

const program = oneProgram();

test('two windows show the same market from one set of subscriptions', async () => {
  const { page, engine, openWindow } = program();
  await expect(cell(page, 'SPY', 'last')).toHaveText(/\d/);
  const second = await openWindow();
  await expect(row(second, 'SPY')).toBeVisible();
  await expect(second.getByTestId('mode-badge')).toHaveText('PRACTICE');
  await expect
    .poll(
      async () => {
        const [here, there] = await Promise.all([page, second].map((one) => cell(one, 'NVDA', 'last').innerText()));
        return here !== '–' && here === there;
      },
      { intervals: [50] },
    )
    .toBe(true);
  const feed = engine.dataFeed.rows()[0];
  expect(feed?.linesUsed ?? 1_000).toBeLessThanOrEqual(feed?.linesLimit ?? 0);
  expect(feed?.errors).toBe(0);

  // An order from one is seen in the other, and the kill switch is one for both.
  await second.getByTestId('kill-button').click();
  await second.getByTestId('kill-confirm').click();
  for (const each of [page, second]) await expect(each.getByTestId('kill-button')).toContainText('KILLED');
  await second.close();
  await expect(page.getByTestId('banner-gate')).toContainText('Trading is halted');
});
