import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { engineView, type EngineView } from '../../support/engine-view.ts';
import { eventually } from '../../support/eventually.ts';
import { orderOf } from '../../support/order-of.ts';
import { startQuorum, type StartOptions } from '../../support/start-quorum.ts';

const patience = { timeoutMs: 60_000, pollMs: 100 };

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'quorum-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  return home;
}

async function running(options: StartOptions) {
  const quorum = await startQuorum({ keepHome: true, ...options });
  onTestFinished(() => quorum.stop());
  const view = engineView(await quorum.links());
  onTestFinished(() => view.close());
  return { quorum, view };
}

async function untilActive(view: EngineView): Promise<void> {
  await eventually(() => {
    expect(view.gateState()).toBe('active');
    expect(view.quotes.row('SPY.STK')?.ask ?? null).not.toBeNull();
  }, patience);
}

test.each<[string, string, RegExp]>([
  ['no JSON', '{\n  "watchlist": ["SPY",\n  oops\n}', /settings\.json is not valid JSON.*oops/s],
  ['a missing comma', '{\n  "watchlist": ["SPY"\n  "QQQ"]\n}', /settings\.json is not valid JSON at line 3, column 3/],
  ['an empty file', '', /settings\.json is not valid JSON/],
  ['an unknown setting', '{"leverage": 50}', /settings\.json.*leverage/],
  ['a number out of range', '{"broker": {"paperPort": 70000}}', /broker\.paperPort.*65535/],
])('settings file with %s: named with its place, defaults in force, the file untouched', async (_name, text, words) => {
  const home = newHome();
  writeFileSync(join(home, 'settings.json'), text);
  const { view } = await running({ home });
  await eventually(() => expect(view.status.row('host')?.settingsProblem?.message).toMatch(words), patience);
  expect(view.status.row('host')?.mode).toBe('practice');
  expect(readFileSync(join(home, 'settings.json'), 'utf8')).toBe(text);
});

test('a broken settings file opens nothing in the paper world until it is repaired', async () => {
  const home = newHome();
  const path = join(home, 'settings.json');
  writeFileSync(path, '{"risk": {"maxQuantity": 5}');
  const { view } = await running({ home, world: 'paper' });
  await eventually(() => expect(view.limits.row('settings-file')?.state).toBe('breach'), patience);
  writeFileSync(path, '{"risk": {"maxQuantity": 5}}');
  await eventually(() => {
    expect(view.limits.row('settings-file')?.state).toBe('ok');
    expect(view.limits.row('order-quantity')?.limit).toBe(5);
    expect(view.status.row('host')?.settingsProblem).toBeNull();
  }, patience);
});

test('a data folder that cannot be: one sentence with the path and the cure, exit code 4', async () => {
  const file = join(newHome(), 'a-file');
  writeFileSync(file, '');
  await expect(startQuorum({ home: join(file, 'below') })).rejects.toThrow(
    /ended with 4.*Cannot write to .*a-file.*QUORUM_HOME/s,
  );
  expect(readFileSync(file, 'utf8')).toBe('');
});

test('a second instance on the same data says so and leaves; the first goes on', async () => {
  const home = newHome();
  const { view } = await running({ home, settings: { watchlist: ['SPY'] } });
  await expect(startQuorum({ home })).rejects.toThrow(/ended with 3.*already running with the data in .*QUORUM_HOME/s);
  await untilActive(view);
  expect(await view.execution.call.submit(orderOf())).toMatchObject({ ok: true, value: { outcome: 'sent' } });
});

/** Mounts something over a folder, where the system lets us; otherwise says why the test cannot run. */
function mounted(folder: string, options: readonly string[]): boolean {
  try {
    execFileSync('mount', [...options, folder], { stdio: 'pipe' });
  } catch (error) {
    console.log(`skipped: mounting is not possible here (${String(error).split('\n')[0]})`);
    return false;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder], { stdio: 'pipe' }));
  return true;
}

test('a read-only disk is named before anything starts', async (context) => {
  const home = newHome();
  if (!mounted(home, ['-t', 'tmpfs', '-o', 'ro', 'tmpfs'])) return context.skip();
  await expect(startQuorum({ home })).rejects.toThrow(/ended with 4.*Cannot write to .*read-only/s);
});

test('the disk fills up while trading: orders are refused with the reason, nothing written is lost', async (context) => {
  const home = newHome();
  mkdirSync(join(home, 'practice'));
  if (!mounted(join(home, 'practice'), ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs'])) return context.skip();
  const { view } = await running({ home, settings: { watchlist: ['SPY'], risk: { duplicateWindowMs: 0 } } });
  await untilActive(view);
  const before = orderOf();
  expect(await view.execution.call.submit(before)).toMatchObject({ ok: true, value: { outcome: 'sent' } });
  await eventually(() => expect(view.orders.row(before.intent)?.state).toBe('filled'), patience);

  const ballast = join(home, 'practice', 'ballast');
  fill(ballast);
  const refused = await eventually(async () => {
    // What SQLite holds in reserve is used up first.
    const order = orderOf();
    const answer = await view.execution.call.submit(order);
    expect(answer).toMatchObject({ ok: true, value: { outcome: 'denied' } });
    return { order, answer };
  }, patience);
  expect(JSON.stringify(refused.answer)).toMatch(/journal\.db.*disk is full|disk is full/);
  await eventually(() => expect(view.gateState()).toBe('halted'), patience);
  expect(view.gate.row('gate')?.reason).toMatch(/journal|disk/i);

  rmSync(ballast);
  await eventually(async () => {
    expect(await view.execution.call.submit(orderOf())).toMatchObject({ ok: true, value: { outcome: 'sent' } });
  }, patience);
  const kept = await view.execution.call.order({ intent: before.intent });
  expect(kept).toMatchObject({ ok: true, value: { order: { state: 'filled' } } });
});

/** Writes until the disk takes no more byte. */
function fill(path: string): void {
  for (const size of [1 << 20, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch {
      continue;
    }
  }
}
