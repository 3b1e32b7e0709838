import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endpointsOf, portsOf } from './vendor-endpoints.ts';

/** Runs `quorum simulate` from the sources until it has said its first words. */
async function simulate(...words: readonly string[]): Promise<{ readonly out: string; readonly err: string }> {
  const entry = join(import.meta.dirname, 'index.ts');
  const child = spawn(process.execPath, [entry, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    child.kill('SIGTERM');
  });
  await once(child, 'close');
  return { out, err };
}

describe('quorum simulate', () => {
  it('says as JSON where TWS and the vendors listen', async () => {
    const { out } = await simulate('--json', '--speed', '0', '--vendors', 'all');
    const said = JSON.parse(out) as { ready: boolean; vendors: object; vendorsFailed: object };
    expect(said.ready).toBe(true);
    expect(said.vendors).toBeTypeOf('object');
    expect(said.vendorsFailed).toEqual({});
  });

  it('runs without vendors, and refuses those that do not exist', async () => {
    const { out } = await simulate('--speed', '0', '--vendors', 'none');
    expect(out).toMatch(
      /^Practice market \(simulated\): seed 20261[^]*TWS listens on 127\.0\.0\.1:\d+\nCtrl\+C ends it\.\n$/,
    );
    const { err } = await simulate('--vendors', 'nobody');
    expect(err).toMatch(/--vendors: no vendor "nobody"[^]*usage:/);
  });
});

describe('vendor endpoints', () => {
  it('carry bases and keys, and remember the ports', () => {
    const emulator = {
      bases: { rest: 'http://127.0.0.1:4001', stream: 'ws://127.0.0.1:4001' },
      credentials: { key: 'k' },
      addFault: () => undefined,
      clearFaults: () => undefined,
      statistics: () => ({
        requests: 0,
        byPath: {},
        peakPerMinute: 0,
        refusedOverBudget: 0,
        sockets: 0,
        joins: 0,
        framesSent: 0,
      }),
      close: async () => undefined,
    };
    const endpoints = endpointsOf({ running: new Map([['cboe', emulator]]) });
    expect(endpoints).toEqual({ cboe: { bases: emulator.bases, credentials: { key: 'k' } } });
    expect(portsOf(endpoints)).toEqual({ cboe: 4001 });
    expect(
      portsOf({ odd: { bases: { rest: 'nonsense' }, credentials: {} }, none: { bases: {}, credentials: {} } }),
    ).toEqual({});
    expect(portsOf(null)).toEqual({});
  });
});
