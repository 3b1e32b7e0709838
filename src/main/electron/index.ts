import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog, session as electronSession } from 'electron';
import type { TradingMode } from '../../engine/domain/account.ts';
import { codeCache, defaultHome } from '../host/data-directory.ts';
import { createHost, type Host } from '../host/host.ts';
import { hostLog } from '../host/host-log.ts';
import { keepNewFilesPrivate } from '../host/tighten.ts';
import { version } from '../host/version.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { killFromTray } from './kill-from-tray.ts';
import { offerLinkPorts } from './link-ports.ts';
import { lockDown } from './lock-down.ts';
import { showAlerts } from './notifications.ts';
import { createSafeSecrets } from './safe-secrets.ts';
import { createTray } from './tray.ts';
import { utilitySpawner } from './utility-spawner.ts';
import { openWindowState } from './window-state.ts';
import { createWindows, preloadPath, type Windows } from './windows.ts';

const folder = import.meta.dirname;

function chosenMode(): TradingMode | null {
  const { values } = parseArgs({
    args: process.argv.slice(1),
    options: { world: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const { world } = values;
  return world === 'practice' || world === 'paper' || world === 'live' ? world : null;
}

/** Electron's own files and its single-instance lock belong to the data folder, so that a second one can run beside. */
function keepOwnFolder(home: string): void {
  const folder = join(home, 'electron');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
  } catch {
    // A folder that cannot be written is reported by the host, in words.
  }
}

function tellOfFailedKill(error: unknown): void {
  dialog.showErrorBox(
    'Kill switch',
    `The kill switch failed: ${error instanceof Error ? error.message : String(error)}. Cancel at the broker.`,
  );
}

async function start(home: string): Promise<void> {
  const session = electronSession.fromPartition('persist:quorum');
  let windows: Windows | null = null;
  let host: Host | null = null;
  const quit = (): void => app.quit();
  lockDown(session);
  serveApp(session, join(folder, '..', 'renderer'));
  const made = await createHost({
    home,
    mode: chosenMode(),
    version,
    shell: 'electron',
    spawn: utilitySpawner({ folder, cache: codeCache(home) }),
    log: hostLog(),
    secrets: createSafeSecrets(join(home, 'keys.json')),
    openWindow: async (route) => ({ opened: windows?.open(route) !== undefined, url: '' }),
    onQuit: quit,
  });
  if (!made.ok) {
    dialog.showErrorBox('Quorum cannot start', made.failure.message);
    app.exit(made.failure.code === 'already-running' ? 3 : 4);
    return;
  }
  host = made.value;
  const running = host;
  offerLinkPorts(running);
  windows = createWindows({ session, state: openWindowState(home), preload: preloadPath(folder) });
  const shown = windows;
  shown.open('');
  createTray({
    mode: running.mode,
    show: () => shown.front(),
    kill: () => void killFromTray(running).catch(tellOfFailedKill),
    quit,
  });
  showAlerts(running, (route) => shown.front(route));
  app.on('second-instance', () => shown.front());
  app.on('activate', () => shown.front());
  // Closing the last window leaves the tray: working orders and alerts go on until the trader quits.
  app.on('window-all-closed', () => undefined);
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    void running.close().finally(() => app.exit(0));
  });
}

keepNewFilesPrivate();
const home = defaultHome();
keepOwnFolder(home);
registerAppScheme();
app.enableSandbox();
if (!app.requestSingleInstanceLock()) app.exit(3);
else void app.whenReady().then(() => start(home));
