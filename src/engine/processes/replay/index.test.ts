import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';

const entry = join(import.meta.dirname, 'index.ts');
const run = (...words: string[]) =>
  spawnSync(process.execPath, [entry, ...words], { encoding: 'utf8', timeout: 15_000 });

test('a recording is played to its end and its last state shown', () => {
  const path = join(temporaryFolder(), 'x_trades.csv');
  const lines = Array.from(
    { length: 200 },
    (_, n) =>
      `2018-01-02T10:00:${String(Math.floor(n / 4)).padStart(2, '0')}.${n % 4}00000,N,X,,10,${(50 + n / 100).toFixed(2)},0`,
  );
  writeFileSync(path, ['DT,EX,SYMBOL,COND,SIZE,PRICE,CORR', ...lines].join('\n'));
  const played = run('--replay', path, '--speed', '0');
  expect(played.stderr).toContain('200 ticks played, 0 lines left out');
  expect(played.stdout.trim().split('\n').at(-1)).toMatch(/^10:00:49 ET {2}X +last 51\.99 .*volume 2000/);
  expect(played.status).toBe(0);
});

test('a missing file fails, a wrong command line says how it is meant', () => {
  const missing = run('--replay', join(temporaryFolder(), 'none.csv'));
  expect([missing.status, missing.stderr]).toEqual([1, expect.stringContaining('does not exist')]);
  const wrong = run('--speed', 'fast');
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('usage: quorum watch --replay FILE')]);
});
