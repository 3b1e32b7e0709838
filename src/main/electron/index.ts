import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog, session as electronSession } from 'electron';
import type { TradingMode } from '../../engine/domain/account.ts';
import { contracts } from '../../engine/contract/index.ts';
import { connect } from '../../engine/link/connect.ts';
import { defaultHome } from '../host/data-directory.ts';
import { createHost, type Host } from '../host/host.ts';
import { hostLog } from '../host/host-log.ts';
import { linkTimers } from '../host/link-timers.ts';
import { version } from '../host/version.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { offerLinkPorts } from './link-ports.ts';
import { lockDown } from './lock-down.ts';
import { showAlerts } from './notifications.ts';
import { createTray } from './tray.ts';
import { utilitySpawner } from './utility-spawner.ts';
import { openWindowState } from './window-state.ts';
import { createWindows, preloadPath, type Windows } from './windows.ts';

const folder = import.meta.dirname;

function chosenMode(): TradingMode | null {
  const { values } = parseArgs({ args: process.argv.slice(1), options: { world: { type: 'string' } }, strict: false, allowPositionals: true });
  const { world } = values;
  return world === 'practice' || world === 'paper' || world === 'live' ? world : null;
}

/** The kill switch of the tray works on the execution process itself, with every window closed. */
function killFromTray(host: Host): void {
  const execution = connect(contracts.execution, { dial: host.dial('execution'), token: host.tokens.host, client: 'tray', timers: linkTimers });
  const press = execution.onStatus((status) => {
    if (status.phase !== 'open') return;
    queueMicrotask(() => press());
    void execution.call.kill({ flatten: false, reason: 'tray', drill: false }).then((answer) => {
      if (!answer.ok || !answer.value.accepted) dialog.showErrorBox('Kill switch', answer.ok ? answer.value.message : answer.failure.message);
      execution.close();
    });
  });
}

async function start(): Promise<void> {
  const home = defaultHome();
  const session = electronSession.fromPartition('persist:quorum');
  let windows: Windows | null = null;
  let host: Host | null = null;
  const quit = (): void => app.quit();
  lockDown(session);
  serveApp(session, join(folder, '..', 'renderer'));
  const made = await createHost({
    home, mode: chosenMode(), version, shell: 'electron', spawn: utilitySpawner(folder), log: hostLog(),
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
  createTray({ mode: running.mode, show: () => shown.front(), kill: () => killFromTray(running), quit });
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

registerAppScheme();
app.enableSandbox();
if (!app.requestSingleInstanceLock()) app.exit(3);
else void app.whenReady().then(start);
