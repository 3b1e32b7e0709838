import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const recorded = resolve(import.meta.dirname, '../../../shared/data/ticks/taq_XXX_2018-01-02_trades.csv.gz');
const lastOf = (out: string): unknown => JSON.parse(out.trim().split('\n').at(-1) ?? '');

test('the command line replays a file without a running program', async () => {
  const home = temporaryFolder();
  const path = join(home, 'x_trades.csv');
  const minute = (index: number): string => String(30 + Math.floor(index / 4)).padStart(2, '0');
  const lines = Array.from(
    { length: 60 },
    (_each, index) => `2018-01-02T09:${minute(index)}:${10 + (index % 4) * 10}.5,N,X,,1,${index + 1},0`,
  );
  writeFileSync(path, ['DT,EX,SYMBOL,COND,SIZE,PRICE,CORR', ...lines].join('\n'));
  const { code, out, err } = await runCommand(home, 'watch', '--replay', path, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(lastOf(out)).toMatchObject({ kind: 'summary', rows: 60, refused: 0 });
  expect(await runCommand(home, 'watch', `--replay=${join(home, 'none.csv')}`)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('does not exist') as string,
  });
  expect(await runCommand(home, 'watch', '--replay', path, '--speed', 'x')).toMatchObject({ code: 2 });
});

test('a whole recorded day plays through the pipeline', async () => {
  if (!existsSync(recorded)) {
    console.log(`not run: ${recorded} is absent`);
    expect(existsSync(recorded)).toBe(false);
    return;
  }
  const { code, out } = await runCommand(temporaryFolder(), 'watch', '--replay', recorded, '--json');
  expect(code).toBe(0);
  const summary = lastOf(out) as { rows: number; refused: number; recorded: string };
  expect(summary.rows + summary.refused).toBe(39_470 + 66_695);
  expect(summary.recorded).toContain('2018-01-02');
  const scores = out.split('\n').filter((line) => line.includes('"kind":"score"'));
  expect(scores.length).toBeGreaterThan(150);
  expect(JSON.parse(scores.at(-1) ?? '')).toMatchObject({ ticker: 'XXX', bars5m: expect.any(Number) as number });
});
