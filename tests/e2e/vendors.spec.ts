import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { testIds } from '../../src/renderer/components/test-ids.ts';
import { oneProgram, openTab } from './one-program.ts';

const program = oneProgram();
const canary = 'canary-93d1-vendor-token';

test('Health shows every vendor with its key, budget and endpoints, and why each number is live or missing', async () => {
  const { page } = program();
  await openTab(page, 'health');
  const vendor = page.locator(`[data-testid="${testIds.healthVendor}"][data-vendor="unusual-whales"]`);
  await expect(vendor).toHaveAttribute('data-state', 'live', { timeout: 60_000 });
  await expect(vendor).toContainText(/\d+\/120/);
  for (const id of ['edgar', 'finra', 'cboe', 'fred', 'tradier', 'alpaca', 'fmp', 'alpha-vantage', 'nasdaq']) {
    await expect(page.locator(`[data-testid="${testIds.healthVendor}"][data-vendor="${id}"]`)).toBeVisible();
  }
  await vendor.click();
  const alerts = page.locator(`[data-testid="${testIds.healthEndpoint}"][data-endpoint="flow-alerts"]`);
  await expect(alerts).toHaveAttribute('data-state', 'live', { timeout: 60_000 });
  await expect(alerts).toContainText('answered');
  await vendor.click();
  await expect(alerts).toHaveCount(0);
});

test('a mistake in the feeds file is said with its place and changes nothing; mended it takes effect', async () => {
  const { page, quorum } = program();
  const path = join(quorum.home, 'feeds.yaml');
  const before = await readFile(path, 'utf8');
  const count = page.getByTestId(testIds.vendorCount);
  const wanted = Number((await count.textContent())?.split('/')[1]);
  expect(wanted).toBeGreaterThan(9);
  await writeFile(path, 'version: 1\nvendors:\n  fmp:\n    enabled: maybe\n');
  const problem = page.getByTestId(testIds.feedsFileProblem);
  await expect(problem).toContainText('line 4');
  await expect(problem).toContainText(path);
  const fmp = page.locator(`[data-testid="${testIds.healthVendor}"][data-vendor="fmp"]`);
  await expect(fmp).not.toHaveAttribute('data-state', 'off');
  await writeFile(path, 'version: 1\nvendors:\n  fmp:\n    enabled: false\n');
  await expect(problem).toHaveCount(0);
  await expect(fmp).toHaveAttribute('data-state', 'off');
  await expect(count).toHaveText(new RegExp(`/${wanted - 1}$`));
  await writeFile(path, before);
  await expect(fmp).not.toHaveAttribute('data-state', 'off');
  await expect(count).toHaveText(new RegExp(`/${wanted}$`));
});

test('a key goes in, is tested with one button, is never shown again, and is forgotten when told so', async () => {
  const { page, quorum, engine } = program();
  await openTab(page, 'settings');
  await page.getByTestId(testIds.settingsSearch).fill('Unusual Whales');
  const key = page.locator(`[data-testid="${testIds.vendorKey}"][data-name="unusual-whales.token"]`);
  await expect(key).toContainText('The practice market brings its own');
  await key.locator('input').fill(canary);
  await expect(key.locator('input')).toHaveAttribute('type', 'password');
  await key.getByTestId(testIds.vendorKeySave).click();
  await expect(key).toContainText('Kept in the encrypted key file');
  await expect(key.locator('input')).toHaveValue('');
  const file = await readFile(join(quorum.home, 'keys.json'), 'utf8');
  expect(file).toContain('unusual-whales.token');
  expect(file + (await page.content())).not.toContain(canary);

  await page.getByTestId(testIds.vendorKeyTest).first().click();
  await expect(page.getByTestId(testIds.vendorKeyResult).first()).toContainText(/[✓✕].*\([\d,.]+ ms\)/, {
    timeout: 30_000,
  });

  await page.reload();
  await openTab(page, 'settings');
  await page.getByTestId(testIds.settingsSearch).fill('Unusual Whales');
  await expect(key).toContainText('Kept in the encrypted key file');
  await expect(key.locator('input')).toHaveValue('');
  await key.getByTestId(testIds.vendorKeyRemove).click();
  await page.getByTestId(testIds.confirmButton).click();
  await expect(key).toContainText('The practice market brings its own');
  expect(await readFile(join(quorum.home, 'keys.json'), 'utf8')).not.toContain('unusual-whales.token');
  expect(engine.host).toBeDefined();
});
