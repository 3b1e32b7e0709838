import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InitMessage } from '../../src/engine/contract/supervision.ts';
import { eventually } from '../support/eventually.ts';
import { record } from './fake-electron.ts';
import { FakeWindow } from './fake-window.ts';

export type Child = (typeof record.children)[number];

/** Runs the desktop shell once in a test file, up to its first window, with a folder of its own. */
export async function startShell(
  load: () => Promise<unknown> = () => import('../../src/main/electron/index.ts'),
): Promise<{ readonly home: string; readonly window: FakeWindow }> {
  const home = mkdtempSync(join(tmpdir(), 'quorum-electron-'));
  process.env['QUORUM_HOME'] = home;
  process.argv = [process.execPath, 'index.js', '--world', 'paper'];
  await load();
  const window = await eventually(() => {
    const [first] = FakeWindow.all;
    if (!first || record.trays.length === 0) throw new Error(`no window yet; errors: ${JSON.stringify(record.errors)}`);
    return first;
  });
  return { home, window };
}

export function childOf(name: string): Child {
  const child = record.children.findLast(({ file }) => file.endsWith(`engine-${name}.js`));
  if (!child) throw new Error(`no ${name} process was started`);
  return child;
}

export function initOf(name: string): InitMessage {
  return childOf(name).sent[0]?.message as InitMessage;
}
