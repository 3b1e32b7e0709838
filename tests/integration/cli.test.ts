import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { orderOf } from '../support/order-of.ts';
import { builtMain, runBuilt, runCommand, type CliRun } from '../support/run-cli.ts';
import { startQuorum, type RunningQuorum } from '../support/start-quorum.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Status = {
  readonly host: { readonly mode: string };
  readonly processes: readonly { readonly process: string; readonly state: string; readonly pid: number }[];
  readonly gate: { readonly state: string; readonly killed: boolean } | null;
  readonly feeds: readonly unknown[];
};

const patience = { timeoutMs: 60_000, pollMs: 250 };
let quorum: RunningQuorum;
const cli = (...words: string[]): Promise<CliRun> => runCommand(quorum.home, ...words);

async function ok(...words: string[]): Promise<string> {
  const { code, out, err } = await cli(...words);
  expect({ code, err }, words.join(' ')).toEqual({ code: 0, err: '' });
  return out;
}
const json = async <Shape>(...words: string[]): Promise<Shape> => JSON.parse(await ok(...words)) as Shape;
const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(async () => {
  quorum = await startQuorum({ settings: { watchlist: ['SPY', 'AAPL'] } });
  await eventually(async () => expect((await json<Status>('status', '--json')).gate?.state).toBe('active'), patience);
  await eventually(async () => expect((await cli('score', 'SPY')).code).toBe(0), patience);
});
afterAll(() => quorum.stop());

it('keeps everything it writes for its user alone', () => {
  const paths = ['', ...readdirSync(quorum.home, { recursive: true, encoding: 'utf8' })];
  const open = paths.filter((path) => (statSync(join(quorum.home, path)).mode & 0o077) !== 0);
  expect(open).toEqual([]);
  expect(paths).toEqual(expect.arrayContaining(['settings.json', join('practice', 'journal.db')]));
});

describe('status', () => {
  it('tells mode, processes, gate and feeds', async () => {
    const status = await json<Status>('status', '--json');
    expect(status.host.mode).toBe('practice');
    expect(status.processes.map(({ process, state }) => `${process} ${state}`)).toEqual(
      ['practice', 'ingestion', 'analytics', 'execution', 'desk'].map((name) => `${name} running`),
    );
    expect(status.feeds.length).toBeGreaterThan(0);
    const text = await ok('status');
    expect(text).toMatch(/^Quorum [\d.]+ {2}PRACTICE {2}/);
    expect(text).toMatch(/^Practice market: day \d{8}/m);
    expect(text).toMatch(/^Gate: ACTIVE/m);
    expect(text).toMatch(/^execution +running +\d+ +0/m);
  });
});

describe('watch', () => {
  it('prints the table once a second until its time is over', async () => {
    const text = await ok('watch', '--seconds', '3.5');
    expect(text.match(/^ticker +direction/gm)?.length).toBeGreaterThanOrEqual(2);
    expect(text).toMatch(/^SPY +(bullish|bearish|neutral) +\d+ +\d+\/\d+/m);
    expect(text).toMatch(/^AAPL /m);
  });

  it('prints a line a change, of the tickers asked for', async () => {
    const lines = jsonLines(await ok('watch', 'spy', '--json', '--seconds', '3'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line['ticker'] === 'SPY' && typeof line['conviction'] === 'number')).toBe(true);
  });

  it('ends quietly when its reader does, as with head', async () => {
    const child = spawn(process.execPath, [join(builtMain, 'cli.js'), 'watch'], {
      env: { ...process.env, QUORUM_HOME: quorum.home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('refuses a time that is none', async () => {
    expect(await cli('watch', '--seconds', 'soon')).toMatchObject({ code: 2, out: '' });
  });
});

describe('score', () => {
  it('takes a conviction apart', async () => {
    const score = await json<{ ticker: string; conviction: number; layers: unknown[] }>('score', 'spy', '--json');
    expect(score).toMatchObject({ ticker: 'SPY' });
    expect(score.conviction).toBeGreaterThanOrEqual(0);
    expect(score.conviction).toBeLessThanOrEqual(1);
    expect(score.layers.length).toBeGreaterThan(3);
    expect(await ok('score', 'SPY')).toMatch(
      /^SPY {2}\w+ {2}[\d.]+ {2}\d+ of \d+ layers agree[^]*momentum[^]*base .+ x agreement/,
    );
  });

  it('of a ticker nobody watches fails', async () => {
    expect(await cli('score', 'ZZZZ')).toMatchObject({ code: 1, out: '', err: 'ZZZZ is not watched.\n' });
  });

  it('without a ticker is a wrong command line', async () => {
    expect((await cli('score')).code).toBe(2);
  });
});

describe('orders and journal', () => {
  beforeAll(async () => {
    const links = await quorum.links();
    const execution = links.link('execution');
    await eventually(async () => {
      const answer = await execution.call.submit(orderOf());
      expect(answer).toMatchObject({ ok: true, value: { outcome: 'sent' } });
    }, patience);
    links.close();
    await eventually(
      async () =>
        expect((await json<{ state: string }[]>('orders', '--json')).some(({ state }) => state === 'filled')).toBe(
          true,
        ),
      patience,
    );
  });

  it('orders are listed', async () => {
    expect(await ok('orders')).toMatch(/^time ET +instrument[^]*SPY\.STK +BUY +1 +MKT[^]*filled/);
  });

  it('the journal goes to standard output, as CSV or JSON', async () => {
    expect(await ok('journal', 'export')).toMatch(/^[\w,]*ticker[^\n]*\n[^]*SPY/i);
    expect(JSON.stringify(await json('journal', 'export', '--json'))).toContain('SPY');
    expect(await ok('journal', 'export', '--format', 'json', '--ticker', 'AAPL')).not.toContain('SPY');
  });

  it('or into a file', async () => {
    const path = join(temporaryFolder(), 'journal.csv');
    const { code, out, err } = await cli('journal', 'export', '--out', path);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toMatch(/^1 trades? written to /);
    expect(readFileSync(path, 'utf8')).toContain('SPY');
  });

  it('a file that cannot be written fails with its name', async () => {
    const { code, err } = await cli('journal', 'export', '--out', join(quorum.home, 'no', 'such', 'folder.csv'));
    expect(code).toBe(1);
    expect(err).toMatch(/folder\.csv was not written/);
  });

  it.each([[['journal']], [['journal', 'import']], [['journal', 'export', '--format', 'xml']]])(
    '%j is a wrong command line',
    async (words) => {
      expect(await cli(...words)).toMatchObject({ code: 2, out: '' });
    },
  );

  it('a backup is a verified copy', async () => {
    const copy = await json<{ path: string; bytes: number; integrity: string }>('backup', '--json');
    expect(copy.integrity).toBe('ok');
    expect(statSync(copy.path).size).toBe(copy.bytes);
    expect(await ok('backup')).toMatch(/ bytes, integrity ok$/m);
  });
});

describe('a second program with the same folder', () => {
  it('says that one runs already and ends with 3, and the first is unharmed', async () => {
    const { code, out, err } = await runBuilt('browser-shell.js', ['--headless', '--world', 'practice'], quorum.home);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^Quorum is already running with the data in .+ QUORUM_HOME/);
    expect((await json<Status>('status', '--json')).processes.every(({ state }) => state === 'running')).toBe(true);
  });
});

describe('window', () => {
  it('answers a fresh address, good once', async () => {
    const url = (await ok('window')).trim();
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url)).status).toBe(403);
    const other = await json<{ opened: boolean; url: string }>('window', '--json');
    expect(other.opened).toBe(false);
    expect(other.url).not.toBe(url);
  });
});

describe('kill', () => {
  const executionPid = async (): Promise<number> => {
    const found = (await json<Status>('status', '--json')).processes.find(({ process }) => process === 'execution');
    if (!found) throw new Error('no execution process');
    return found.pid;
  };

  it('as a drill measures and blocks nothing', async () => {
    const drill = await json<{ accepted: boolean; elapsedMs: number }>('kill', '--drill', '--json');
    expect(drill).toMatchObject({ accepted: true });
    expect(await ok('kill', '--drill')).toMatch(/ms\)$/m);
    expect((await json<Status>('status', '--json')).gate).toMatchObject({ state: 'active', killed: false });
  });

  it('of a process that does not answer leaves the kill file and ends with 4; a drill leaves nothing', async () => {
    const pid = await executionPid();
    const file = join(quorum.home, 'KILL');
    process.kill(pid, 'SIGSTOP');
    try {
      expect(await cli('kill', '--drill')).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('drill') as string,
      });
      expect(existsSync(file)).toBe(false);
      const { code, out, err } = await cli('kill', '--reason', 'it hangs');
      expect({ code, out }).toEqual({ code: 4, out: '' });
      expect(err).toContain(file);
      expect(readFileSync(file, 'utf8')).toBe('it hangs\n');
      expect(statSync(file).mode & 0o777).toBe(0o600);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await eventually(
      async () => expect((await json<Status>('status', '--json')).gate).toMatchObject({ state: 'halted' }),
      patience,
    );
    rmSync(file);
  });

  it('works with a process that has just been killed and started again', async () => {
    process.kill(await executionPid(), 'SIGKILL');
    const killed = await eventually(async () => {
      const answer = await cli('kill', '--reason', 'x'.repeat(500));
      expect(answer.code).toBe(0);
      return answer;
    }, patience);
    expect(killed.out).toMatch(/\(\d+ orders, [\d.]+ ms\)\n$/);
    await eventually(
      async () =>
        expect((await json<Status>('status', '--json')).gate).toMatchObject({ state: 'halted', killed: true }),
      patience,
    );
    expect(await ok('status')).toMatch(/^Gate: HALTED/m);
  });
});

describe('calendar', () => {
  it('tells releases of the practice world with their sources', async () => {
    type Row = { readonly date: string; readonly sources: readonly string[] };
    await eventually(
      async () => {
        const { releases } = await json<{ readonly releases: readonly Row[] }>('calendar', '60', '--json');
        expect(releases.some(({ sources }) => sources.length > 1)).toBe(true);
      },
      { timeoutMs: 60_000 },
    );
    expect(await ok('calendar', '60')).toMatch(/^day +New York +country +release/m);
  });
});

describe('what is written down', () => {
  it('no key stands in a log or on standard error', async () => {
    const run = JSON.parse(readFileSync(join(quorum.home, 'run.json'), 'utf8')) as { cliToken: string };
    const key = new URL(quorum.url).searchParams.get('t') ?? '';
    const logs = ['execution', 'ingestion', 'analytics', 'desk', 'practice'].map((name) =>
      join(quorum.home, 'practice', 'logs', `${name}.log`),
    );
    const written = [
      ...logs.filter((path) => existsSync(path)).map((path) => readFileSync(path, 'utf8')),
      quorum.errors(),
    ].join('\n');
    expect(written).toContain('ready');
    for (const secret of [run.cliToken, key]) {
      expect(secret).toMatch(/^[0-9a-f]{64}$/);
      expect(written).not.toContain(secret);
    }
    // Any other 256-bit secret would look like this too.
    expect(written).not.toMatch(/\b[0-9a-f]{64}\b/);
  });

  it('what holds a key can be read by its owner alone', () => {
    for (const file of ['run.json', 'launch.html'])
      expect(statSync(join(quorum.home, file)).mode & 0o777, file).toBe(0o600);
  });
});
