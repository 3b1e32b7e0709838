import { expect, test, type Page } from '@playwright/test';
import { testIdOf, testIds } from '../../src/renderer/components/test-ids.ts';
import { chooseSymbol, oneProgram } from './one-program.ts';

const program = oneProgram();
const ticker = 'NVDA';
/** Daily endpoints are asked one after the other within the vendors' limits. */
const arrival = { timeout: 100_000 };

const rows = (page: Page, kind: string) => page.locator(`[data-testid="${testIds.factRow}"][data-kind="${kind}"]`);
const source = (page: Page, vendor: string) =>
  page.getByTestId(testIds.factSources).locator(`[data-vendor="${vendor}"]`);
const openEvidence = (page: Page, tab: string) => page.getByTestId(testIdOf.tab(tab)).click();

test('Flow shows trades as they arrive, filtered, and each opens to where it came from', async () => {
  const { page } = program();
  // The grid ranks its rows anew while the first scores arrive: a click may meet a neighbour.
  await expect(() => chooseSymbol(page, ticker)).toPass({ timeout: 60_000 });
  await openEvidence(page, 'options-flow');
  await expect(source(page, 'unusual-whales')).toHaveAttribute('data-state', 'live', arrival);
  await page.getByRole('radio', { name: 'All', exact: true }).click();
  const trades = rows(page, 'option-trade');
  await expect(trades.first()).toBeVisible(arrival);
  const newest = await trades.first().innerText();
  await expect(trades.first()).not.toHaveText(newest, { timeout: 30_000 });

  await page.getByRole('radio', { name: '25K', exact: true }).click();
  await expect(trades.first()).toBeVisible();
  const premiums = await trades.locator('td:nth-child(6)').allInnerTexts();
  expect(premiums.filter((text) => !/^(\d{2,3}(\.\d)?K|[\d.]+M)$/.test(text))).toEqual([]);

  await trades.first().focus();
  await page.keyboard.press('Enter');
  const opened = page.locator('.fact-open');
  await expect(opened).toContainText('Unusual Whales');
  await expect(opened).toContainText('Option prints of the watched tickers');
  await expect(opened).toContainText(/Received\s*\d+ Oct \d\d:\d\d:\d\d ET/);
  await page.keyboard.press('Enter');
  await expect(opened).toHaveCount(0);
});

test('a bar of premium is made of the trades in its five minutes', async () => {
  const { page } = program();
  await page.getByRole('radio', { name: 'All', exact: true }).click();
  // Until the first trades are summed up the bars are made of alerts.
  await expect(page.getByText('5 min, all trades')).toBeVisible(arrival);
  const bar = page.getByTestId(testIds.flowBars).getByRole('button').last();
  await expect(bar).toHaveAttribute('aria-label', /bullish \$[\d.]+[KM]?, bearish \$/);
  await bar.click();
  const span = page.getByTestId(testIds.flowSpan);
  await expect(span).toHaveText(/\d\d:\d\d–\d\d:\d\d/);
  const [from = '', to = ''] = /(\d\d:\d\d)–(\d\d:\d\d)/.exec(await span.innerText())?.slice(1) ?? [];
  await expect(rows(page, 'option-trade').first()).toBeVisible();
  for (const time of await rows(page, 'option-trade').locator('td:first-child').allInnerTexts()) {
    expect(time >= from && time < to, `${time} in ${from}–${to}`).toBe(true);
  }
  await span.click();
  await expect(span).toHaveCount(0);
  await page.getByRole('radio', { name: 'Alerts' }).click();
  await page.getByRole('radio', { name: 'All', exact: true }).click();
  await expect(rows(page, 'flow-alert').first()).toBeVisible(arrival);
  await page.getByRole('radio', { name: 'Trades' }).click();
});

test('Dark pool shows levels around the last price, the prints of one, and lines on the chart', async () => {
  const { page } = program();
  await openEvidence(page, 'dark-pool');
  const levels = page.getByTestId(testIds.darkLevels);
  await expect(levels.locator('[data-row]').first()).toBeVisible(arrival);
  await expect(levels).toContainText('last price');
  await expect(levels.locator('[data-row] td:nth-child(5)').first()).toHaveText(/^[\d.]+%$/);
  const level = levels.locator('[data-row]').first();
  const price = Number(await level.locator('td').first().innerText());
  await level.click();
  await expect(page.getByRole('button', { name: `at ${price.toFixed(2)}` })).toBeVisible();
  await expect(rows(page, 'stock-print').first()).toBeVisible();
  for (const text of await rows(page, 'stock-print').locator('td:nth-child(3)').allInnerTexts()) {
    expect(Math.abs(Number(text) / price - 1)).toBeLessThan(0.0007);
  }
  await expect(page.getByTestId(testIds.levels)).not.toContainText('Dark pool');
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  await expect(page.getByTestId(testIds.levels)).toContainText('Dark pool');
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
});

test('Insiders shows who traded, with the filing behind each row, and totals', async () => {
  const { page } = program();
  await openEvidence(page, 'insider-buying');
  await page.getByRole('radio', { name: 'All', exact: true }).click();
  await expect(rows(page, 'insider-transaction').first()).toBeVisible(arrival);
  await expect(page.getByTestId(testIds.insiderTotals)).toContainText(/bought (none|\$[\d.]+[KMB]? by \d+)/);
  await rows(page, 'insider-transaction').first().click();
  // Whichever told more of the transaction; the filing itself may not have arrived yet.
  await expect(page.locator('.fact-open')).toContainText(/SEC EDGAR|Unusual Whales/);
  await expect(page.locator('.fact-open')).toContainText(/Planned\s*(no|yes, Rule 10b5-1|not told)/);
});

test('Short shows the daily ratio with its usual band and the reports by settlement date', async () => {
  // Reports come behind everything else that the vendor's limits have to let through, minutes late on a busy machine.
  test.setTimeout(300_000);
  const { page } = program();
  await openEvidence(page, 'short-interest');
  const trend = page.getByTestId(testIds.shortVolumeTrend);
  await expect(trend).toContainText(/Usual [\d.]+% to [\d.]+%/, arrival);
  await expect(trend.locator('.band')).toBeVisible();
  await expect(rows(page, 'short-volume').first()).toBeVisible();
  await expect(rows(page, 'short-interest').first()).toBeVisible({ timeout: 240_000 });
});

test('a tab that is not looked at costs nothing', async () => {
  const { page, quorum } = program();
  const links = await quorum.links();
  let subscriptions = 0;
  const watch = links.link('ingestion').watch.process(
    {},
    {
      onChange: ({ items }) => (subscriptions = items[0]?.subscriptions ?? subscriptions),
    },
  );
  const settled = async (): Promise<number> => {
    let before = -1;
    await expect
      .poll(
        () => {
          const same = subscriptions === before && subscriptions > 0;
          before = subscriptions;
          return same;
        },
        { intervals: [6_000], timeout: 60_000 },
      )
      .toBe(true);
    return subscriptions;
  };
  await openEvidence(page, 'exposure');
  const idle = await settled();
  await openEvidence(page, 'options-flow');
  await expect.poll(() => subscriptions, { timeout: 30_000 }).toBeGreaterThan(idle);
  await openEvidence(page, 'exposure');
  await expect.poll(() => subscriptions, { timeout: 30_000 }).toBe(idle);
  watch.close();
  links.close();
});
