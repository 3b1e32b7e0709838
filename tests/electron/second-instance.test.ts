import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { machine, record } from './fake-electron.ts';
import { FakeWindow } from './fake-window.ts';

test('without the lock the program leaves at once, with nothing started', async () => {
  process.env['QUORUM_HOME'] = temporaryFolder();
  machine.locked = true;
  await import('../../src/main/electron/index.ts');
  await eventually(() => expect(record.exits).toEqual([3]));
  expect(record.steps).not.toContain('ready');
  expect(record.children).toEqual([]);
  expect(FakeWindow.all).toEqual([]);
});
