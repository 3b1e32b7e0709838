import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsSchema } from '../../engine/contract/settings-schema.ts';
import { openSettingsFile } from './settings-file.ts';

describe('settings file', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'settings-'));
  });
  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
  });
  const write = (text: string): void => writeFileSync(join(home, 'settings.json'), text);

  it('has defaults when there is no file, and none of them is live trading', () => {
    const file = openSettingsFile(home);
    expect(file.problem()).toBeNull();
    expect(file.current()).toMatchObject({ world: 'practice', broker: { allowLive: false } });
  });

  it('keeps what was saved', () => {
    const file = openSettingsFile(home);
    expect(file.save({ ...file.current(), watchlist: ['SPY', 'NVDA'] }).ok).toBe(true);
    expect(openSettingsFile(home).current().watchlist).toEqual(['SPY', 'NVDA']);
  });

  it('refuses one client id for both connections, which TWS would play off against each other', () => {
    const file = openSettingsFile(home);
    const { broker } = file.current();
    expect(file.save({ ...file.current(), broker: { ...broker, orderClientId: broker.dataClientId } })).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('broker.orderClientId') },
    });
  });

  it('names line and column of broken JSON, uses defaults and leaves the file alone', () => {
    write('{\n  "world": "paper",\n  oops\n}');
    const file = openSettingsFile(home);
    expect(file.problem()?.message).toMatch(/settings\.json is not valid JSON at line 3, column 3/);
    expect(file.current().world).toBe('practice');
    expect(readFileSync(join(home, 'settings.json'), 'utf8')).toContain('oops');
  });

  it('names the path of a wrong value', () => {
    write('{"risk":{"maxQuantity":-5}}');
    expect(openSettingsFile(home).problem()?.message).toMatch(/risk\.maxQuantity/);
  });

  it('refuses unknown names, so that a typing error is not silently the default', () => {
    write('{"risk":{"maxQuantityy":5}}');
    expect(openSettingsFile(home).problem()?.message).toMatch(/maxQuantityy/);
  });

  it('takes a repaired file without a restart, but not its absence', () => {
    write('{"risk":{"maxQuantity":5},}');
    const file = openSettingsFile(home);
    expect(file.reread()).toBe(false);
    rmSync(join(home, 'settings.json'));
    expect(file.reread()).toBe(false);
    write('{"risk":{"maxQuantityy":5}}');
    expect(file.reread()).toBe(true);
    expect(file.problem()?.message).toMatch(/maxQuantityy/);
    write('{"risk":{"maxQuantity":5}}');
    expect(file.reread()).toBe(true);
    expect([file.problem(), file.current().risk.maxQuantity]).toEqual([null, 5]);
  });

  it('keeps a broken file aside when it is replaced', () => {
    write('{broken');
    const file = openSettingsFile(home);
    file.save(settingsSchema.parse({}));
    expect(file.problem()).toBeNull();
    expect(readFileSync(join(home, 'settings.json.broken'), 'utf8')).toBe('{broken');
  });

  it('says when the settings cannot be written and keeps the old ones in force', () => {
    const file = openSettingsFile(home);
    rmSync(home, { recursive: true });
    const saved = file.save({ ...file.current(), watchlist: ['IWM'] });
    expect(saved).toMatchObject({ ok: false, failure: { code: 'unwritable' } });
    expect(file.current().watchlist).not.toEqual(['IWM']);
    expect(existsSync(home)).toBe(false);
  });
});
