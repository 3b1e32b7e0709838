import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../../tests/support/eventually.ts';
import { keptLog } from '../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import type { HostMessage } from '../../engine/contract/supervision.ts';
import { createHost } from './host.ts';
import { createSecretFile } from './secret-file.ts';
import { openSettingsFile } from './settings-file.ts';

/** A paper host whose processes only listen. */
async function paperHost(settings: string) {
  vi.stubEnv('XDG_RUNTIME_DIR', temporaryFolder());
  const home = temporaryFolder();
  writeFileSync(join(home, 'settings.json'), settings);
  const heard: HostMessage[] = [];
  const host = await createHost({
    home,
    mode: 'paper',
    version: 'test',
    shell: 'headless',
    spawn: (name) => ({
      pid: 1,
      send: (message) => void (name === 'execution' && heard.push(message)),
      onMessage: () => undefined,
      onExit: () => undefined,
      terminate: () => undefined,
      kill: () => undefined,
    }),
    log: keptLog(),
    secrets: createSecretFile({ path: join(home, 'keys.json'), keyPath: join(home, 'key'), passphrase: null }),
    openWindow: () => Promise.resolve({ opened: false, url: '' }),
    onQuit: () => undefined,
  });
  if (!host.ok) throw new Error(host.failure.message);
  // The paper processes never leave: closing is not waited for.
  onTestFinished(() => void host.value.close());
  return { home, heard };
}

const told = (heard: readonly HostMessage[]) =>
  heard.flatMap((message) =>
    message.type === 'init' ? [message.settingsProblem] : message.type === 'settings' ? [message.problem] : [],
  );

test('who trades hears that its limits are not the trader’s, and when they are', async () => {
  const { home, heard } = await paperHost('{"risk": {"maxQuantity": 5}');
  expect(told(heard)[0]).toMatch(/settings\.json is not valid JSON/);
  writeFileSync(join(home, 'settings.json'), '{"risk": {"maxQuantity": 5}}');
  await eventually(() => expect(told(heard).at(-1)).toBeNull(), { timeoutMs: 10_000 });
  expect(heard.at(-1)).toMatchObject({ settings: { risk: { maxQuantity: 5 } } });
  expect(openSettingsFile(home).problem()).toBeNull();
});

test('a repaired file that names another account starts the connections again with it', async () => {
  const { home, heard } = await paperHost('{"broker": {"account": "DU1"}');
  expect(heard.map(({ type }) => type)).toEqual(['init']);
  writeFileSync(join(home, 'settings.json'), '{"broker": {"account": "DU1"}}');
  await eventually(() => expect(heard.map(({ type }) => type)).toEqual(['init', 'settings', 'shutdown']), {
    timeoutMs: 10_000,
  });
});

test('a sound file is no problem to anybody', async () => {
  const { heard } = await paperHost('{"risk": {"maxQuantity": 5}}');
  expect(told(heard)[0]).toBeNull();
});
