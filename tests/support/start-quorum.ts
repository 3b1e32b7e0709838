import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { findEngine, type EngineLinks } from '../../src/main/cli/engine-links.ts';

export type RunningQuorum = {
  /** Opens one window, once. */
  readonly url: string;
  readonly home: string;
  readonly pid: number;
  /** Everything the program wrote to standard error so far. */
  errors(): string;
  /** Links as the command line has them. */
  links(): Promise<EngineLinks>;
  stop(): Promise<void>;
};

export type StartOptions = {
  /** Content of settings.json. */
  readonly settings?: unknown;
  readonly home?: string;
  readonly world?: 'practice' | 'paper' | 'live';
  readonly keepHome?: boolean;
};

const shell = resolve(import.meta.dirname, '..', '..', 'out', 'main', 'browser-shell.js');
const readyWithinMs = 30_000;

/** The built program in a folder of its own, as `npm start` runs it. */
export async function startQuorum(options: StartOptions = {}): Promise<RunningQuorum> {
  if (!existsSync(shell)) throw new Error('out/main/browser-shell.js is missing: run npm run build first');
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'quorum-test-'));
  if (options.settings !== undefined) writeFileSync(join(home, 'settings.json'), JSON.stringify(options.settings));
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', shell, '--headless', '--world', options.world ?? 'practice'],
    {
      env: { ...process.env, QUORUM_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ready = await firstLine(child, () => errors);
  return {
    url: ready.url,
    home,
    pid: ready.pid,
    errors: () => errors,
    links: async () => {
      const links = await findEngine(home);
      if (!links) throw new Error(`nothing answers for ${home}`);
      return links;
    },
    stop: async () => {
      await ended(child);
      if (!options.keepHome) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function firstLine(child: ChildProcess, errors: () => string): Promise<{ readonly url: string; readonly pid: number }> {
  return new Promise((resolveLine, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`not ready within ${readyWithinMs} ms\n${errors()}`)),
      readyWithinMs,
    );
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code} before it was ready\n${errors()}`));
    });
    if (!child.stdout) return reject(new Error('no standard output'));
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      resolveLine(JSON.parse(line) as { url: string; pid: number });
    });
  });
}

/** SIGTERM, then SIGKILL: a test must not leave processes behind. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(timer);
      done();
    });
    child.kill('SIGTERM');
  });
}

/** Process ids of the engine, from the operating system: children of the host. */
export function childPids(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
