import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { roles, type Role } from '../../contract/define.ts';
import { settingsSchema } from '../../contract/settings-schema.ts';
import { noSecrets, type InitMessage } from '../../contract/supervision.ts';
import { createProcessContext } from './process-context.ts';

function start(change: Partial<InitMessage> = {}) {
  const folder = temporaryFolder();
  const init: InitMessage = {
    type: 'init',
    process: 'execution',
    version: 'test',
    mode: 'practice',
    settings: settingsSchema.parse({}),
    settingsProblem: null,
    clock: { venueMs: 0, wallMs: 0, speed: 1 },
    dataDirectory: folder,
    runDirectory: folder,
    tokens: Object.fromEntries(roles.map((role) => [role, role])) as Record<Role, string>,
    broker: null,
    vendors: null,
    killFile: false,
    marketRun: '',
    secrets: noSecrets,
    homeDirectory: folder,
    ...change,
  };
  const channel = { send: () => undefined, onMessage: () => undefined, onLost: () => undefined };
  return createProcessContext({ name: 'execution', init, channel });
}

describe('process context', () => {
  it('blanks the keys of vendors in its log, old ones and new', () => {
    const [first, second] = ['canary-one-0123456789', 'canary-two-0123456789'];
    const folder = temporaryFolder();
    const { context, receive } = start({
      dataDirectory: folder,
      secrets: { stored: { 'vendor.token': first }, environment: {} },
    });
    receive({ type: 'secrets', secrets: { stored: { 'vendor.token': second }, environment: {} } }, []);
    context.log.info(`asked with ${second}, before with ${first}`);
    const written = readFileSync(join(folder, 'logs', 'execution.log'), 'utf8');
    expect(written).toContain('asked with [redacted], before with [redacted]');
  });

  it('does not miss a kill file that appears while the process is being built', () => {
    const { context, receive } = start();
    const seen: boolean[] = [];
    receive({ type: 'kill-file', present: true }, []);
    context.onKillFile((present) => seen.push(present));
    receive({ type: 'kill-file', present: false }, []);
    expect(seen).toEqual([true, false]);
  });

  it('tells of a kill file that was there before the process', () => {
    const seen: boolean[] = [];
    start({ killFile: true }).context.onKillFile((present) => seen.push(present));
    expect(seen).toEqual([true]);
  });

  it('hands on new settings and keeps them for whoever asks later', () => {
    const { context, receive } = start();
    const seen: number[] = [];
    context.onSettings((settings) => seen.push(settings.risk.maxQuantity));
    const settings = settingsSchema.parse({ risk: { maxQuantity: 7 } });
    receive({ type: 'settings', settings, problem: 'line 3' }, []);
    expect([seen, context.settings().risk.maxQuantity, context.settingsProblem()]).toEqual([[7], 7, 'line 3']);
    receive({ type: 'settings', settings, problem: null }, []);
    expect(context.settingsProblem()).toBeNull();
  });

  it('lets windows in that knocked before the process was built, once', () => {
    const { context, receive, composed } = start();
    const { port1: early, port2: late } = new MessageChannel();
    const clients: string[] = [];
    context.onPort((_port, _role, client) => clients.push(client));
    receive({ type: 'port', role: 'window', client: 'early' }, [early]);
    expect(clients).toEqual([]);
    composed();
    receive({ type: 'port', role: 'window', client: 'late' }, [late]);
    composed();
    expect(clients).toEqual(['early', 'late']);
    early.close();
  });
});
