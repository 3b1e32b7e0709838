import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { version } from '../host/version.ts';
import { commands, runCli } from './run-cli.ts';

async function run(...argv: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return runIn(temporaryFolder(), argv);
}

async function runIn(
  home: string,
  argv: readonly string[],
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const output = {
    out: (text: string): void => void (out += `${text}\n`),
    err: (text: string): void => void (err += `${text}\n`),
  };
  const code = await runCli(argv, { home, output, signal: new AbortController().signal });
  return { code, out, err };
}

describe('help', () => {
  it.each([[], ['help'], ['--help'], ['-h']])('%j names every verb', async (...argv) => {
    const { code, out } = await run(...argv);
    expect(code).toBe(0);
    for (const verb of [
      ...Object.keys(commands),
      'greeks',
      'iv',
      'gex',
      'vol',
      'vpin',
      'indicators',
      'verify',
      'simulate',
      'recordings',
      'replay',
      'import',
      'archive',
      'watch --replay',
    ])
      expect(out).toContain(`  ${verb}`);
  });

  it('--version is the version', async () => {
    expect(await run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });
});

describe('a wrong command line ends with 2 and says what was wrong', () => {
  it.each([
    [['statsu'], 'no command "statsu"'],
    [['constructor'], 'no command "constructor"'],
    [['__proto__'], 'no command "__proto__"'],
    [['status', '--jsn'], '--jsn'],
    [['status', '--flatten'], '--flatten'],
    [['status', 'now'], '"now" is one word too many'],
    [['kill', 'all'], '"all" is one word too many'],
    [['kill', '--reason'], '--reason'],
    [['kill', '--drill=yes'], '--drill'],
    [['score', 'SPY', 'QQQ'], '"QQQ" is one word too many'],
    [['window', '--out', 'x'], '--out'],
  ])('%j', async (argv, reason) => {
    const { code, out, err } = await run(...argv);
    expect(err).toContain(reason);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
});

describe('without a running program', () => {
  it.each(Object.keys(commands))('%s ends with 3 and says how to start it', async (verb) => {
    const { code, out, err } = await run(verb);
    expect(err).toMatch(/^No running Quorum found for .+ Start it with: npm start\n$/);
    expect({ code, out }).toEqual({ code: 3, out: '' });
  });

  it.each(['', 'not json', '{}', '{"pid":1}', '{"pid":1,"cliToken":"dead"}', '{"pid":"1","cliToken":"x"}'])(
    'a left-over run file (%s) is no program',
    async (content) => {
      const home = temporaryFolder();
      writeFileSync(join(home, 'run.json'), content);
      expect(await runIn(home, ['status'])).toMatchObject({ code: 3 });
    },
  );
});
