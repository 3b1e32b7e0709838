import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { testIds } from '../../src/renderer/components/test-ids.ts';
import { childPids } from '../support/start-quorum.ts';
import { orderOf } from '../support/order-of.ts';
import { cell, oneProgram, openTab, untilTradable, type Program } from './one-program.ts';

const program = oneProgram();
const names = ['ingestion', 'analytics', 'desk', 'execution', 'practice'] as const;
const resting = orderOf({ type: 'LMT', limitPrice: 500 });

const pidsWithout = ({ engine }: Program, name: string) =>
  names.filter((other) => other !== name).map((other) => engine.pidOf(other));

/** SIGKILL from outside, the banner that says so, the return under a new id, and nobody else touched. */
async function killAndSee(name: (typeof names)[number]): Promise<void> {
  const { page, engine, quorum } = program();
  const others = pidsWithout(program(), name);
  const pid = engine.pidOf(name);
  expect(childPids(quorum.pid)).toContain(pid);
  const banner = page.getByTestId(`banner-process-${name}`).waitFor({ state: 'visible' });
  process.kill(pid ?? 0, 'SIGKILL');
  await banner;
  await expect
    .poll(() => [engine.processes.row(name)?.state, engine.pidOf(name) === pid], { timeout: 60_000 })
    .toEqual(['running', false]);
  await expect(page.getByTestId(`banner-process-${name}`)).toHaveCount(0);
  expect(pidsWithout(program(), name)).toEqual(others);
  const line = page.locator(`[data-testid="health-process"][data-process="${name}"]`);
  await expect(line).toContainText('running');
  await expect(line).toContainText('SIGKILL');
}

/** The world goes on: gate open, prices moving, the resting order where it was. */
async function expectAlive(): Promise<void> {
  const { page, engine } = program();
  await untilTradable(program(), 'SPY');
  await expect(page.getByTestId('banner-gate')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByTestId('banner-links')).toHaveCount(0, { timeout: 60_000 });
  await expect.poll(() => engine.orders.row(resting.intent)?.state, { timeout: 60_000 }).toBe('working');
  const before = await cell(page, 'SPY', 'last').innerText();
  await expect(cell(page, 'SPY', 'last')).not.toHaveText(before, { timeout: 60_000 });
}

test.beforeAll(async () => {
  const { page, engine, quorum } = program();
  await untilTradable(program(), 'SPY');
  expect(await engine.execution.call.submit(resting)).toMatchObject({ ok: true, value: { outcome: 'sent' } });
  // The practice broker's memory must hold the order before it is killed itself.
  const file = join(quorum.home, 'practice', 'market', 'practice-world-20261.json');
  await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 60_000 }).toContain(resting.intent);
  await openTab(page, 'health');
  await expect(page.getByTestId(testIds.healthProcess)).toHaveCount(5);
});

for (const name of ['ingestion', 'analytics', 'desk', 'practice'] as const) {
  test(`${name} dies alone and comes back; the order stands`, async () => {
    await killAndSee(name);
    await expectAlive();
  });
}

test('execution dies with an order in flight: blocked, reconciled, found, not doubled', async () => {
  const { page, engine } = program();
  const flying = orderOf({ quantity: 3 });
  const answer = engine.execution.call.submit(flying);
  await killAndSee('execution');
  const result = await answer;
  expect(result.ok ? result.value.outcome : result.failure.code).toMatch(/^(sent|unknown|outcome-unknown)$/);
  await expectAlive();
  // The same intent again is the same order, whatever became of it the first time.
  await expect
    .poll(async () => {
      const again = await engine.execution.call.submit(flying);
      return again.ok ? again.value.outcome : again.failure.code;
    })
    .toBe('sent');
  // Sent before the kill it fills; killed between journal and wire it ends as never sent. Either way once, and known.
  await expect.poll(() => engine.orders.row(flying.intent)?.state).toMatch(/^(filled|cancelled)$/);
  const filled = engine.orders.row(flying.intent)?.filled ?? 0;
  expect([0, 3]).toContain(filled);
  await expect.poll(() => engine.positions.row('SPY.STK')?.quantity ?? 0).toBe(filled);
  await openTab(page, 'orders');
  await expect(page.getByTestId(testIds.orderRow)).toHaveCount(2);
  await expect(page.locator('[data-testid="order-row"][data-state="unknown"]')).toHaveCount(0);
});
