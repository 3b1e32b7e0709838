import { expect, test } from '@playwright/test';
import { testIds } from '../../src/renderer/components/test-ids.ts';
import { cell, oneProgram, row, runInPalette } from './one-program.ts';

const program = oneProgram();
const sizes = [
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
];

async function picture(name: string): Promise<void> {
  const { page } = program();
  for (const size of sizes) {
    await page.setViewportSize(size);
    await expect(row(page, 'SPY')).toBeVisible();
    const body = await page.screenshot();
    await test.info().attach(`${name}-${size.width}x${size.height}`, { body, contentType: 'image/png' });
  }
}

test('PRACTICE is on the title, the badge, the frame, the controls and the ticket', async () => {
  const { page } = program();
  await expect(cell(page, 'SPY', 'last')).toHaveText(/\d/);
  await expect(page).toHaveTitle(/^PRACTICE · Quorum/);
  await expect(page.getByTestId('mode-badge')).toHaveText('PRACTICE');
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'practice');
  await expect(page.getByTestId('practice-controls')).toBeVisible();
  await expect(page.getByTestId(testIds.ticketSend)).toContainText('PRACTICE');
  const edge = await page.locator('.app').evaluate((app) => {
    const { borderTopColor, borderTopWidth, boxShadow } = getComputedStyle(app);
    const badge = getComputedStyle(document.querySelector('[data-testid="mode-badge"]') ?? app).backgroundColor;
    return { edge: borderTopWidth === '0px' ? boxShadow : borderTopColor, badge };
  });
  expect(edge.edge).not.toBe('none');
  expect(edge.badge).not.toBe('rgba(0, 0, 0, 0)');
  await picture('dark');
});

test('dark and light, standard and colour-vision-safe: chosen once, kept over a reload', async () => {
  const { page } = program();
  const html = page.locator('html');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const up = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--up').trim());
  await expect(html).toHaveAttribute('data-theme', 'dark');
  const [dark, green] = [await background(), await up()];
  await runInPalette(page, 'dark and light');
  await expect(html).toHaveAttribute('data-theme', 'light');
  expect(await background()).not.toBe(dark);
  await picture('light');
  await runInPalette(page, 'colour-vision');
  await expect(html).toHaveAttribute('data-palette', 'colour-vision-safe');
  expect(await up()).not.toBe(green);
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await expect(html).toHaveAttribute('data-palette', 'colour-vision-safe');
  await expect(row(page, 'SPY')).toBeVisible();
  await picture('colour-vision-safe');
});
