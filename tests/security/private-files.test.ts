import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFileLog } from '../../src/engine/adapters/system/file-log.ts';
import { writeLaunchFile } from '../../src/main/browser/launch-file.ts';
import { prepareDirectories, runDirectoryOf } from '../../src/main/host/data-directory.ts';
import { hostLog } from '../../src/main/host/host-log.ts';
import { leaveKillFile } from '../../src/main/host/kill-file.ts';
import { mintTokens, readRunFile, writeRunFile } from '../../src/main/host/run-file.ts';
import { tightenTree } from '../../src/main/host/tighten.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;
const url = `http://127.0.0.1:1/open?t=${'a'.repeat(64)}`;
const writers: readonly (readonly [string, (path: string) => void])[] = [
  ['launch.html', (path) => writeLaunchFile(path, url)],
  ['run.json', (path) => writeRunFile(path, { pid: 1, version: '1', mode: 'practice', cliToken: 'b'.repeat(64) })],
];

const openFiles = [
  'settings.json',
  'practice/journal.db',
  'practice/journal.db-wal',
  'practice/logs/execution.log',
  'workspaces/main.json',
];

let home = '';
beforeEach(() => {
  home = temporaryFolder();
  vi.stubEnv('XDG_RUNTIME_DIR', temporaryFolder());
});

describe.each(writers)('%s', (name, write) => {
  it('is readable by its owner alone, whatever lay there and whatever the umask', () => {
    const path = join(home, name);
    const before = process.umask(0);
    try {
      write(path);
      expect(modeOf(path)).toBe(0o600);
      chmodSync(path, 0o666);
      write(path);
      expect(modeOf(path)).toBe(0o600);
    } finally {
      process.umask(before);
    }
  });

  it('does not follow a link that somebody laid', () => {
    const [path, target] = [join(home, name), join(home, 'target')];
    writeFileSync(target, 'untouched');
    symlinkSync(target, path);
    write(path);
    expect(readFileSync(target, 'utf8')).toBe('untouched');
    expect(lstatSync(path).isSymbolicLink()).toBe(false);
  });
});

describe('folders', () => {
  it('are made for their owner alone; a run folder that stood open is shut', () => {
    const run = runDirectoryOf(home);
    mkdirSync(run, { mode: 0o777 });
    chmodSync(run, 0o777);
    const fresh = join(home, 'new');
    const prepared = prepareDirectories(home, 'practice');
    expect(prepared).toMatchObject({ ok: true });
    expect([modeOf(run), modeOf(join(home, 'practice'))]).toEqual([0o700, 0o700]);
    expect(prepareDirectories(fresh, 'live').ok).toBe(true);
    expect([modeOf(fresh), modeOf(join(fresh, 'live'))]).toEqual([0o700, 0o700]);
  });

  it('and files that stood open from an earlier start are shut, below them too', () => {
    const before = process.umask(0);
    try {
      for (const folder of ['practice', 'practice/logs', 'workspaces', 'other']) mkdirSync(join(home, folder));
      for (const file of openFiles) writeFileSync(join(home, file), 'kept');
      for (const folder of ['', 'practice', 'practice/logs', 'workspaces', 'other'])
        chmodSync(join(home, folder), 0o755);
    } finally {
      process.umask(before);
    }
    expect(openFiles.map((file) => modeOf(join(home, file)))).toEqual(openFiles.map(() => 0o666));
    expect(prepareDirectories(home, 'practice').ok).toBe(true);
    expect(['', 'practice', 'practice/logs', 'workspaces'].map((folder) => modeOf(join(home, folder)))).toEqual([
      0o700, 0o700, 0o700, 0o700,
    ]);
    expect(openFiles.map((file) => modeOf(join(home, file)))).toEqual(openFiles.map(() => 0o600));
    expect(readFileSync(join(home, 'settings.json'), 'utf8')).toBe('kept');
    expect(modeOf(join(home, 'other'))).toBe(0o755);
  });

  it('that are links, or shared like /tmp, are left as they are', () => {
    const [elsewhere, target] = [temporaryFolder(), join(temporaryFolder(), 'file')];
    writeFileSync(target, '');
    chmodSync(target, 0o644);
    chmodSync(elsewhere, 0o755);
    mkdirSync(join(home, 'practice'));
    symlinkSync(elsewhere, join(home, 'practice', 'logs'));
    symlinkSync(target, join(home, 'settings.json'));
    chmodSync(home, 0o1777);
    expect(prepareDirectories(home, 'practice').ok).toBe(true);
    expect([modeOf(elsewhere), modeOf(target), statSync(home).mode & 0o7777]).toEqual([0o755, 0o644, 0o1777]);
  });

  it('on a file system without permissions do not keep the program from starting', () => {
    writeFileSync(join(home, 'journal.db'), '');
    chmodSync(home, 0o755);
    const asked: string[] = [];
    const refuse = (path: string): never => {
      asked.push(path);
      throw Object.assign(new Error('EPERM: operation not permitted'), { code: 'EPERM' });
    };
    expect(() => tightenTree(home, refuse)).not.toThrow();
    expect(asked).toContain(home);
  });

  it('a run folder that is a link to elsewhere is refused and left alone', () => {
    const elsewhere = temporaryFolder();
    chmodSync(elsewhere, 0o755);
    symlinkSync(elsewhere, runDirectoryOf(home));
    expect(prepareDirectories(home, 'practice')).toMatchObject({ ok: false, failure: { code: 'foreign' } });
    expect(modeOf(elsewhere)).toBe(0o755);
  });

  it('a run folder of another user is refused', () => {
    const run = runDirectoryOf(home);
    mkdirSync(run);
    const root = process.getuid?.() === 0;
    if (root) chownSync(run, 12_345, 12_345);
    else console.log('not run with a foreign folder: only root can make one');
    expect(prepareDirectories(home, 'practice').ok).toBe(!root);
    expect(statSync(run).uid).toBe(root ? 12_345 : process.getuid?.());
  });

  it('a file where the folder should be is refused in words', () => {
    writeFileSync(runDirectoryOf(home), '');
    const answer = prepareDirectories(home, 'practice');
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'unwritable', message: expect.stringMatching(/Cannot write to/) as string },
    });
  });
});

describe('secrets', () => {
  it('are 256 bits each, all different, new at every start', () => {
    const [first, second] = [Object.values(mintTokens()), Object.values(mintTokens())];
    expect(new Set([...first, ...second]).size).toBe(first.length * 2);
    for (const token of first) expect(token).toMatch(/^[0-9a-f]{64}$/);
  });

  it('of a role never stand in the run file, but the command line needs its own', () => {
    const tokens = mintTokens();
    const path = join(home, 'run.json');
    writeRunFile(path, { pid: 1, version: '1', mode: 'practice', cliToken: tokens.cli });
    const text = readFileSync(path, 'utf8');
    for (const [role, token] of Object.entries(tokens)) expect(text.includes(token), role).toBe(role === 'cli');
    expect(readRunFile(path)?.cliToken).toBe(tokens.cli);
  });

  it('are blanked in a log, wherever in a line they stand', () => {
    const canary = mintTokens().window;
    const path = join(home, 'logs', 'x.log');
    const mirrored: string[] = [];
    const log = createFileLog({
      path,
      scope: 'test',
      wallMs: () => 0,
      secrets: () => [canary],
      mirror: (line) => mirrored.push(line),
    });
    log.info(`token ${canary}`);
    log.child('deeper').warn('refused', { token: canary, list: `a,${canary},b` });
    log.error(`${canary}${canary}`, { [canary]: 1 });
    expect(modeOf(path)).toBe(0o600);
    const written = readFileSync(path, 'utf8') + mirrored.join('');
    expect(written.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(8);
    expect(written).not.toContain(canary);
  });

  it('do not reach the host log by way of a refused link', () => {
    const lines: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    hostLog().warn('link closed', { code: 'hostile', reason: 'first frame was not a greeting' });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', scope: 'host', message: 'link closed' });
  });
});

it('the kill file is private and says why', () => {
  const path = leaveKillFile(home, 'because');
  expect(existsSync(path)).toBe(true);
  expect([modeOf(path), readFileSync(path, 'utf8')]).toEqual([0o600, 'because\n']);
});
