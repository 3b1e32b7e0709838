import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { TradingMode } from '../../engine/domain/account.ts';
import { fail, ok, type Outcome } from '../../engine/domain/outcome.ts';
import { tightenFolder, tightenTree } from './tighten.ts';

/** The user's own folder for the program, by the habits of the platform; `QUORUM_HOME` overrides. */
export function defaultHome(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = env['QUORUM_HOME'];
  if (chosen) return resolve(chosen);
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Quorum');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Quorum');
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'quorum');
}

/** Compiled code of the engine processes, kept by Node between starts; may be deleted at any time. */
export function codeCache(home: string): string {
  return join(home, 'cache', 'code');
}

/**
 * What opens the file of vendor keys when no passphrase does: outside the data folder, so that a copy of that folder
 * holds no key.
 */
export function keyFileOf(home: string, env: NodeJS.ProcessEnv = process.env): string {
  const tag = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const base =
    process.platform === 'win32'
      ? join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Quorum')
      : join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'quorum');
  return join(base, `vendor-keys-${tag}.key`);
}

export type Directories = {
  /** Settings, workspaces, kill file: shared by all modes. */
  readonly home: string;
  /** Stores and logs of one mode: practice trades never meet live ones. */
  readonly data: string;
  /** Local sockets; on Windows a pipe prefix. */
  readonly run: string;
};

function makePrivate(path: string): Outcome<void, 'unwritable'> {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK | constants.X_OK);
    return ok(undefined);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const why =
      code === 'ENOSPC' ? 'the disk is full' : code === 'EROFS' ? 'the disk is read-only' : `the system says ${code}`;
    return fail(
      'unwritable',
      `Cannot write to ${path}: ${why}. Free it, or set QUORUM_HOME to a folder that can be written.`,
      { path, code },
    );
  }
}

/** A short private folder for sockets: socket paths are limited to about 100 characters. */
function runDirectory(home: string): string {
  const tag = createHash('sha256').update(home).digest('hex').slice(0, 12);
  if (process.platform === 'win32') return `\\\\.\\pipe\\quorum-${tag}`;
  return join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), `quorum-${userInfo().uid}-${tag}`);
}

function isOurs(path: string): boolean {
  if (process.platform === 'win32') return true;
  const stat = lstatSync(path);
  return stat.isDirectory() && stat.uid === userInfo().uid;
}

/** Creates what is missing and shuts what stands open to others; refuses a run folder that belongs to somebody else. */
export function prepareDirectories(home: string, mode: TradingMode): Outcome<Directories, 'unwritable' | 'foreign'> {
  const data = join(home, mode);
  const run = runDirectory(home);
  for (const path of [home, data]) {
    const made = makePrivate(path);
    if (!made.ok) return made;
  }
  tightenFolder(home);
  for (const folder of [data, join(home, 'workspaces')]) tightenTree(folder);
  if (process.platform !== 'win32') {
    const made = makePrivate(run);
    if (!made.ok) return made;
    if (!isOurs(run))
      return fail('foreign', `${run} belongs to another user; sockets there would not be private.`, { path: run });
    chmodSync(run, 0o700);
  }
  return ok({ home, data, run });
}

/** Where the run folder of a home would be, without creating anything. */
export function runDirectoryOf(home: string): string {
  return runDirectory(home);
}
