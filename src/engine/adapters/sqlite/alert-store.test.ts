import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../domain/alert.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import { openAlertStore } from './alert-store.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };

function alertNamed(id: string): Alert {
  return {
    id,
    ruleId: 'r',
    kind: 'conviction',
    severity: 'info',
    ticker: 'SPY',
    title: id,
    body: '',
    value: 0.7,
    firedTime: 5,
    shownTime: null,
    acknowledgedTime: null,
  };
}

describe('alert store', () => {
  let folder = '';
  let store: AlertStore;
  const open = (): AlertStore => {
    const opened = openAlertStore({ file: join(folder, 'desk.db'), log: quiet, clock: { wallMs: () => 0 } });
    if (!opened.ok) throw new Error(opened.failure.message);
    return opened.value;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'alerts-'));
    store = open();
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('numbers alerts on, also after a restart', () => {
    expect(store.append(alertNamed('a')).seq).toBe(1);
    store.close();
    store = open();
    expect(store.append(alertNamed('b')).seq).toBe(2);
    expect(store.after(1, 10).map((stored) => stored.alert.id)).toEqual(['b']);
    expect(store.newest(10).map((stored) => stored.alert.id)).toEqual(['a', 'b']);
  });

  it('sets a receipt once and keeps the first time', () => {
    store.append(alertNamed('a'));
    expect(store.mark(['a', 'missing'], 'shown', 10).map((alert) => alert.shownTime)).toEqual([10]);
    expect(store.mark(['a'], 'shown', 20)).toEqual([]);
    expect(store.newest(1)[0]?.alert.shownTime).toBe(10);
  });
});
