import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { instantOf } from '../../domain/time.ts';
import { readReplayArguments } from './replay-arguments.ts';
import { watchReplay } from './watch-replay.ts';

type Run = { readonly code: number; readonly out: string; readonly err: string };

async function run(words: readonly string[], stopWhen?: (out: string) => boolean): Promise<Run> {
  let [out, err] = ['', ''];
  const stop = new AbortController();
  const output = {
    out: (text: string): void => {
      out += `${text}\n`;
      if (stopWhen?.(out)) stop.abort();
    },
    err: (text: string): void => void (err += `${text}\n`),
  };
  const code = await watchReplay(words, output, stop.signal);
  return { code, out, err };
}

function stamp(second: number): string {
  const part = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `2018-01-02T${part(9 + (30 + second / 60) / 60)}:${part((30 + second / 60) % 60)}:${part(second % 60)}.500000`;
}

const header = 'DT,EX,SYMBOL,COND,SIZE,PRICE,CORR';
/** Two symbols over twenty minutes, a trade each every five seconds, with three lines that are no trades. */
function recording(): string {
  const path = join(temporaryFolder(), 'two_trades.csv.gz');
  const lines = Array.from({ length: 240 }, (_, index) => index * 5).flatMap((second) => [
    `${stamp(second)},N,AAA,,10,${(10 + second / 1_200).toFixed(2)},0`,
    `${stamp(second)},N,BBB,,5,${(50 - second / 600).toFixed(2)},0`,
  ]);
  lines.splice(5, 0, `${stamp(10)},N,AAA,,10,99.00,8`, 'not,a,line', `${stamp(0)},N,AAA,,10,99.00,0`);
  writeFileSync(path, gzipSync([header, ...lines].join('\n')));
  return path;
}
const jsonLines = (out: string): Record<string, unknown>[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('watch --replay', () => {
  it('prints one line a ticker and step of market time, each labelled as recorded, and a summary', async () => {
    const { code, out, err } = await run(['--replay', recording(), '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = jsonLines(out);
    const scores = lines.filter(({ kind }) => kind === 'score');
    expect(
      lines.every(({ recorded }) => recorded === 'RECORDED two_trades.csv.gz of 2018-01-02, not a live market'),
    ).toBe(true);
    const open = instantOf('20180102', 34_200);
    const times = [...new Set(scores.map(({ time }) => time))];
    expect(times).toEqual([open + 300_000, open + 600_000, open + 900_000, open + 1_195_500]);
    expect(scores.map(({ ticker }) => ticker)).toEqual(times.flatMap(() => ['AAA', 'BBB']));
    expect(scores.at(-2)).toMatchObject({ ticker: 'AAA', last: 11, volume: 2_400, bars5m: 4 });
    expect(lines.at(-1)).toMatchObject({
      kind: 'summary',
      rows: 480,
      refused: 3,
      firstTime: open + 500,
      lastTime: open + 1_195_500,
      stopped: false,
      refusedBecause: { 'corrected or cancelled': 1, 'no valid time': 1, 'earlier than the row before it': 1 },
    });
    expect(lines.at(-1)?.['withoutData']).toContain('momentum: needs 60 daily bars, has 1');
  });

  it('shows the last row last, not a moment after the end', async () => {
    const path = join(temporaryFolder(), 'x_trades.csv');
    writeFileSync(path, [header, `${stamp(0)},N,X,,1,1,0`, `${stamp(299)},N,X,,1,2,0`].join('\n'));
    const { out } = await run(['--replay', path, '--json']);
    const open = instantOf('20180102', 34_200);
    expect(jsonLines(out).map(({ time, last }) => [time, last])).toEqual([
      [open + 299_500, 2],
      [undefined, undefined],
    ]);
  });

  it('gives the same lines for the same file, every time', async () => {
    const path = recording();
    const [first, second] = await Promise.all([run(['--replay', path, '--json']), run(['--replay', path, '--json'])]);
    expect(second.out).toBe(first.out);
  });

  it('prints a table for people, of the tickers asked for', async () => {
    const { code, out } = await run(['--replay', recording(), 'bbb']);
    expect(code).toBe(0);
    const lines = out.trim().split('\n');
    expect(lines[0]).toBe('RECORDED two_trades.csv.gz of 2018-01-02, not a live market');
    expect(lines[1]).toMatch(/^time ET +ticker +last +volume/);
    expect(lines[2]).toMatch(/^09:35:00 +BBB +49\.51 +300 +neutral +0 +0\/0 +no data$/);
    expect(out).not.toContain('AAA');
    expect(out).toContain(
      'End of the recording: 480 rows played, 3 refused, 2018-01-02 09:30:00 to 2018-01-02 09:49:55 ET',
    );
    expect(out).toContain('refused 1: corrected or cancelled');
  });

  it('stops on request with a summary of what was played', async () => {
    const { code, out } = await run(['--replay', recording(), '--json', '--speed', '30'], (text) =>
      text.includes('\n'),
    );
    expect(code).toBe(0);
    expect(jsonLines(out).at(-1)).toMatchObject({ kind: 'summary', stopped: true });
  });
});

it('runs as a process of its own, and stops when told to', async () => {
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'index.ts'),
    '--replay',
    recording(),
    '--json',
    '--speed',
    '30',
  ]);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (out.includes('\n')) child.kill('SIGTERM');
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect(code).toBe(0);
  expect(jsonLines(out).at(-1)).toMatchObject({ kind: 'summary', stopped: true });
});

describe('a file that cannot be played', () => {
  const file = (name: string, content: string | Buffer): string => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, content);
    return path;
  };

  it.each([
    ['missing', () => join(temporaryFolder(), 'no.csv'), /does not exist/],
    ['of another kind', () => file('x.csv', 'date,close\n2018-01-02,3\n'), /neither trade nor quote columns/],
    ['empty', () => file('x.csv', ''), /neither trade nor quote columns/],
    ['no gzip', () => file('x_trades.csv.gz', 'plain text'), /cannot be read/],
    [
      'cut short',
      () => file('x_trades.csv.gz', gzipSync(`${header}\n${`${stamp(0)},N,X,,1,1,0\n`.repeat(99)}`).subarray(0, 60)),
      /cannot be read/,
    ],
    [
      'a folder',
      () => {
        const path = join(temporaryFolder(), 'folder.csv');
        mkdirSync(path);
        return path;
      },
      /cannot be read/,
    ],
  ])('%s: says why and fails', async (_what, make, reason) => {
    const { code, out, err } = await run(['--replay', make(), '--json']);
    expect(err).toMatch(reason);
    expect(err).not.toMatch(/\n\s+at /);
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });

  it('without a single tick: says so and fails', async () => {
    const { code, out } = await run(['--replay', file('x.csv', `${header}\nbad,N,X,,1,1,0\n`)]);
    expect(out).toContain('0 rows played, 1 refused, no tick at all');
    expect(code).toBe(1);
  });

  it('without the ticker asked for: names those it has', async () => {
    const { code, err } = await run(['--replay', recording(), 'SPY']);
    expect(err).toContain('two_trades.csv.gz has no SPY; it has AAA, BBB');
    expect(code).toBe(1);
  });
});

describe('arguments', () => {
  it('are read', () => {
    const answer = readReplayArguments(['--replay', 'x.csv', '--speed', '2.5', '--json', 'spy']);
    expect(answer).toEqual({ ok: true, value: { path: 'x.csv', tickers: ['SPY'], speed: 2.5, json: true } });
    expect(readReplayArguments(['--replay', 'x.csv'])).toMatchObject({ ok: true, value: { speed: 0, json: false } });
  });

  it.each([
    [['--replay']],
    [['--replay', '']],
    [['--replay', 'x', '--speed', '-1']],
    [['--replay', 'x', '--speed', 'fast']],
    [['--replay', 'x', '--speed', '']],
    [['--replay', 'x', '--speed', 'Infinity']],
    [['--replay', 'x', '--wrong']],
    [[]],
  ])('%j are refused', async (words) => {
    expect(readReplayArguments(words)).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  it('refused: usage and exit code 2', async () => {
    const { code, err } = await run(['--replay', 'x', '--speed', 'fast']);
    expect(err).toMatch(/--speed must be a number[^]*usage: quorum watch --replay FILE/);
    expect(code).toBe(2);
  });
});
