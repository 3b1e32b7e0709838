import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contracts } from '../../src/engine/contract/index.ts';
import { socketPath } from '../../src/engine/contract/socket-path.ts';
import { ok } from '../../src/engine/domain/outcome.ts';
import { listenLocal, type LocalListener } from '../../src/engine/link/local-socket.ts';
import { peerOfToken } from '../../src/engine/link/peer-of-token.ts';
import { createServer } from '../../src/engine/link/serve.ts';
import { runDirectoryOf } from '../../src/main/host/data-directory.ts';
import { linkTimers } from '../../src/main/host/link-timers.ts';
import { eventually } from '../support/eventually.ts';
import { keptLog } from '../support/silent-log.ts';
import { app, fireApp, record } from './fake-electron.ts';
import { FakeWindow, type FakeContents } from './fake-window.ts';
import { childOf, initOf, startShell } from './start-shell.ts';

let home = '';
let window: FakeWindow;
beforeAll(async () => ({ home, window } = await startShell()));
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  rmSync(runDirectoryOf(home), { recursive: true, force: true });
});

describe('start', () => {
  it('locks everything down before anything runs', () => {
    expect(record.steps.slice(0, 4)).toEqual(['scheme quorum', 'sandbox', 'lock', 'ready']);
    expect(record.steps).toContain('session persist:quorum');
    expect(record.paths.get('userData')).toBe(join(home, 'electron'));
  });

  it('starts each engine process as a utility process of its own, its tokens in the first message only', () => {
    expect(record.children.map(({ file }) => /engine-(\w+)\.js$/.exec(file)?.[1])).toEqual([
      'ingestion',
      'analytics',
      'execution',
      'desk',
    ]);
    for (const { sent } of record.children)
      expect(sent[0]).toMatchObject({ message: { type: 'init', mode: 'paper' }, ports: [] });
  });

  it('opens a window that has no power of its own', () => {
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      preload: resolve(import.meta.dirname, '../../src/main/preload/index.cjs'),
    });
    expect(window.options.webPreferences).not.toHaveProperty('webSecurity');
    expect(window.loaded).toBe('quorum://app/index.html');
    expect(JSON.stringify(window.options.webPreferences)).not.toContain(initOf('execution').tokens.window);
  });

  it('shows it only once it has something to show', () => {
    expect(window.calls).not.toContain('show');
    window.fire('ready-to-show');
    expect(window.calls).toContain('show');
  });
});

describe('lock-down', () => {
  const contents = (): FakeContents => window.webContents;
  const stopped = (event: string, url: string): boolean => {
    let prevented = false;
    contents().fire(event, { preventDefault: () => (prevented = true) }, url);
    return prevented;
  };

  it('refuses every permission and device', async () => {
    expect(record.permissions).toHaveLength(3);
    for (const ask of record.permissions) expect(await ask()).toBe(false);
  });

  it.each(['will-navigate', 'will-redirect'])('%s: stays on its own page', (event) => {
    for (const url of [
      'https://evil.example/',
      'file:///etc/passwd',
      'quorum://app.evil.example/',
      'quorum://other/',
      'javascript:alert(1)',
      'data:text/html,x',
      'quorum://application/',
    ])
      expect(stopped(event, url), url).toBe(true);
    expect(stopped(event, 'quorum://app/index.html#/window/ladder')).toBe(false);
  });

  it('attaches no webview', () => {
    expect(stopped('will-attach-webview', '')).toBe(true);
  });

  it('opens no window for a page and only known addresses outside', () => {
    const asked = [
      'https://evil.example/',
      'http://www.tradingview.com/',
      'file:///etc/passwd',
      'https://www.tradingview.com.evil.example/',
      'https://www.tradingview.com@evil.example/',
      'not an address',
      'quorum://app/',
    ];
    for (const url of asked) expect(contents().openFromPage(url), url).toBe('deny');
    expect(record.outside).toEqual([]);
    expect(contents().openFromPage('https://www.interactivebrokers.com/en/trading/tws.php')).toBe('deny');
    expect(record.outside).toEqual(['https://www.interactivebrokers.com/en/trading/tws.php']);
  });
});

describe('one instance', () => {
  it('a second start brings the window to the front', () => {
    window.minimized = true;
    window.calls.length = 0;
    fireApp('second-instance', {}, [], '');
    expect(window.calls).toEqual(['restore', 'show', 'focus']);
    expect(FakeWindow.all).toHaveLength(1);
  });

  it('brings the workspace to the front, not a window beside it', () => {
    const beside = new FakeWindow();
    FakeWindow.all.unshift(FakeWindow.all.pop() ?? beside);
    window.calls.length = 0;
    fireApp('activate');
    expect(window.calls).toEqual(['show', 'focus']);
    expect(beside.calls).toEqual([]);
    beside.destroyed();
  });

  it('lives on in the tray when its last window closes, and opens a new one from there', () => {
    fireApp('window-all-closed');
    window.destroyed();
    expect(record.exits).toEqual([]);
    record.trays[0]?.fire('click');
    window = FakeWindow.all[0] ?? window;
    expect(FakeWindow.all).toHaveLength(1);
    expect(window.loaded).toBe('quorum://app/index.html');
  });

  it('loads a page again whose process died', () => {
    window.calls.length = 0;
    window.webContents.fire('render-process-gone', {}, { reason: 'crashed' });
    expect(window.calls).toEqual(['reload']);
  });
});

describe('tray', () => {
  const press = (label: RegExp): void => {
    const item = record.menus[0]?.find((each) => label.test(each.label ?? ''));
    if (!item?.click) throw new Error(`no entry ${String(label)}`);
    (item.click as () => void)();
  };
  let execution: LocalListener | null = null;

  it('says which mode runs', () => {
    expect(record.trays[0]).toMatchObject({ tip: 'Quorum PAPER' });
  });

  it('kills by itself, as the host', async () => {
    const kills: unknown[] = [];
    const kill = (input: unknown, { peer }: { peer: { role: string } }) => {
      kills.push({ input, role: peer.role });
      return ok({ accepted: true, message: 'killed', cancelled: 2, elapsedMs: 1 });
    };
    const server = createServer(contracts.execution, { kill } as never, {
      timers: linkTimers,
      log: keptLog(),
      authorise: (token) => peerOfToken(initOf('execution').tokens, token),
    });
    const listening = await listenLocal({
      path: socketPath(runDirectoryOf(home), 'execution'),
      timers: linkTimers,
      onPipe: (pipe) => void server.accept(pipe),
    });
    if (!listening.ok) throw new Error(listening.failure.message);
    execution = listening.value;
    press(/^Kill switch/);
    await eventually(() =>
      expect(kills).toEqual([{ input: { flatten: false, reason: 'tray', drill: false }, role: 'host' }]),
    );
    await eventually(() => expect(server.connections).toBe(0));
    expect(record.errors).toEqual([]);
    expect(existsSync(join(home, 'KILL'))).toBe(false);
  });

  it('leaves the kill file when execution is dead, and says so', async () => {
    await execution?.close();
    press(/^Kill switch/);
    await eventually(() => expect(readFileSync(join(home, 'KILL'), 'utf8')).toBe('tray\n'));
    expect(record.errors).toEqual([
      { title: 'Kill switch', text: expect.stringContaining(join(home, 'KILL')) as string },
    ]);
    await eventually(() =>
      expect(childOf('execution').sent.at(-1)?.message).toEqual({ type: 'kill-file', present: true }),
    );
  });
});

describe('quit', () => {
  it('stops every process first, and leaves only then', async () => {
    app.quit();
    expect(record.exits).toEqual([]);
    await eventually(() => expect(record.exits).toEqual([0]));
    for (const child of record.children) expect(child.sent.at(-1)?.message, child.file).toEqual({ type: 'shutdown' });
    expect(existsSync(socketPath(runDirectoryOf(home), 'host'))).toBe(false);
  });
});
