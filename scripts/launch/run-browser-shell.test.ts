import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../../tests/support/eventually.ts';

/** Stands for the built browser shell: says it is ready, then waits to be ended. EXIT_EARLY ends it before that. */
const HOST = `
  import { writeFileSync } from 'node:fs';
  if (process.env.EXIT_EARLY) process.exit(Number(process.env.EXIT_EARLY));
  process.on('SIGTERM', () => { writeFileSync(process.env.ENDED_FILE, 'asked'); process.exit(0); });
  const ready = { ready: true, url: 'http://127.0.0.1:1/open?t=x', launchFile: process.env.LAUNCH_FILE, pid: process.pid };
  console.log('not the line you want');
  console.log(JSON.stringify(ready));
  setInterval(() => undefined, 1000);
`;
/** Stands for a browser whose window is closed at once. */
const BROWSER = '#!/bin/sh\necho "$@" > "$SEEN_FILE"\nexit ${BROWSER_EXIT:-0}\n';

let folder = '';
let launched: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorum-launch-'));
  mkdirSync(join(folder, 'main'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'main', 'browser-shell.js'), HOST);
  writeFileSync(join(folder, 'browser'), BROWSER);
  chmodSync(join(folder, 'browser'), 0o755);
});
afterEach(async () => {
  if (launched !== undefined && launched.exitCode === null && launched.signalCode === null) {
    const gone = once(launched, 'exit');
    launched.kill('SIGTERM');
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

type Launch = { readonly headless?: boolean; readonly env?: Readonly<Record<string, string>> };
type Launched = { readonly child: ChildProcess; readonly output: () => string; readonly ended: Promise<number | null> };

function launch({ headless = false, env = {} }: Launch): Launched {
  const module = pathToFileURL(join(import.meta.dirname, 'run-browser-shell.mjs')).href;
  const options = { shell: 'browser', headless };
  const call = { node: process.execPath, output: folder, options };
  const code = `const { runBrowserShell } = await import('${module}'); process.exit(await runBrowserShell(${JSON.stringify(call)}));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: {
      ...process.env,
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      LAUNCH_FILE: join(folder, 'launch.html'),
      ENDED_FILE: join(folder, 'ended'),
      SEEN_FILE: join(folder, 'seen'),
      QUORUM_BROWSER: join(folder, 'browser'),
      ...env,
    },
  });
  launched = child;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output, ended: new Promise((settle) => child.on('exit', (status) => settle(status))) };
}

test('without a window the ready line is passed on for programs to read', async () => {
  const { output } = launch({ headless: true });
  await eventually(() =>
    expect(JSON.parse(output())).toMatchObject({ ready: true, url: 'http://127.0.0.1:1/open?t=x' }),
  );
});

test('without a display the address is printed', async () => {
  const { output } = launch({});
  await eventually(() => expect(output()).toBe('http://127.0.0.1:1/open?t=x\n'));
});

test('ending the launcher ends the host, politely', async () => {
  const { child, output, ended } = launch({});
  await eventually(() => expect(output()).not.toBe(''));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(join(folder, 'ended'))).toBe(true);
});

test('a launcher that is killed takes the host along', async () => {
  const { child, output } = launch({});
  await eventually(() => expect(output()).not.toBe(''));
  child.kill('SIGKILL');
  await eventually(() => expect(existsSync(join(folder, 'ended'))).toBe(true));
});

test('closing the window ends the host; the window is opened on the private file, not on the address', async () => {
  const { ended } = launch({ env: { DISPLAY: ':77' } });
  expect(await ended).toBe(0);
  expect(existsSync(join(folder, 'ended'))).toBe(true);
  const seen = readFileSync(join(folder, 'seen'), 'utf8');
  expect(seen).toContain('launch.html');
  expect(seen).not.toContain('open?t=');
});

test('a browser that cannot start leaves the program running and its address on the screen', async () => {
  const { output } = launch({ env: { DISPLAY: ':77', BROWSER_EXIT: '21' } });
  await eventually(() => expect(output()).toContain('http://127.0.0.1:1/open'));
  expect(existsSync(join(folder, 'ended'))).toBe(false);
});

test("a host that ends before it is ready passes its exit code on, e.g. 'already running'", async () => {
  expect(await launch({ env: { EXIT_EARLY: '3' } }).ended).toBe(3);
});
